"""Erasing what a visit tells of an erased person's home, in words and pictures; its steps and sums stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.perform import action
from yinuo.work.visit.facts import Step
from yinuo.work.visit.models import ItemQuote, Part, Visit, VisitStep

from .photo import erase_photos
from .signing import erase_signatures

_TOLD = (Step.DIAGNOSIS, Step.HAND_OVER)
"""The steps that hold free text."""


@action
def forget_texts(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase the free texts, the codes, the photos and the signatures of a customer's visits (PD-02); how
    many visits.

    Opening forms stay their three years (ID-07), and with them the signatures on them: the forms themselves
    name nobody. The record needs no line for the texts:
    the erasure of the customer, which caused this, has one.
    """
    visits = Visit.objects.filter(case__customer_id=customer_id)
    for case_id in sorted(set(visits.values_list("case_id", flat=True))):
        # They take the chain, which comes before rows.
        erase_photos(case_id=case_id, actor=actor, now=now)
        erase_signatures(case_id=case_id, actor=actor, now=now)
    VisitStep.objects.filter(visit__in=visits, step__in=_TOLD).update(body=None)
    Part.objects.filter(visit__in=visits).update(fault_proof="")
    ItemQuote.objects.filter(visit__in=visits).update(destructive=None)
    return visits.update(stop_note=None, arrival_code="", badge_word="")
