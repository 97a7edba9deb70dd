"""The only writers of the outbox and of what the ways out need to know."""

from .choosing import choose_notices, stop_by_word, stop_purpose
from .devices import add_device, forget_devices_of_staff, remove_device
from .queueing import forget_recipient, hold_notices, queue, send_recovery_codes, withdraw
from .reports import give_up_asking, put_off_asking, take_report
from .sending import settle, take_due
from .teams import add_team, remove_team

__all__ = [
    "add_device",
    "add_team",
    "choose_notices",
    "forget_devices_of_staff",
    "forget_recipient",
    "give_up_asking",
    "hold_notices",
    "put_off_asking",
    "queue",
    "remove_device",
    "remove_team",
    "send_recovery_codes",
    "settle",
    "stop_by_word",
    "stop_purpose",
    "take_due",
    "take_report",
    "withdraw",
]
