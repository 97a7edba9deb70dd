"""Who sets out now, who is foreseen next, and why: one batch decision for a whole zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.facts import Assign, Decision, State
from yinuo.engines.routing.fleet import muster
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.plan import Plan, Stop, make_plan
from yinuo.engines.routing.reasons import reason_for
from yinuo.engines.routing.score import Scorer
from yinuo.engines.routing.travel import Travel


def decide(state: State, now: datetime, travel: Travel, params: Params) -> Decision:
    """Assign the waiting requests of one zone together, at the least total cost.

    The cost of a pair is P(late) + 0.02 per expected minute late + 0.004 per travel minute +
    0.002 per minute of response, plus the price of a given word (weights: `Params`, which names
    their sources). Technicians count who are idle, busy or about to begin a shift; only those who
    can leave this minute are committed, everybody else's visit is tentative. Broken promises go
    first. Nobody is sent whose shift would end before the visit can be expected to
    (`Params.overtime_minutes`).

    The same state gives the same decision, whatever the order of its tuples.
    """
    fleet, calls = muster(state, now, params), gather(state.requests, now)
    if not calls.requests:
        return Decision((), (), {})
    plan = make_plan(Scorer(now, travel, params), fleet, calls)
    stops = plan.stops()
    planned = [(stop, _assign(plan, stop)) for _, stop in sorted(stops.items())]
    return Decision(
        assignments=tuple(a for stop, a in planned if stop.leaves_now),
        tentative=tuple(a for stop, a in planned if not stop.leaves_now),
        reasons={
            request.key: reason_for(plan, row, stops) for row, request in enumerate(calls.requests)
        },
    )


def _assign(plan: Plan, stop: Stop) -> Assign:
    request, now = plan.calls.requests[stop.row], plan.scorer.now
    return Assign(
        request_id=request.id,
        seat=request.seat,
        technician_id=plan.fleet.ids[stop.column],
        leaves_at=now + timedelta(minutes=stop.leave),
        eta=now + timedelta(minutes=stop.eta),
        travel_minutes=stop.travel,
        p_late=stop.p_late,
    )
