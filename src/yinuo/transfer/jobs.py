"""Background work on imports: a job goes through the lines, and the watch calls for one where none beats any
more."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.record.reads import find_events
from yinuo.store.jobs import task
from yinuo.store.retention import RowsToPurge
from yinuo.store.timer import set_timer

from .actions import forget_files
from .actions.rows import AT_WORK, WORK, call_worker
from .facts import ImportUnknown
from .going import carry_on
from .models import Import

SILENT = timedelta(seconds=30)
"""After how long without a batch an import is taken for left behind: a batch takes a second or two."""
ASK_AGAIN = timedelta(minutes=1)
"""After how long an import that was at work when somebody was erased is looked at again."""
FORGET = "transfer.forget"
"""The timer that the erasure of a person sets."""


@task(WORK)
def work(*, import_id: str, **_: object) -> None:
    """Go on with an import; one that was thrown away meanwhile is no error."""
    try:
        carry_on(UUID(import_id))
    except ImportUnknown:
        return


def on_person_erased(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Somebody was erased who may stand in a file that is kept; again later, while one of then is at work."""
    del due_at
    before = _erased_at(subject) or now
    forget_files(before=before, actor=Actor.system("erasure"), now=now)
    if Import.objects.filter(state__in=AT_WORK, created_at__lte=before).exists():
        set_timer(FORGET, subject, now + ASK_AGAIN, now=now)


def _erased_at(subject: UUID) -> datetime | None:
    """When a customer or a member of staff was erased, as the record has it."""
    events = [
        *find_events("person", subject, ["people.customer.erased"]),
        *find_events("staff", subject, ["people.staff.erased"]),
    ]
    return max((event.at for event in events), default=None)


class LeftBehind:
    """The due-row source of imports whose worker was killed: another is called."""

    name = "transfer.imports"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of imports at work that were silent for too long."""
        rows = Import.objects.filter(state__in=AT_WORK, beat_at__lte=now - SILENT)
        return list(rows.order_by("beat_at").values_list("id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Call for a worker once; the beat keeps a second watch from doing the same."""
        rows = Import.objects.select_for_update(skip_locked=True).defer("data")
        row = rows.filter(id=id, state__in=AT_WORK, beat_at__lte=now - SILENT).first()
        if row is not None:
            row.beat_at = now
            row.save(update_fields=["beat_at"])
            call_worker(row)

    def push_back(self, id: UUID, until: datetime) -> None:
        """Look again later, after a failure."""
        Import.objects.filter(id=id).update(beat_at=until)


DUE_SOURCES = (LeftBehind(), RowsToPurge("transfer.files", Import))
