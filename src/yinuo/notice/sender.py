"""Sends what is due: claim in one transaction, talk with none open, settle in another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from yinuo.base.actor import Actor
from yinuo.store import jobs
from yinuo.store.perform import perform

from .actions import settle, take_due
from .adapters import find_channel
from .channel import Channel, Refused, Unreachable
from .facts import Claimed, Outcome
from .models import Notice

logger = logging.getLogger(__name__)
ACTOR = Actor.system("notice")
_CALL_AGAIN = timedelta(seconds=60)


def deliver_due(
    tell_time: Callable[[], datetime], *, limit: int = 500, channel: Channel | None = None
) -> int:
    """Send up to `limit` notices that are due; how many were talked about with a peer.

    Each is claimed by itself, when its turn has come, and at the time it is then: notices that waited in
    a claim behind slow talks would outlive their hold and be sent twice. Several senders may run, each
    takes other rows. Killed in the middle, a sender loses nothing: its hold runs out and another one sends
    again, under the same Message-ID. Without a channel everything stays queued. Raises RuntimeError inside a
    transaction, since a talk with the outside must hold none open.
    """
    if connection.in_atomic_block:
        raise RuntimeError("no talk with the outside inside a transaction")
    channel = channel or find_channel()
    talked = 0
    while channel is not None and talked < limit:
        taken = perform(take_due, actor=ACTOR, now=tell_time())
        if taken is None:
            break
        if taken.claimed is not None:
            _send(channel, taken.claimed, tell_time)
            talked += 1
    return talked


def _send(channel: Channel, claimed: Claimed, tell_time: Callable[[], datetime]) -> None:
    outcome = _talk(channel, claimed)
    perform(
        settle,
        notice_id=claimed.id,
        claim=claimed.claim,
        outcome=outcome,
        actor=ACTOR,
        now=tell_time(),
    )


def _talk(channel: Channel, claimed: Claimed) -> Outcome:
    try:
        return Outcome(receipt=channel.send(claimed.message))
    except Refused as error:
        return Outcome(error=str(error), is_final=True)
    except Unreachable as error:
        logger.warning("notice %s is tried again later: %s", claimed.id, error)
        return Outcome(error=str(error))


class DueNotices:
    """The watch's due rows: it calls a sender, and calls again if a minute later they are still there."""

    name = "notices"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """The id of one waiting notice, if there is any and a way out: one call serves them all."""
        if find_channel() is None:
            return []
        due = Notice.objects.filter(look_at__lte=now).order_by("look_at")
        return list(due.values_list("id", flat=True)[:1])

    def handle(self, id: UUID, now: datetime) -> None:
        """Enqueue one sending job for everything that waits."""
        if Notice.objects.filter(look_at__lte=now).update(look_at=now + _CALL_AGAIN):
            jobs.enqueue("notice.deliver")

    def push_back(self, id: UUID, until: datetime) -> None:
        """Call again later, after a failure."""
        Notice.objects.filter(id=id, look_at__isnull=False).update(look_at=until)
