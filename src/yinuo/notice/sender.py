"""Sends what is due: claim in one transaction, talk with none open, settle in another."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from yinuo.base.actor import Actor
from yinuo.store import jobs
from yinuo.store.perform import perform

from .actions import claim_due, settle
from .adapters import get_channel
from .channel import Channel, Refused, Unreachable
from .facts import Claimed, Outcome
from .models import Notice

logger = logging.getLogger(__name__)
ACTOR = Actor.system("notice")
_BATCH = 20
_CALL_AGAIN = timedelta(seconds=60)


def deliver_due(now: datetime, *, limit: int = 500, channel: Channel | None = None) -> int:
    """Send up to `limit` notices that are due at `now`; how many were talked about with a peer.

    Several senders may run: each takes other rows. Killed in the middle, a sender loses nothing: its
    hold runs out after two minutes and another one sends again, under the same Message-ID. Raises
    RuntimeError inside a transaction, since a talk with the outside must hold none open.
    """
    if connection.in_atomic_block:
        raise RuntimeError("no talk with the outside inside a transaction")
    channel = channel or get_channel()
    talked = 0
    while talked < limit:
        batch = perform(claim_due, limit=min(_BATCH, limit - talked), actor=ACTOR, now=now)
        if not batch:
            break
        for claimed in batch:
            outcome = _talk(channel, claimed)
            perform(
                settle,
                notice_id=claimed.id,
                claim=claimed.claim,
                outcome=outcome,
                actor=ACTOR,
                now=now,
            )
        talked += len(batch)
    return talked


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
        """The id of one waiting notice, if there is any: one call serves them all."""
        due = Notice.objects.filter(look_at__lte=now).order_by("look_at")
        return list(due.values_list("id", flat=True)[:1])

    def handle(self, id: UUID, now: datetime) -> None:
        """Enqueue one sending job for everything that waits."""
        if Notice.objects.filter(look_at__lte=now).update(look_at=now + _CALL_AGAIN):
            jobs.enqueue("notice.deliver")

    def push_back(self, id: UUID, until: datetime) -> None:
        """Call again later, after a failure."""
        Notice.objects.filter(id=id, look_at__isnull=False).update(look_at=until)
