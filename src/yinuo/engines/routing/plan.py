"""The plan behind every answer: each technician's next visits, batch first, then queued."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from yinuo.engines.routing.calls import Calls
from yinuo.engines.routing.fleet import Fleet, concat
from yinuo.engines.routing.matching import ageless, match
from yinuo.engines.routing.reason import Terms
from yinuo.engines.routing.score import Scorer, Scores
from yinuo.engines.routing.travel import Floats

GAIN = 1e-6
"""A move must save more than this, so that rounding never moves anything."""
FIRST = 1e6
"""Above any saving: ranks the requests that nobody goes to yet before those that only move."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One planned visit: request `row` by technician `column`; times in minutes from now.

    `before` and `after` are fleets of one: the technician ahead of this visit and once it is done.
    """

    row: int
    column: int
    eta: float
    sd: float
    travel: float
    p_late: float
    cost: float
    terms: Terms
    before: Fleet
    after: Fleet

    @property
    def leaves_now(self) -> bool:
        """Whether the technician can set out this minute."""
        return bool(self.before.ready[0])

    @property
    def leave(self) -> float:
        """When the technician can set out, minutes from now."""
        return float(self.before.leave[0])


@dataclass(slots=True)
class Plan:
    """Who visits whom in which order; `scores` are those of everybody's first visit."""

    scorer: Scorer
    fleet: Fleet
    calls: Calls
    scores: Scores
    chains: dict[int, list[Stop]] = field(default_factory=dict)

    def stops(self) -> dict[int, Stop]:
        """Every planned visit by its request's row."""
        return {stop.row: stop for chain in self.chains.values() for stop in chain}

    def tail(self, column: int) -> Fleet:
        """The technician once all visits planned so far are done, as a fleet of one."""
        chain = self.chains.get(column)
        return chain[-1].after if chain else self.fleet.take([column])

    def tails(self) -> tuple[Fleet, list[int]]:
        """Every technician at the end of the plan, and the column of each."""
        columns = [c for c in range(len(self.fleet.ids)) if not self.chains.get(c)]
        used = [c for c in sorted(self.chains) if self.chains[c]]
        parts = [self.fleet.take(columns), *(self.tail(c) for c in used)]
        return concat(parts), columns + used

    def append(
        self, row: int, column: int, before: Fleet, scores: Scores, at: tuple[int, int]
    ) -> None:
        """Put a visit at the end of a chain, with the figures found at `scores[at]`."""
        eta, sd = float(scores.eta[at]), float(scores.sd[at])
        stop = Stop(
            row=row,
            column=column,
            eta=eta,
            sd=sd,
            travel=float(scores.travel[at]),
            p_late=float(scores.p_late[at]),
            cost=float(scores.cost[at]),
            terms=scores.terms_at(*at),
            before=before,
            after=before.after_visit(self.calls.requests[row], eta, sd, self.scorer.params),
        )
        self.chains.setdefault(column, []).append(stop)


def make_plan(scorer: Scorer, fleet: Fleet, calls: Calls) -> Plan:
    """The plan of least cost with one visit each, then improved by queueing visits one by one.

    Queueing moves a waiting request, or the last visit of a chain, behind the visits of a
    technician already in use, as long as that lowers the sum of all costs. Every move lowers it,
    so it ends.
    """
    plan = Plan(scorer, fleet, calls, scorer.score(fleet, calls))
    for row, column in sorted(match(plan.scores, calls, scorer.params).items()):
        plan.append(row, column, fleet.take([column]), plan.scores, (row, column))
    touched = sorted(plan.chains)
    if touched:
        _queue_all(plan, touched)
    return plan


def _queue_all(plan: Plan, touched: list[int]) -> None:
    """Carry out the best queueing move as long as one is worth it.

    Only technicians touched by the matching matter: to any other one the matching already had access. A
    move changes the ends of two chains at most, and only these are scored again.
    """
    ends = plan.scorer.score(concat([plan.tail(column) for column in touched]), plan.calls)
    for _ in range(2 * len(plan.calls.requests)):
        moved = _queue_best(plan, touched, ends)
        if not moved:
            break
        places = [touched.index(column) for column in moved]
        anew = plan.scorer.score(concat([plan.tail(column) for column in moved]), plan.calls)
        ends.replace_columns(places, anew)


def _queue_best(plan: Plan, touched: list[int], ends: Scores) -> list[int]:
    """Carry out the single best queueing move, by what every request would mean at the ends of the chains;
    the columns whose ends it changed, none where no move is worth it."""
    stops = plan.stops()
    last = {plan.chains[column][-1].row for column in touched if plan.chains[column]}
    is_movable = np.array([r in last or r not in stops for r in range(len(plan.calls.requests))])
    current = np.array([stops[r].cost if r in stops else np.inf for r in range(len(is_movable))])
    gain = _gains(ageless(ends, plan.calls, plan.scorer.params), ends, plan.calls, current)
    gain[~is_movable] = -np.inf
    row, place = (int(i) for i in np.unravel_index(int(np.argmax(gain)), gain.shape))
    if not gain[row, place] > GAIN:
        return []
    moved = [touched[place]]
    if row in stops:
        moved.append(stops[row].column)
        plan.chains[stops[row].column].pop()
    plan.append(row, touched[place], plan.tail(touched[place]), ends, (row, place))
    return list(dict.fromkeys(moved))


def _gains(bare: Floats, scores: Scores, calls: Calls, current: Floats) -> Floats:
    """What each move saves; a waiting request outranks any move, and a broken promise any other."""
    waiting = np.isinf(current)
    urgency = np.where(calls.broken, 2 * FIRST, FIRST)[:, None]
    saved = np.where(waiting, 0.0, current)[:, None] - scores.cost
    return np.where(
        np.isinf(scores.cost), -np.inf, np.where(waiting[:, None], urgency - bare, saved)
    )
