"""Erasing what a case holds of a person: words and proofs' names go, the case and its record stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.models import Case, Proof, Saying
from yinuo.store.perform import action


@action
def forget_words(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase the words and the people named in a customer's cases (PD-02); how many cases there were.

    The record needs no line of its own: the erasure of the customer, which caused this, has one.
    """
    del actor, now
    cases = Case.objects.filter(customer_id=customer_id)
    Saying.objects.filter(case__in=cases).update(words=None)
    Proof.objects.filter(case__in=cases).update(last4=None, party_name=None, party_contact=None)
    return cases.update(words=None, duplicate_index="")
