"""Where technicians have moved, announced by the watch to open boards.

A position is one row that is overwritten, and it has no line of the record, since no track is kept (PD-05).
So the board can't hear of it as it hears of a case. The watch, which looks five times a second anyway, reads
what was seen since its last look by an index and passes the points themselves on: a board draws them without
asking the pages again, and the phones' reports cost no transaction anything.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from .models import Position

CHANNEL = "yinuo_moves"
_LOOK_BACK = timedelta(seconds=30)
_A_NOTICE = 60  # a NOTIFY payload holds 8,000 bytes, and a move takes some 110


class Moves:
    """Announces, at each call, the technicians that were seen somewhere since the last call."""

    def __init__(self) -> None:
        self._seen: set[tuple[UUID, datetime]] = set()

    def announce(self, now: datetime) -> int:
        """Tell the listeners; how many technicians were named. What commits later than 30 s after it was seen
        is shown at the board's next own look."""
        rows = Position.objects.filter(seen_at__gte=now - _LOOK_BACK).values_list(
            "technician_id",
            "seen_at",
            "technician__outlet__region",
            "technician__outlet__code",
            "lat",
            "lng",
        )
        found = {(row[0], row[1]): row for row in rows}
        fresh = [found[key] for key in sorted(found.keys() - self._seen)]
        self._seen = set(found)
        moves = [
            [region, code, str(id), round(lat, 6), round(lng, 6), seen_at.timestamp()]
            for id, seen_at, region, code, lat, lng in fresh
        ]
        with connection.cursor() as cursor:
            for some in _batches(moves):
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(some)])
        return len(moves)


def _batches(moves: list[list[object]]) -> list[list[list[object]]]:
    return [moves[i : i + _A_NOTICE] for i in range(0, len(moves), _A_NOTICE)]
