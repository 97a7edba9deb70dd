"""The only writers of promises, by what they do: making, judging, pausing, pricing, carrying."""

from .carrying import carry_promises, return_promises
from .judging import judge_case, judge_promise, release_promises
from .making import make_promise, record_quote
from .pausing import drop_spoken_pauses, pause_promise, resume_promise
from .pricing import accept_price, accept_price_here, decline_price
from .refunding import answer_refund

__all__ = [
    "accept_price",
    "accept_price_here",
    "answer_refund",
    "carry_promises",
    "decline_price",
    "drop_spoken_pauses",
    "judge_case",
    "judge_promise",
    "make_promise",
    "pause_promise",
    "record_quote",
    "release_promises",
    "resume_promise",
    "return_promises",
]
