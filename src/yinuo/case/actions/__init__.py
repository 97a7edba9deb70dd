"""The only writers of cases, by what they do: opening, proof, confirmation, ending, the desk's."""

from .confirmation import await_confirmation, close_silent_case
from .deciding import decide
from .desk import deny_spoken, keep_spoken, note_case, rate_case, take_case
from .ending import (
    cancel_return,
    confirm_fixed,
    dispute_case,
    question_payment,
    reopen_case,
    settle_dispute,
    withdraw_case,
)
from .forgetting import forget_position, forget_words
from .joining import join_cases, part_cases
from .line import write_line
from .opening import join_case, open_case, open_cases
from .proof import record_proof

__all__ = [
    "await_confirmation",
    "cancel_return",
    "close_silent_case",
    "confirm_fixed",
    "decide",
    "deny_spoken",
    "dispute_case",
    "forget_position",
    "forget_words",
    "join_case",
    "join_cases",
    "keep_spoken",
    "note_case",
    "open_case",
    "open_cases",
    "part_cases",
    "question_payment",
    "rate_case",
    "record_proof",
    "reopen_case",
    "settle_dispute",
    "take_case",
    "withdraw_case",
    "write_line",
]
