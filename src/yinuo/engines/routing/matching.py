"""The batch assignment: one request per technician, the least total cost, broken promises first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
TIE_WAIT = 1e-6
"""The same for who waits: of equals the one that comes first in the order of ids is served."""


def match(scores: Scores, calls: Calls, params: Params) -> dict[int, int]:
    """The technician (column) of each request (row) that gets one.

    Minimises the sum of `scores.cost`. A broken promise may come at most `broken_slack_minutes`
    later than if only the broken ones were served. Where technicians are short, requests wait
    whose absence makes the sum smallest; those that can still be kept are therefore not given up
    for hopeless ones.
    """
    cost = ageless(scores, calls, params) + TIE * np.arange(scores.cost.shape[1])
    broken = calls.broken
    wait = np.where(broken, WAIT_BROKEN, WAIT) + TIE_WAIT * np.arange(len(cost), 0, -1)
    if broken.any() and not broken.all():
        cost = _keep_first(cost, scores, broken, params)
    return _solve(cost, wait)


def ageless(scores: Scores, calls: Calls, params: Params) -> Floats:
    """Costs without what has already been waited and is the same whoever goes.

    Left in, it would make the oldest request the dearest to serve, and so the one that waits.
    """
    waited = params.response_weight * -calls.made
    overdue = params.minutes_late_weight * np.maximum(-calls.due, 0.0)
    return scores.cost - (waited + overdue)[:, None]


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
    # Here and not above: it is a sixth of the time in which a process starts, and most of them never assign.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    columns = np.arange(width)
    if width > n:
        columns = np.unique(np.argpartition(cost, n - 1, axis=1)[:, :n])
    waiting = np.full((n, n), np.inf)
    np.fill_diagonal(waiting, wait)
    rows, chosen = linear_sum_assignment(np.hstack((cost[:, columns], waiting)))
    pairs = zip(rows.tolist(), chosen.tolist(), strict=True)
    return {row: int(columns[place]) for row, place in pairs if place < len(columns)}
