"""What a phone's outbox has sent of a visit."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from yinuo.work.visit.facts import SentFacts
from yinuo.work.visit.models import SentStep


def find_sent(visit_id: UUID, key: UUID) -> SentFacts | None:
    """The step that was sent under this key, whenever that was; None if it never arrived."""
    row = SentStep.objects.filter(visit_id=visit_id, key=key).first()
    return row.to_facts() if row else None


def next_seq(visit_id: UUID, outbox: UUID) -> int:
    """The number that this outbox's next step has."""
    rows = SentStep.objects.filter(visit_id=visit_id, outbox=outbox)
    return (rows.aggregate(last=Max("seq"))["last"] or 0) + 1
