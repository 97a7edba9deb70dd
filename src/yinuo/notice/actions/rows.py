"""How a notice ends, and what that means for those that stand by for it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from yinuo.base.actor import Actor
from yinuo.notice.facts import ChannelKind, FailureCode, NoticeState, Param
from yinuo.notice.kinds import KIND_OF
from yinuo.notice.models import Notice
from yinuo.notice.routes import RECEIPT_PATIENCE
from yinuo.record import actions as record

_HOPES = (
    NoticeState.QUEUED.value,
    NoticeState.CLAIMED.value,
    NoticeState.SENT.value,
    NoticeState.DELIVERED.value,
)


def end(
    notice: Notice, state: NoticeState, actor: Actor, now: datetime, *, error: str = ""
) -> None:
    """Nothing more is tried: shred the values, keep how it ended, and write it on the subject's chain.

    A receipt that comes later ends it once more, as what it then is.
    """
    notice.state, notice.claim, notice.params = state.value, None, None
    notice.due_at = notice.look_at = None
    notice.error, notice.settled_at = error, now
    notice.save()
    _write(notice, state, actor, now)
    if notice.channel != ChannelKind.PUSH:
        _tell_spares(notice, state, now)


def _write(notice: Notice, state: NoticeState, actor: Actor, now: datetime) -> None:
    body: dict[str, Param] = {
        "event": notice.event,
        "template": notice.template,
        "channel": notice.channel,
        "to": notice.recipient_kind,
    }
    record.append(
        subject_kind=notice.subject_kind,
        subject=notice.subject,
        kind=KIND_OF[state],
        body={**body, "error": notice.error} if state is NoticeState.FAILED else body,
        region=notice.region,
        actor=actor,
        now=now,
    )


def _tell_spares(notice: Notice, state: NoticeState, now: datetime) -> None:
    """What stands by goes out when all before it failed, waits for a receipt that is still to come, and is
    not needed any more once the words have arrived or are not to be said."""
    if state is NoticeState.FAILED or notice.error == FailureCode.OPTED_OUT:
        _call_spare(notice, now)
    elif state is NoticeState.SENT:
        wait = RECEIPT_PATIENCE if notice.error != FailureCode.MAYBE else RECEIPT_PATIENCE * 0
        next_spares(notice).update(due_at=now + wait, look_at=now + wait)
    else:
        spares_of(notice).delete()


def _call_spare(notice: Notice, now: datetime) -> None:
    hopes = ways_of(notice).exclude(id=notice.id).filter(state__in=_HOPES)
    if not hopes.exists():
        next_spares(notice).update(due_at=now, look_at=now)


def ways_of(notice: Notice) -> QuerySet[Notice]:
    """All rows of the same words to the same reader; nudges say nothing, so they aren't among them."""
    rows = Notice.objects.filter(
        subject=notice.subject, event=notice.event, recipient=notice.recipient
    )
    return rows.exclude(channel=ChannelKind.PUSH.value)


def spares_of(notice: Notice) -> QuerySet[Notice]:
    """Those of them that stand by."""
    return ways_of(notice).filter(state=NoticeState.SPARE.value)


def next_spares(notice: Notice) -> QuerySet[Notice]:
    """The one whose turn is next, as a query that can be written to."""
    spares = spares_of(notice).order_by("rank")
    return Notice.objects.filter(Q(id__in=list(spares.values_list("id", flat=True)[:1])))
