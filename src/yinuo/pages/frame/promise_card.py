"""What the promise card shows: one arrival promise, placed on its rail between made and due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yinuo.promise.facts import PromiseFacts, PromiseState, RemedyFacts

from .times import whole_minutes

_ROOM = 22.0
"""Within this many percent of an end a label leans inwards, so that it stays on a 390 px screen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the rail in percent, and the SVG `text-anchor` that keeps its label inside."""

    percent: float

    @property
    def x(self) -> str:
        """The place as an SVG length; never localised, since it is read by a machine."""
        return f"{self.percent:.1f}%"

    @property
    def anchor(self) -> str:
        """Where the label hangs from its place."""
        if self.percent < _ROOM:
            return "start"
        return "end" if self.percent > 100 - _ROOM else "middle"


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """An arrival promise as `parts/promise_card.html` takes it.

    `ends_at` is the right end of the rail: the deadline, or while it runs the arrival expected later.
    `paid_fen` is what was credited, None while nothing was; `is_moved` whether the customer asked for another
    time than was promised first.
    """

    state: PromiseState
    made_at: datetime
    due_at: datetime
    eta_at: datetime | None
    verdict_at: datetime | None
    now: datetime
    within_minutes: int | None
    credit_fen: int
    paid_fen: int | None
    is_moved: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it is still open."""
        return self.state is PromiseState.RUNNING

    @property
    def is_kept(self) -> bool:
        """Whether it was kept."""
        return self.state is PromiseState.KEPT

    @property
    def is_broken(self) -> bool:
        """Whether it was broken."""
        return self.state is PromiseState.BROKEN

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed, or will have when the technician is expected."""
        return self.now > self.due_at or (self.eta_at is not None and self.eta_at > self.due_at)

    @property
    def is_overdue(self) -> bool:
        """Whether it is past due with its verdict still to be written."""
        return self.is_running and self.now >= self.due_at

    @property
    def is_honest_later(self) -> bool:
        """Whether the usual time couldn't be promised, so that a later one was (whole minutes)."""
        if self.within_minutes is None or self.is_moved:
            return False
        return (self.due_at - self.made_at).total_seconds() > self.within_minutes * 60 + 59

    @property
    def left_minutes(self) -> int:
        """Minutes until due, a started one whole; 0 when past."""
        return whole_minutes(self.now, self.due_at)

    @property
    def eta_minutes(self) -> int:
        """Minutes until the expected arrival."""
        return whole_minutes(self.now, self.eta_at) if self.eta_at else 0

    @property
    def spare_minutes(self) -> int:
        """How far before the deadline: the arrival if kept, else the expected one, in whole minutes."""
        at = self.verdict_at if self.is_kept else self.eta_at
        return int((self.due_at - at).total_seconds() // 60) if at and at < self.due_at else 0

    @property
    def late_minutes(self) -> int:
        """How far after the deadline the technician is expected."""
        return whole_minutes(self.due_at, self.eta_at) if self.eta_at else 0

    @property
    def ends_at(self) -> datetime:
        """The right end of the rail; a decided promise ends at its deadline, whoever is still on the way."""
        return max(self.due_at, self.eta_at) if self.eta_at and self.is_running else self.due_at

    @property
    def at_now(self) -> Mark:
        """Where the present stands, or the verdict once there is one."""
        return self._mark(self.verdict_at or self.now)

    @property
    def at_eta(self) -> Mark | None:
        """Where the expected arrival stands."""
        return self._mark(self.eta_at) if self.eta_at else None

    @property
    def at_due(self) -> Mark:
        """Where the deadline stands: the right end, or before it when the technician is late."""
        return self._mark(self.due_at)

    def _mark(self, at: datetime) -> Mark:
        length = (self.ends_at - self.made_at).total_seconds()
        share = (at - self.made_at).total_seconds() / length if length > 0 else 1.0
        return Mark(100 * min(1.0, max(0.0, share)))


def promise_card(
    promise: PromiseFacts,
    *,
    now: datetime,
    eta_at: datetime | None = None,
    remedy: RemedyFacts | None = None,
) -> PromiseCard:
    """The card of an arrival promise; `eta_at` is when the technician is expected, None if not known."""
    return PromiseCard(
        state=promise.state,
        made_at=promise.made_at,
        due_at=promise.deadline_at,
        eta_at=eta_at,
        verdict_at=promise.verdict_at,
        now=now,
        within_minutes=promise.within_minutes,
        credit_fen=promise.credit_fen,
        paid_fen=remedy.fen if remedy else None,
        is_moved=bool(promise.pauses),
    )
