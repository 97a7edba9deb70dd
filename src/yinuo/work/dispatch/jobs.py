"""The background job of dispatch: a zone is looked at as soon as somebody is free."""

from __future__ import annotations

from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.jobs import task
from yinuo.store.perform import perform

from .actions import look_at_zone
from .reads import find_job_of_case

SETTLE = "dispatch.settle"


@task(SETTLE)
def settle(*, subject: str, **_: object) -> None:
    """A visit of this case has ended, or comes later than planned: have its zone decided on at once."""
    job = find_job_of_case(UUID(subject))
    if job is not None:
        now = clock.now()
        worker = Actor.system("worker")
        perform(look_at_zone, actor=worker, now=now, region=job.region, at=now)
