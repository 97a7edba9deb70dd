"""Sends what is due: claim in one transaction, talk with none open, settle in another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from yinuo.base.actor import Actor
from yinuo.store import jobs
from yinuo.store.perform import perform
from yinuo.store.retention import Sweep

from .actions import give_up_asking, put_off_asking, settle, take_due, take_report
from .adapters import installed_ways, open_channels
from .adapters.sms_http import GATEWAY, ask
from .channel import Channel, Refused, Uncertain, Unreachable
from .facts import ChannelKind, Claimed, Outcome, PartAsked
from .models import Notice, Part
from .reads import list_parts_to_ask

logger = logging.getLogger(__name__)
ACTOR = Actor.system("notice")
KEEP_PARTS = timedelta(days=30)
"""How long a gateway's numbers are kept: no receipt comes later than a text lives."""
_CALL_AGAIN = timedelta(seconds=60)


def deliver_due(
    tell_time: Callable[[], datetime],
    *,
    limit: int = 500,
    channels: Mapping[ChannelKind, Channel] | None = None,
) -> int:
    """Send up to `limit` notices that are due; how many were talked about with a peer.

    Each is claimed by itself, when its turn has come, and at the time it is then: notices that waited in
    a claim behind slow talks would outlive their hold and be sent twice. Several senders may run, each
    takes other rows. Killed in the middle, a sender loses nothing: its hold runs out and another one sends
    again, under the same Message-ID. What has no channel stays queued. Raises RuntimeError inside a
    transaction, since a talk with the outside must hold none open.
    """
    if connection.in_atomic_block:
        raise RuntimeError("no talk with the outside inside a transaction")
    channels = open_channels() if channels is None else channels
    try:
        return _deliver(channels, tell_time, limit)
    finally:
        for channel in channels.values():
            channel.close()


def _deliver(
    channels: Mapping[ChannelKind, Channel], tell_time: Callable[[], datetime], limit: int
) -> int:
    talked = 0
    while channels and talked < limit:
        taken = perform(take_due, actor=ACTOR, now=tell_time(), channels=tuple(channels))
        if taken is None:
            break
        if taken.claimed is not None:
            _send(channels[taken.claimed.message.channel], taken.claimed, tell_time)
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
        return Outcome(error=str(error), is_final=True, gone=error.gone)
    except Unreachable as error:
        logger.warning("notice %s is tried again later: %s", claimed.id, error)
        is_maybe = isinstance(error, Uncertain)
        return Outcome(error=str(error), is_maybe=is_maybe, wait=error.wait, gone=error.gone)


def ask_due(tell_time: Callable[[], datetime], *, limit: int = 100) -> int:
    """Ask the SMS service for the receipts that it hasn't sent by itself; how many were asked about."""
    asked = 0
    for part in list_parts_to_ask(GATEWAY, tell_time(), limit=limit):
        if part.phone:
            _ask(part, tell_time)
            asked += 1
        else:
            perform(give_up_asking, actor=ACTOR, now=tell_time(), part_id=part.id)
    return asked


def _ask(part: PartAsked, tell_time: Callable[[], datetime]) -> None:
    try:
        report = ask(part)
    except (Refused, Unreachable) as error:
        logger.warning("the receipt of part %s is asked for later: %s", part.id, error)
        report = None
    if report is None:
        perform(put_off_asking, actor=ACTOR, now=tell_time(), part_id=part.id)
    else:
        perform(take_report, actor=ACTOR, now=tell_time(), report=report)


class DueNotices:
    """The watch's due rows: it calls a sender, and calls again if a minute later they are still there."""

    name = "notices"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """The id of one waiting notice, if there is any with a way out: one call serves them all."""
        due = _looked_for(now).order_by("look_at")
        return list(due.values_list("id", flat=True)[:1])

    def handle(self, id: UUID, now: datetime) -> None:
        """Enqueue one sending job for everything that waits."""
        if _looked_for(now).update(look_at=now + _CALL_AGAIN):
            jobs.enqueue("notice.deliver")

    def push_back(self, id: UUID, until: datetime) -> None:
        """Call again later, after a failure."""
        Notice.objects.filter(id=id, look_at__isnull=False).update(look_at=until)


def _looked_for(now: datetime) -> QuerySet[Notice]:
    ways = [way.value for way in installed_ways()]
    return Notice.objects.filter(look_at__lte=now, channel__in=ways)


class DueReceipts:
    """The watch's due rows of texts whose service has to be asked what became of them."""

    name = "receipts"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """The id of one such part: one call serves them all."""
        if settings.YINUO_SMS != GATEWAY:
            return []
        due = Part.objects.filter(ask_at__lte=now, gateway=GATEWAY).order_by("ask_at")
        return list(due.values_list("id", flat=True)[:1])

    def handle(self, id: UUID, now: datetime) -> None:
        """Enqueue one asking job for everything that waits."""
        due = Part.objects.filter(ask_at__lte=now, gateway=GATEWAY)
        if due.update(ask_at=now + _CALL_AGAIN):
            jobs.enqueue("notice.ask")

    def push_back(self, id: UUID, until: datetime) -> None:
        """Call again later, after a failure."""
        Part.objects.filter(id=id, ask_at__isnull=False).update(ask_at=until)


def _old_parts(now: datetime) -> QuerySet[Part]:
    return Part.objects.filter(sent_at__lte=now - KEEP_PARTS)


LEFTOVERS = (Sweep("notice.parts", _old_parts),)
