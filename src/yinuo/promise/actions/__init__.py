"""The only writers of promises, by what they do: making, judging, pausing, pricing."""

from .judging import judge_case, judge_promise, release_promises
from .making import make_promise, record_quote
from .pausing import pause_promise, resume_promise
from .pricing import accept_price, decline_price

__all__ = [
    "accept_price",
    "decline_price",
    "judge_case",
    "judge_promise",
    "make_promise",
    "pause_promise",
    "record_quote",
    "release_promises",
    "resume_promise",
]
