"""The only writers of cases, by what they do: opening, proof, confirmation, ending."""

from .confirmation import await_confirmation, close_silent_case
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
from .line import write_line
from .opening import join_case, open_case
from .proof import record_proof

__all__ = [
    "await_confirmation",
    "cancel_return",
    "close_silent_case",
    "confirm_fixed",
    "dispute_case",
    "forget_position",
    "forget_words",
    "join_case",
    "open_case",
    "question_payment",
    "record_proof",
    "reopen_case",
    "settle_dispute",
    "withdraw_case",
    "write_line",
]
