"""The batch assignment: one request per technician, the least total cost, broken promises first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from yinuo.engines.routing.calls import Calls
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.score import Scores
from yinuo.engines.routing.travel import Floats

WAIT = 1e3
"""Price of leaving a request unmatched: above any real cost, so only a shortage makes one wait."""
WAIT_BROKEN = 1e5
"""The same for a broken promise: it never waits while one that can still be kept is served."""
TIE = 1e-9
"""Added per place in the order of preference; decides between equals and nothing else."""


def match(scores: Scores, calls: Calls, params: Params) -> dict[int, int]:
    """The technician (column) of each request (row) that gets one.

    Minimises the sum of `scores.cost`. A broken promise may come at most `broken_slack_minutes`
    later than if only the broken ones were served. Where technicians are short, requests wait
    whose absence makes the sum smallest; those that can still be kept are therefore not given up
    for hopeless ones.
    """
    cost = scores.cost + TIE * np.arange(scores.cost.shape[1])
    # Minutes already waited are the same whoever goes; left in, they would make the oldest wait.
    cost = cost + (params.response_weight * calls.made)[:, None]
    broken = calls.broken
    if not broken.any():
        return _solve(cost, np.full(len(cost), WAIT))
    soonest = np.min(cost, axis=1, initial=np.inf)
    cost = cost - np.where(broken & np.isfinite(soonest), soonest, 0.0)[:, None]
    wait = np.where(broken, WAIT_BROKEN, WAIT)
    return _solve(_keep_first(cost, scores, broken, params), wait)


def _keep_first(cost: Floats, scores: Scores, broken: NDArray[np.bool_], params: Params) -> Floats:
    """Costs without the pairs that would keep a broken promise waiting beyond the slack."""
    rows = np.flatnonzero(broken)
    alone = _solve(cost[rows], np.full(len(rows), WAIT_BROKEN))
    kept = cost.copy()
    for place, column in alone.items():
        row = rows[place]
        latest = scores.eta[row, column] + params.broken_slack_minutes
        kept[row, scores.eta[row] > latest] = np.inf
    return kept


def _solve(cost: Floats, wait: Floats) -> dict[int, int]:
    """Least-cost matching in which each row may also wait at its price.

    With n rows, a best matching exists that uses only each row's n cheapest columns (a dearer one
    could be exchanged for a free cheaper one), so the others are left out before solving.
    """
    n, width = cost.shape
    if n == 0 or width == 0:
        return {}
    columns = np.arange(width)
    if width > n:
        columns = np.unique(np.argpartition(cost, n - 1, axis=1)[:, :n])
    waiting = np.full((n, n), np.inf)
    np.fill_diagonal(waiting, wait)
    rows, chosen = linear_sum_assignment(np.hstack((cost[:, columns], waiting)))
    pairs = zip(rows.tolist(), chosen.tolist(), strict=True)
    return {row: int(columns[place]) for row, place in pairs if place < len(columns)}
