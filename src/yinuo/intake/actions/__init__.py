"""The only writers of intake, by what they do, from the report to taking it back."""

from .deciding import answer_dispute, answer_refund, end_stopped_case, send_again
from .erasing import erase_again, erase_former_staff, erase_myself, erase_person
from .forgetting import forget_person
from .position import withdraw_position
from .postponing import come_later, come_now
from .renewing import renew_link
from .reporting import report_fault
from .returning import come_again
from .settling import settle_dispute
from .withdrawing import withdraw_case

__all__ = [
    "answer_dispute",
    "answer_refund",
    "come_again",
    "come_later",
    "come_now",
    "end_stopped_case",
    "erase_again",
    "erase_former_staff",
    "erase_myself",
    "erase_person",
    "forget_person",
    "renew_link",
    "report_fault",
    "send_again",
    "settle_dispute",
    "withdraw_case",
    "withdraw_position",
]
