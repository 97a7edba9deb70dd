"""Builds the reason of a decision or a quote from the figures it was taken with."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from yinuo.engines.routing.facts import Request
from yinuo.engines.routing.fleet import Fleet
from yinuo.engines.routing.plan import Plan, Stop
from yinuo.engines.routing.reason import Bar, Candidate, Excluded, Outcome, Reason, Rule
from yinuo.engines.routing.score import BARS, FREE_TO_GO, Scorer, Scores
from yinuo.engines.routing.travel import Floats


def reason_for(plan: Plan, row: int, stops: dict[int, Stop]) -> Reason:
    """Why this request got its technician, or nobody; others are shown by their first visit."""
    request, scores, stop = plan.calls.requests[row], plan.scores, stops.get(row)
    first = {c: plan.calls.requests[chain[0].row].id for c, chain in plan.chains.items() if chain}
    kept = plan.scorer.params.candidates_kept
    others = [
        candidate_at(plan.scorer, plan.fleet, scores, (row, column), first.get(column))
        for column in best_others(scores, row, scores.cost[row], kept)
        if stop is None or column != stop.column
    ]
    chosen = None if stop is None else _chosen(plan, stop)
    return Reason(
        request_id=request.id,
        seat=request.seat,
        rule=Rule.LEAST_COST,
        outcome=outcome_of(chosen),
        chosen=chosen,
        others=tuple(others),
        candidates=int(np.count_nonzero(scores.bar[row] == FREE_TO_GO)),
        excluded=count_excluded(request, plan.fleet, scores, row),
    )


def _chosen(plan: Plan, stop: Stop) -> Candidate:
    first = plan.chains[stop.column][0].row
    return Candidate(
        technician_id=plan.fleet.ids[stop.column],
        standing=plan.fleet.standings[stop.column],
        eta=plan.scorer.now + timedelta(minutes=stop.eta),
        minutes=stop.eta,
        travel_minutes=stop.travel,
        p_late=stop.p_late,
        terms=stop.terms,
        total=stop.cost,
        taken_by=None if first == stop.row else plan.calls.requests[first].id,
    )


def candidate_at(
    scorer: Scorer, fleet: Fleet, scores: Scores, at: tuple[int, int], taken_by: str | None
) -> Candidate:
    """The candidate behind one pair of row and column."""
    return Candidate(
        technician_id=fleet.ids[at[1]],
        standing=fleet.standings[at[1]],
        eta=scorer.now + timedelta(minutes=float(scores.eta[at])),
        minutes=float(scores.eta[at]),
        travel_minutes=float(scores.travel[at]),
        p_late=float(scores.p_late[at]),
        terms=scores.terms_at(*at),
        total=float(scores.cost[at]),
        taken_by=taken_by,
    )


def best_others(scores: Scores, row: int, order_by: Floats, kept: int) -> list[int]:
    """The best able columns, one more than `kept` since one may be the chosen, and the nearest."""
    able = np.flatnonzero(np.isfinite(order_by))
    if not len(able):
        return []
    best: list[int] = able[np.argsort(order_by[able], kind="stable")][: kept + 1].tolist()
    nearest = int(able[np.argmin(scores.travel[row, able])])
    return best if nearest in best else [*best, nearest]


def outcome_of(chosen: Candidate | None) -> Outcome:
    """Whether the chosen one can set out this minute, only later, or does not exist."""
    if chosen is None:
        return Outcome.NOBODY
    goes = chosen.standing == "idle" and chosen.taken_by is None
    return Outcome.GOES if goes else Outcome.LATER


def count_excluded(
    request: Request, fleet: Fleet, scores: Scores, row: int
) -> tuple[Excluded, ...]:
    """How many technicians cannot come, by cause; the barred by their reason code."""
    bars = scores.bar[row]
    counts = np.bincount(bars[bars != FREE_TO_GO], minlength=len(BARS)).tolist()
    found: list[Excluded] = []
    for why, count in zip(BARS, counts, strict=True):
        if why is Bar.BARRED and count:
            found += _barred(request, fleet, bars)
        elif count:
            found.append(Excluded(why, "", count))
    return tuple(found)


def _barred(request: Request, fleet: Fleet, bars: NDArray[np.int8]) -> list[Excluded]:
    """The barred, one line per reason code."""
    told = dict(request.barred_reasons)
    columns = np.flatnonzero(bars == BARS.index(Bar.BARRED)).tolist()
    details = Counter(told.get(fleet.ids[column], "") for column in columns)
    return [Excluded(Bar.BARRED, detail, details[detail]) for detail in sorted(details)]
