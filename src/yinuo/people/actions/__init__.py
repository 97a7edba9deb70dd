"""The only writers of the people room, by what they are about."""

from .customers import (
    add_address,
    erase_customer,
    find_or_add_customer,
    give_consent,
    place_address,
    withdraw_consent,
)
from .links import begin_recovery, finish_recovery, issue_link, revoke_links
from .logins import claim_login, end_login, refuse_login, settle_login
from .looks import note_look, show_contact
from .staff import (
    add_staff,
    change_password,
    change_role,
    change_scope,
    deactivate_staff,
)
from .units import register_unit

__all__ = [
    "add_address",
    "add_staff",
    "begin_recovery",
    "change_password",
    "change_role",
    "change_scope",
    "claim_login",
    "deactivate_staff",
    "end_login",
    "erase_customer",
    "find_or_add_customer",
    "finish_recovery",
    "give_consent",
    "issue_link",
    "note_look",
    "place_address",
    "refuse_login",
    "register_unit",
    "revoke_links",
    "settle_login",
    "show_contact",
    "withdraw_consent",
]
