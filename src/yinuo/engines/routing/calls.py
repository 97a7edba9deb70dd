"""Waiting requests as arrays: minutes after now, degrees and metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from yinuo.engines.routing.facts import Request
from yinuo.engines.routing.fleet import degrees, minutes_after
from yinuo.engines.routing.travel import Floats


@dataclass(frozen=True, slots=True)
class Calls:
    """Waiting requests as arrays, ordered by id and seat; `due` and `made` are minutes after now.

    `promised_p` is 0 where nothing was promised; `broken` marks deadlines that have passed.
    """

    requests: tuple[Request, ...]
    due: Floats
    made: Floats
    points: Floats
    radius_m: Floats
    service: Floats
    promised_p: Floats

    def take(self, rows: Sequence[int]) -> Calls:
        """These requests only, in this order."""
        index = np.asarray(rows, dtype=np.intp)
        return Calls(
            requests=tuple(self.requests[i] for i in rows),
            due=self.due[index],
            made=self.made[index],
            points=self.points[index],
            radius_m=self.radius_m[index],
            service=self.service[index],
            promised_p=self.promised_p[index],
        )

    @property
    def broken(self) -> NDArray[np.bool_]:
        """Which promises are past their deadline."""
        return self.due <= 0


def gather(requests: Sequence[Request], now: datetime) -> Calls:
    """Requests as arrays, ordered by id and seat whatever their order was."""
    ordered = sorted(requests, key=lambda r: r.key)
    return Calls(
        requests=tuple(ordered),
        due=minutes_after(now, [r.due_at for r in ordered]),
        made=minutes_after(now, [r.made_at for r in ordered]),
        points=degrees([r.point for r in ordered]),
        radius_m=np.array([r.radius_m for r in ordered], dtype=float),
        service=np.array([r.service_minutes for r in ordered], dtype=float),
        promised_p=np.array([r.promised_p or 0.0 for r in ordered], dtype=float),
    )
