"""Background jobs of the promise room: they only make a verdict sooner, the watch would come to it too."""

from __future__ import annotations

from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.jobs import task
from yinuo.store.perform import perform

from .actions import judge_case

JUDGE = "promise.judge"


@task(name=JUDGE)
def judge(*, subject_kind: str, subject: str, **_: object) -> None:
    """Bring a case's promises up to date after a new line in its record."""
    if subject_kind == "case":
        perform(judge_case, actor=Actor.system("judge"), now=clock.now(), case_id=UUID(subject))
