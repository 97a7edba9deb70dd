"""What can honestly be promised to a newcomer without touching what others were promised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.facts import Quote, Request, State
from yinuo.engines.routing.fleet import Fleet, concat, muster
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.plan import Plan, Stop, make_plan
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
    for place in np.lexsort((openings.columns, honest)).tolist():
        if not np.isfinite(honest[place]):
            return None
        position = openings.ahead[place]
        if position < 0:
            return int(place)
        behind = plan.chains[openings.columns[place]][position:]
        eta, sd = float(scores.eta[0, place]), float(scores.sd[0, place])
        after = behind[0].before.after_visit(request, eta, sd, plan.scorer.params)
        if _unharmed(plan, after, behind):
            return int(place)
    return None


def _unharmed(plan: Plan, start: Fleet, behind: list[Stop]) -> bool:
    """Whether these visits, made from `start` in their order, are all as safe as the threshold.

    One that is not even planned that safely, a broken one above all, lets nobody ahead.
    """
    params = plan.scorer.params
    for stop in behind:
        scores = plan.scorer.score(start, plan.calls.take([stop.row]))
        safe = 1 - scores.p_late[0, 0] >= params.threshold
        if scores.bar[0, 0] != FREE_TO_GO or not safe:
            return False
        eta, sd = float(scores.eta[0, 0]), float(scores.sd[0, 0])
        start = start.after_visit(plan.calls.requests[stop.row], eta, sd, params)
    return True


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
