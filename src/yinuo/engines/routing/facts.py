"""What the engine is told about a city, and what it answers: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yinuo.base.point import Point
from yinuo.engines.routing.reason import Reason


class StateInvalid(ValueError):
    """The state contradicts itself, so no decision taken from it could be trusted."""


class Standing(StrEnum):
    """What a technician is doing; whether the shift has begun is read from the shift."""

    IDLE = "idle"
    DRIVING = "driving"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Technician:
    """A technician with one shift: the running one, or else the next one.

    `free_at` and `free_point` say when and where new work can start, as expected now; for an idle
    technician they are now and `at`. Between equals the lower `rank` goes, then the lower `id`.
    """

    id: str
    skills: frozenset[str]
    standing: Standing
    at: Point
    free_at: datetime
    free_point: Point
    shift_starts_at: datetime
    shift_ends_at: datetime
    rank: int = 0

    def __post_init__(self) -> None:
        if self.shift_ends_at <= self.shift_starts_at:
            raise StateInvalid(f"the shift of technician {self.id} ends before it starts")
        if self.free_at.tzinfo is None or self.shift_starts_at.tzinfo is None:
            raise StateInvalid(f"the instants of technician {self.id} must be aware")


@dataclass(frozen=True, slots=True)
class Request:
    """One person wanted at one point; a crew of two is two requests of one `id`, seats 1 and 2.

    `radius_m`: the door lies somewhere within this distance of `point`. `barred`: technicians who
    may not go; `barred_reasons` pairs (technician id, reason code) let an explanation count them
    by reason. `promised_p`: the probability at which `due_at` was promised; None when nothing was
    promised yet.
    """

    id: str
    seat: int
    point: Point
    radius_m: float
    skills: frozenset[str]
    service_minutes: float
    made_at: datetime
    due_at: datetime
    barred: frozenset[str] = frozenset()
    barred_reasons: tuple[tuple[str, str], ...] = ()
    promised_p: float | None = None

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None or self.due_at.tzinfo is None:
            raise StateInvalid(f"the instants of request {self.id} must be aware")
        if not (0 <= self.radius_m < float("inf") and 0 < self.service_minutes < float("inf")):
            raise StateInvalid(f"request {self.id} needs a radius >= 0 and a service time > 0")
        if self.promised_p is not None and not 0 <= self.promised_p <= 1:
            raise StateInvalid(f"the promised probability of request {self.id} is outside 0 to 1")

    @property
    def key(self) -> tuple[str, int]:
        """What names this seat in a decision."""
        return self.id, self.seat


@dataclass(frozen=True, slots=True)
class Commitment:
    """A technician driving to a request or working on it; `eta` is the (expected) arrival there.

    From `eta` to the technician's `free_at` is the expected service time. `noise` is this drive's
    own relative travel noise, None for that of the parameters.
    """

    technician_id: str
    request_id: str
    seat: int
    eta: datetime
    noise: float | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A dispatch zone at one instant: everybody, everything still waiting, everything under way.

    Raises StateInvalid where a technician, a seat or a commitment comes twice, or a seat both waits
    and is committed. The order within the tuples never matters.
    """

    technicians: tuple[Technician, ...]
    requests: tuple[Request, ...]
    commitments: tuple[Commitment, ...] = ()

    def __post_init__(self) -> None:
        people = {technician.id for technician in self.technicians}
        if len(people) < len(self.technicians):
            raise StateInvalid("a technician comes twice")
        waiting = {request.key for request in self.requests}
        taken = {(c.request_id, c.seat) for c in self.commitments}
        if len(waiting) < len(self.requests) or len(taken) < len(self.commitments):
            raise StateInvalid("a seat of a request comes twice")
        if len({c.technician_id for c in self.commitments}) < len(self.commitments):
            raise StateInvalid("a technician is committed to two places")
        if waiting & taken:
            raise StateInvalid("a seat cannot both wait and be committed")


@dataclass(frozen=True, slots=True)
class Assign:
    """One technician for one seat; `leaves_at` and `eta` are expected instants."""

    request_id: str
    seat: int
    technician_id: str
    leaves_at: datetime
    eta: datetime
    travel_minutes: float
    p_late: float


@dataclass(frozen=True, slots=True)
class Decision:
    """`assignments` leave now; `tentative` is what the rest would be if nothing else happened.

    Every waiting seat has a reason, also where nobody can come.
    """

    assignments: tuple[Assign, ...]
    tentative: tuple[Assign, ...]
    reasons: dict[tuple[str, int], Reason]


@dataclass(frozen=True, slots=True)
class Quote:
    """What can honestly be promised to a newcomer.

    `eta`: expected arrival. `p_on_time`: P(arrival <= the request's due_at). `honest_at`: the
    earliest instant, rounded up to a second, with P(arrival <= honest_at) >= the threshold. All
    three are about the same technician; without one they are None, 0.0 and None.
    """

    technician_id: str | None
    eta: datetime | None
    p_on_time: float
    honest_at: datetime | None
    reasons: Reason
