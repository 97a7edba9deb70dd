"""The background job of intake: what an erased person typed goes, too."""

from __future__ import annotations

from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.jobs import task
from yinuo.store.perform import perform

from .actions import forget_requests

FORGET = "intake.forget"


@task(name=FORGET)
def forget(*, subject_kind: str, subject: str, **_: object) -> None:
    """A person was erased: delete the requests that they typed."""
    if subject_kind == "person":
        actor = Actor.system("erasure")
        perform(forget_requests, actor=actor, now=clock.now(), customer_id=UUID(subject))
