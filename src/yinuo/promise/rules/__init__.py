"""How a promise is offered, timed and judged: pure decisions over facts and the record's lines."""

from .evidence import (
    CALL_RECORDS,
    DENIED,
    DISPUTED,
    RELEASED,
    WORD_DENIED,
    given_back,
    is_independent,
)
from .offer import is_usable, offered_due, terms_of
from .running import (
    MOST_PAUSED,
    SETTLE,
    agreed_start,
    effective_due,
    first_look,
    instant_after,
    may_pause,
    pause_until,
    rung_times,
    start_ahead,
    time_left,
)
from .verdict import agrees, correct, judge, next_step

__all__ = [
    "CALL_RECORDS",
    "DENIED",
    "DISPUTED",
    "MOST_PAUSED",
    "RELEASED",
    "SETTLE",
    "WORD_DENIED",
    "agreed_start",
    "agrees",
    "correct",
    "effective_due",
    "first_look",
    "given_back",
    "instant_after",
    "is_independent",
    "is_usable",
    "judge",
    "may_pause",
    "next_step",
    "offered_due",
    "pause_until",
    "rung_times",
    "start_ahead",
    "terms_of",
    "time_left",
]
