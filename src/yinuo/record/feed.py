"""The live feed: which cases and technicians have new lines, announced by the watch, not by the writers.

A NOTIFY inside a writing transaction takes a lock that makes all commits queue up; one NOTIFY of the
watch every 200 ms costs nothing and tells the open pages the same.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from yinuo.base.ids import first_id_at

from .models import Event

CHANNEL = "yinuo_cases"
_LOOK_BACK = timedelta(seconds=30)
_MOST_IDS = 140  # a NOTIFY payload holds 8,000 bytes
_SUBJECTS = ("case", "technician")
RESYNC = "resync"


class Feed:
    """Announces, at each call, the cases and technicians that got a line since the last call: pairs of an id
    and a dispatch zone, which is empty for a technician.

    Ids sort by time but not by commit, so each look reaches `_LOOK_BACK` behind the last one and
    remembers what it has announced. What commits later than that is shown at the page's next own look.
    """

    def __init__(self) -> None:
        self._seen: set[UUID] = set()

    def announce(self, now: datetime) -> int:
        """Tell the listeners; how many were named. A restarted feed announces the last 30 s anew."""
        since = now - _LOOK_BACK
        rows = Event.objects.filter(id__gte=first_id_at(since), subject_kind__in=_SUBJECTS)
        subjects = {
            id: (str(subject), region or "")
            for id, subject, region in rows.values_list("id", "subject", "region")
        }
        fresh = subjects.keys() - self._seen
        self._seen = set(subjects)
        changed = sorted({subjects[id] for id in fresh})
        if changed:
            payload = json.dumps(changed) if len(changed) <= _MOST_IDS else RESYNC
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
        return len(changed)
