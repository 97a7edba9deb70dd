"""Steps out of a phone's outbox: each is handled once and in the phone's order, however often it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.actions import write_line
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.work.visit.errors import OutOfOrder, VisitUnknown
from yinuo.work.visit.facts import Parcel
from yinuo.work.visit.models import SentStep, Visit
from yinuo.work.visit.reads import next_seq

_AT_ONCE = timedelta(minutes=1)
"""Up to here a step counts as sent when it was tapped."""


@action
def note_sent(
    *,
    visit_id: UUID,
    parcel: Parcel,
    refused: YinuoError | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Write down that a parcel was handled, in the transaction of what it did; `refused` is what its phone
    was told instead of "done", such as a wrong code, and is told again to the same key.

    A step that waited on the phone gets a line of its own, with the phone's clock: read by people, and by no
    verdict. Raises OutOfOrder where another step has taken this number, or one before it is missing.
    """
    if parcel.seq != next_seq(visit_id, parcel.outbox):
        raise OutOfOrder
    try:
        with transaction.atomic():
            SentStep.objects.create(
                id=new_id(now),
                visit_id=visit_id,
                outbox=parcel.outbox,
                seq=parcel.seq,
                key=parcel.key,
                task=parcel.task,
                said_at=parcel.said_at,
                received_at=now,
                refusal={"zh": refused.text("zh"), "en": refused.text("en")} if refused else None,
            )
    except IntegrityError as taken:
        raise OutOfOrder from taken
    if parcel.said_at is not None and abs(now - parcel.said_at) > _AT_ONCE:
        _tell_kept(visit_id, parcel, parcel.said_at, actor=actor, now=now)


def _tell_kept(
    visit_id: UUID, parcel: Parcel, said_at: datetime, *, actor: Actor, now: datetime
) -> None:
    row = Visit.objects.filter(id=visit_id).first()
    if row is None:
        raise VisitUnknown
    body = {"task": parcel.task, "said_at": said_at.isoformat(timespec="seconds")}
    write_line(row, "visit.step.kept", body, actor=actor, now=now)
