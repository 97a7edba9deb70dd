"""The only writers of visits, by concern; each writes the record of its case in the same transaction."""

from .arrival import (
    call_off,
    customer_denies,
    customer_says_here,
    enter_code,
    knock,
    plan_visit,
    start_travel,
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
from .ending import finish_visit, stop_visit
from .money import (
    accept_quote,
    customer_confirms_price,
    decline_quote,
    propose_quote,
    show_statement,
    take_payment,
)
from .photo import add_photo, give_photo_consent, withdraw_photo_consent
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
    "add_photo",
    "call_off",
    "check_ownership",
    "confirm_adult",
    "customer_confirms_price",
    "customer_denies",
    "customer_says_here",
    "decline_quote",
    "enter_code",
    "finish_visit",
    "fit_part",
    "give_photo_consent",
    "hand_over",
    "knock",
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
