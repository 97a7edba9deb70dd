"""What can honestly be promised to a newcomer without touching what others were promised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, takewhile

import numpy as np

from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.facts import Quote, Request, State
from yinuo.engines.routing.fleet import Fleet, concat, muster
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.plan import Plan, make_plan
from yinuo.engines.routing.reason import Excluded, Outcome, Reason, Rule
from yinuo.engines.routing.reasons import best_others, candidate_at, count_excluded, outcome_of
from yinuo.engines.routing.score import FREE_TO_GO, Scorer, Scores
from yinuo.engines.routing.travel import Travel


@dataclass(frozen=True, slots=True)
class Openings:
    """Every place in the plan where the newcomer could be put.

    The first ones are the ends of all technicians' chains; then come the places ahead of a visit
    (`ahead[i]` names its position in its technician's chain, -1 for an end).
    """

    fleet: Fleet
    columns: list[int]
    ahead: list[int]


def quote(state: State, request: Request, now: datetime, travel: Travel, params: Params) -> Quote:
    """The earliest honest instant for a newcomer, and the chance to be there by `request.due_at`.

    All waiting requests are planned first, exactly as `decide` would. The newcomer is then put
    where the arrival that can be promised at `params.threshold` is earliest: behind a
    technician's planned visits, or ahead of visits that cannot start yet if each of them is still
    on time with at least the threshold's probability. A technician whose shift has yet to begin
    counts from its beginning.

    The place does not depend on the deadline, so for one state `honest_at` never gets earlier
    with a higher threshold or a wider radius, `p_on_time` never falls with a later `due_at`, and
    `p_on_time` reaches the threshold when `honest_at` <= `due_at`.
    """
    others = [r for r in state.requests if r.key != request.key]
    plan = make_plan(Scorer(now, travel, params), muster(state, now, params), gather(others, now))
    if not plan.fleet.ids:
        return _nobody(request, ())
    openings = _openings(plan)
    scores = plan.scorer.score(openings.fleet, gather([request], now))
    place = _earliest(plan, openings, scores, request)
    if place is None:
        ends = scores.columns(len(plan.fleet.ids))
        return _nobody(request, count_excluded(request, openings.fleet, ends, 0))
    honest = float(scores.honest(params.threshold)[0, place])
    return Quote(
        technician_id=openings.fleet.ids[place],
        eta=now + timedelta(minutes=float(scores.eta[0, place])),
        p_on_time=float(1 - scores.p_late[0, place]),
        honest_at=now + timedelta(seconds=math.ceil(honest * 60)),
        reasons=_reason(plan, openings, scores, request, place),
    )


def _openings(plan: Plan) -> Openings:
    ends, columns = plan.tails()
    spots = [
        (stop.before, column, position)
        for column in sorted(plan.chains)
        for position, stop in enumerate(plan.chains[column])
        if not stop.leaves_now
    ]
    return Openings(
        fleet=concat([ends, *(before for before, _, _ in spots)]),
        columns=columns + [column for _, column, _ in spots],
        ahead=[-1] * len(columns) + [position for _, _, position in spots],
    )


def _earliest(plan: Plan, openings: Openings, scores: Scores, request: Request) -> int | None:
    """The opening with the earliest honest arrival that harms nobody; None where there is none."""
    honest = scores.honest(plan.scorer.params.threshold)[0]
    order = [int(place) for place in np.lexsort((openings.columns, honest))]
    open_ = list(takewhile(lambda place: np.isfinite(honest[place]), order))
    spots = list(takewhile(lambda place: openings.ahead[place] >= 0, open_))
    unharmed = _unharmed(plan, openings, scores, request, spots)
    return next((place for place in open_ if place in unharmed or place not in spots), None)


def _unharmed(
    plan: Plan, openings: Openings, scores: Scores, request: Request, spots: list[int]
) -> set[int]:
    """Ahead of which visits the newcomer may be put so that all of them stay as safe as the threshold.

    One that is not even planned that safely, a broken one above all, lets nobody ahead. Of all spots the
    next visit is looked at together, and then those behind it where that one held.
    """
    params = plan.scorer.params
    behind = {spot: plan.chains[openings.columns[spot]][openings.ahead[spot] :] for spot in spots}
    starts = {
        spot: stops[0].before.after_visit(
            request, float(scores.eta[0, spot]), float(scores.sd[0, spot]), params
        )
        for spot, stops in behind.items()
    }
    unharmed: set[int] = set()
    for depth in count():
        unharmed |= {spot for spot in starts if depth == len(behind[spot])}
        ahead = [spot for spot in starts if depth < len(behind[spot])]
        if not ahead:
            return unharmed
        rows = [behind[spot][depth].row for spot in ahead]
        found = plan.scorer.score(concat([starts[spot] for spot in ahead]), plan.calls.take(rows))
        starts = {
            spot: starts[spot].after_visit(
                plan.calls.requests[row], float(found.eta[i, i]), float(found.sd[i, i]), params
            )
            for i, (spot, row) in enumerate(zip(ahead, rows, strict=True))
            if found.bar[i, i] == FREE_TO_GO and 1 - found.p_late[i, i] >= params.threshold
        }
    raise AssertionError("a chain has an end")


def _nobody(request: Request, excluded: tuple[Excluded, ...]) -> Quote:
    rule, outcome = Rule.EARLIEST_HONEST, Outcome.NOBODY
    reason = Reason(request.id, request.seat, rule, outcome, None, (), 0, excluded)
    return Quote(None, None, 0.0, None, reason)


def _reason(plan: Plan, openings: Openings, scores: Scores, request: Request, place: int) -> Reason:
    """Why this opening: against the other technicians at the ends of their own plans."""
    first = {c: plan.calls.requests[chain[0].row].id for c, chain in plan.chains.items() if chain}
    ahead_of_all = openings.ahead[place] == 0
    ends = scores.columns(len(plan.fleet.ids))
    honest = ends.honest(plan.scorer.params.threshold)[0]
    chosen = candidate_at(
        plan.scorer,
        openings.fleet,
        scores,
        (0, place),
        None if ahead_of_all else first.get(openings.columns[place]),
    )
    others = [
        candidate_at(plan.scorer, openings.fleet, ends, (0, i), first.get(openings.columns[i]))
        for i in best_others(ends, 0, honest, plan.scorer.params.candidates_kept)
        if openings.columns[i] != openings.columns[place]
    ]
    return Reason(
        request_id=request.id,
        seat=request.seat,
        rule=Rule.EARLIEST_HONEST,
        outcome=outcome_of(chosen),
        chosen=chosen,
        others=tuple(others),
        candidates=int(np.count_nonzero(np.isfinite(honest))),
        excluded=count_excluded(request, openings.fleet, ends, 0),
    )
