"""What the case room does when one of its timers rings, and its jobs; mapped in config/wiring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.jobs import task
from yinuo.store.perform import perform

from .actions import close_silent_case, forget_words

FORGET = "case.forget"


def on_confirm_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The confirmation window of the case `subject` is over."""
    close_silent_case(case_id=subject, due_at=due_at, actor=Actor.system("watch"), now=now)


@task(name=FORGET)
def forget(*, subject_kind: str, subject: str, **_: object) -> None:
    """A person was erased: erase what their cases hold of them."""
    if subject_kind == "person":
        actor = Actor.system("erasure")
        perform(forget_words, actor=actor, now=clock.now(), customer_id=UUID(subject))
