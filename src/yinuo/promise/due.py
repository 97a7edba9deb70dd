"""What the watch looks at: running promises whose next look has come, and days whose figures changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.figures import RollupDays

from .actions import judge_promise
from .facts import PromiseState
from .figures import PROMISE_DAYS
from .models import Promise

WATCH = Actor.system("watch")


class Promises:
    """The due-row source of promises (see `store.watch.DueSource`)."""

    name = "promises"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of running promises to look at, earliest first."""
        due = Promise.objects.filter(state=PromiseState.RUNNING, look_at__lte=now)
        return list(due.order_by("look_at", "id").values_list("id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Judge one promise, unless another watch has it in hand or was faster."""
        mine = Promise.objects.select_for_update(skip_locked=True, no_key=True).filter(
            id=id, state=PromiseState.RUNNING, look_at__lte=now
        )
        if mine.first() is not None:
            judge_promise(promise_id=id, actor=WATCH, now=now)

    def push_back(self, id: UUID, until: datetime) -> None:
        """Look again later, after a failure; the verdict will carry the deadline all the same."""
        Promise.objects.filter(id=id, state=PromiseState.RUNNING).update(look_at=until)


FIGURE_DAYS = RollupDays("figures", PROMISE_DAYS)
