"""Writes a manager's answer to the part of a refund that waited: credited once, or refused."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.promise import kinds
from yinuo.promise.errors import RefundAnswered, RefundTooMuch
from yinuo.promise.facts import RemedyFacts
from yinuo.promise.models import Remedy
from yinuo.store.perform import action

from .line import write


@action
def answer_refund(
    *, case_id: UUID, promise_id: UUID, fen: int, actor: Actor, now: datetime
) -> RemedyFacts:
    """Grant so much of what the customer claims beyond what was given back by itself; 0 refuses it.

    The claim is answered once: what is granted is the customer's credit from then on. Raises NotFound for a
    promise without a remedy in this case, RefundAnswered, and RefundTooMuch for more than was claimed.
    """
    rows = Remedy.objects.select_for_update(no_key=True, of=("self",)).select_related("promise")
    row = rows.filter(promise_id=promise_id, promise__case_id=case_id, beyond_fen__gt=0).first()
    if row is None:
        raise NotFound
    if row.answered_at is not None:
        raise RefundAnswered
    if not 0 <= fen <= row.beyond_fen:
        raise RefundTooMuch
    row.granted_fen, row.answered_at = fen, now
    row.save(update_fields=["granted_fen", "answered_at"])
    write(
        row.promise,
        kinds.REFUND_ANSWERED,
        actor=actor,
        now=now,
        granted_fen=fen,
        beyond_fen=row.beyond_fen,
    )
    return row.to_facts()
