"""The only writers of the people room, by what they are about."""

from .customers import (
    add_address,
    find_or_add_customer,
    give_consent,
    place_address,
    withdraw_consent,
)
from .erasing import erase_customer, erase_staff, hold_customer
from .factors import (
    begin_factor,
    confirm_factor,
    enter_code,
    forget_devices,
    renew_backup_codes,
    reset_factor,
    trust_device,
)
from .inviting import accept_invite, invite_staff
from .links import begin_recovery, finish_recovery, issue_link, revoke_links
from .logins import claim_login, end_login, refuse_login, settle_login
from .looks import note_export, note_look, show_contact
from .many import add_addresses, add_customers, keep_customers, register_units
from .sessions import begin_login, end_logins, end_one_login, see_login
from .staff import (
    add_staff,
    change_password,
    change_role,
    change_scope,
    close_login,
    deactivate_staff,
)
from .units import register_unit

__all__ = [
    "accept_invite",
    "add_address",
    "add_addresses",
    "add_customers",
    "add_staff",
    "begin_factor",
    "begin_login",
    "begin_recovery",
    "change_password",
    "change_role",
    "change_scope",
    "claim_login",
    "close_login",
    "confirm_factor",
    "deactivate_staff",
    "end_login",
    "end_logins",
    "end_one_login",
    "enter_code",
    "erase_customer",
    "erase_staff",
    "find_or_add_customer",
    "finish_recovery",
    "forget_devices",
    "give_consent",
    "hold_customer",
    "invite_staff",
    "issue_link",
    "keep_customers",
    "note_export",
    "note_look",
    "place_address",
    "refuse_login",
    "register_unit",
    "register_units",
    "renew_backup_codes",
    "reset_factor",
    "revoke_links",
    "see_login",
    "settle_login",
    "show_contact",
    "trust_device",
    "withdraw_consent",
]
