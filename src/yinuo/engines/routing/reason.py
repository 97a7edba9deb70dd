"""Why a technician was chosen: each candidate's terms, and how many could not come and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Bar(StrEnum):
    """Why a technician is no candidate; of several reasons the first in this order is counted."""

    OFF_SHIFT = "off_shift"
    LACKS_SKILL = "lacks_skill"
    BARRED = "barred"
    SAME_JOB = "same_job"
    BUSY_TOO_LONG = "busy_too_long"
    SHIFT_ENDS = "shift_ends"


class Rule(StrEnum):
    """What the chosen candidate is best at: the least cost of all together, or an early promise; or that a
    person chose him."""

    LEAST_COST = "least_cost"
    EARLIEST_HONEST = "earliest_honest"
    BY_HAND = "by_hand"


class Outcome(StrEnum):
    """What came of a request: somebody leaves now, is foreseen for later, or nobody can come."""

    GOES = "goes"
    LATER = "later"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the objective, each already weighted, in the unit "late emergencies"."""

    late: float
    minutes_late: float
    travel: float
    response: float
    word: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A technician who could come: `minutes` to arrival, of which `travel_minutes` are driven.

    `standing` is idle, driving, working or off (the shift has not begun). `taken_by` names the
    other request that this technician goes to first.
    """

    technician_id: str
    standing: str
    eta: datetime
    minutes: float
    travel_minutes: float
    p_late: float
    terms: Terms
    total: float
    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """How many technicians could not come for one cause; `detail` is a barred one's reason code."""

    why: Bar
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class Reason:
    """All that one decision rests on; `others` are the best few candidates and the nearest."""

    request_id: str
    seat: int
    rule: Rule
    outcome: Outcome
    chosen: Candidate | None
    others: tuple[Candidate, ...]
    candidates: int
    excluded: tuple[Excluded, ...]
