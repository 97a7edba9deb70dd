"""The only writers of visits, by concern; each writes the record of its case in the same transaction."""

from .arrival import (
    customer_denies,
    customer_says_here,
    enter_code,
    knock,
)
from .before import (
    accept_destructive,
    check_ownership,
    confirm_adult,
    read_serial,
    record_diagnosis,
    see_proof,
    show_price_list,
)
from .ending import finish_visit
from .forgetting import forget_texts
from .leading import pass_lead
from .paying import customer_confirms_price, show_statement, take_payment
from .photo import add_photo, erase_photos, give_photo_consent, withdraw_photo_consent
from .quoting import accept_quote, accept_quote_here, decline_quote, propose_quote
from .sent import note_sent
from .signing import erase_signatures
from .stopping import stop_visit
from .travel import announce_delay, call_off, plan_visit, start_travel
from .work import (
    fit_part,
    hand_over,
    record_fixing,
    record_new_code,
    record_opening,
    record_test,
    settle_old_parts,
    start_work,
)

__all__ = [
    "accept_destructive",
    "accept_quote",
    "accept_quote_here",
    "add_photo",
    "announce_delay",
    "call_off",
    "check_ownership",
    "confirm_adult",
    "customer_confirms_price",
    "customer_denies",
    "customer_says_here",
    "decline_quote",
    "enter_code",
    "erase_photos",
    "erase_signatures",
    "finish_visit",
    "fit_part",
    "forget_texts",
    "give_photo_consent",
    "hand_over",
    "knock",
    "note_sent",
    "pass_lead",
    "plan_visit",
    "propose_quote",
    "read_serial",
    "record_diagnosis",
    "record_fixing",
    "record_new_code",
    "record_opening",
    "record_test",
    "see_proof",
    "settle_old_parts",
    "show_price_list",
    "show_statement",
    "start_travel",
    "start_work",
    "stop_visit",
    "take_payment",
    "withdraw_photo_consent",
]
