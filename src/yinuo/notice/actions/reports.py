"""What an SMS gateway says later of the parts it took: matched by its own numbers, early, late or twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.notice.facts import FailureCode, NoticeState, PartReport, PartState, Receipt
from yinuo.notice.models import Notice, Part
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from .rows import end

ASK_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=12),
    timedelta(days=3),
)
"""When a gateway that doesn't report by itself is asked; after that the notice stays `sent`."""
_JUDGED = (NoticeState.SENT, NoticeState.FAILED)


def expect_parts(notice: Notice, receipt: Receipt, now: datetime) -> None:
    """Keep the numbers under which reports will come, beside those that have come already."""
    for reference in receipt.parts:
        part = Part(
            id=new_id(now),
            gateway=receipt.gateway,
            reference=reference[:80],
            notice=notice,
            state=PartState.WAITING.value,
            sent_at=now,
            ask_at=now + ASK_AFTER[0],
        )
        if not insert_if_new(part):
            known = Part.objects.filter(gateway=part.gateway, reference=part.reference)
            known.filter(notice=None).update(notice=notice)


@action
def take_report(*, report: PartReport, actor: Actor, now: datetime) -> bool:
    """Take what a gateway reports of one part, once; whether it changed anything.

    One report a transaction: a notice that it ends writes on its case's chain, and whoever holds several
    chains must take them in one order for all.

    A report for which no notice is known yet is kept for the answer that brings the number. A later "it
    arrived" is taken also after a "failed", and after we had given up; never the other way round.
    """
    early = Part(
        id=new_id(now),
        gateway=report.gateway,
        reference=report.reference[:80],
        state=report.state.value,
        error=report.error[:40],
        sent_at=now,
    )
    if insert_if_new(early):
        return True
    known = Part.objects.filter(gateway=early.gateway, reference=early.reference)
    notice_id = known.values_list("notice_id", flat=True)[0]
    notice = Notice.objects.select_for_update().filter(id=notice_id).first()
    part = known.select_for_update().get()
    if part.state not in _open_to(report.state):
        return False
    part.state, part.error, part.ask_at = report.state.value, early.error, None
    part.save(update_fields=["state", "error", "ask_at"])
    if notice is not None:
        judge_parts(notice, actor, now)
    return True


def _open_to(state: PartState) -> tuple[str, ...]:
    if state is PartState.DELIVERED:
        return (PartState.WAITING.value, PartState.FAILED.value)
    return (PartState.WAITING.value,) if state is PartState.FAILED else ()


def judge_parts(notice: Notice, actor: Actor, now: datetime) -> None:
    """End a notice as its parts say: delivered when all are, failed when one has failed."""
    states = {PartState(state) for state in notice.parts.values_list("state", flat=True)}
    if not states or notice.state not in _JUDGED:
        return
    if PartState.FAILED in states:
        if notice.state == NoticeState.SENT:
            error = FailureCode.UNDELIVERED.value
            end(notice, NoticeState.FAILED, actor, now, error=error)
    elif states == {PartState.DELIVERED}:
        end(notice, NoticeState.DELIVERED, actor, now)


@action
def give_up_asking(*, part_id: UUID, actor: Actor, now: datetime) -> None:
    """Ask no more about a part: whoever it went to can't be reached any more, and the question names them."""
    del actor, now
    Part.objects.filter(id=part_id).update(ask_at=None)


@action
def put_off_asking(*, part_id: UUID, actor: Actor, now: datetime) -> None:
    """The gateway was asked and knows nothing yet: ask again later, the last time after three days."""
    part = Part.objects.select_for_update().filter(id=part_id, ask_at__isnull=False).first()
    if part is None:
        return
    part.asked += 1
    waits = ASK_AFTER[part.asked :]
    part.ask_at = now + waits[0] if waits else None
    part.save(update_fields=["asked", "ask_at"])
