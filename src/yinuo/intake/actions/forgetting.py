"""Erasing what a person typed into requests, and what work knows of the home."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.reads import list_cases
from yinuo.intake.models import Request
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import forget_places
from yinuo.work.visit.actions import forget_texts


@action
def forget_requests(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Delete what an erased customer typed, of all their cases, and what work holds of their homes; how many
    requests there were.

    The record needs no line of its own: the erasure of the customer, which caused this, has one.
    """
    forget_places(customer_id=customer_id, actor=actor, now=now)
    forget_texts(customer_id=customer_id, actor=actor, now=now)
    page = list_cases(customer_id=customer_id)
    deleted = 0
    while page.cases:
        ids = [case.id for case in page.cases]
        deleted += Request.objects.filter(case_id__in=ids).delete()[0]
        if page.next_before is None:
            break
        page = list_cases(customer_id=customer_id, before=page.next_before)
    return deleted
