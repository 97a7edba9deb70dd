"""The two halves around a talk with a peer: taking what is due, and settling how the talk ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.notice import rules
from yinuo.notice.facts import (
    ChannelKind,
    Claimed,
    FailureCode,
    NoticeFacts,
    NoticeState,
    Outcome,
    Receipt,
    RecipientKind,
    Taken,
)
from yinuo.notice.models import Notice
from yinuo.notice.params import from_json
from yinuo.notice.reach import Reach, find_reach
from yinuo.notice.reads import list_unwanted
from yinuo.notice.templates import get_text
from yinuo.notice.truth import Question, is_still_true
from yinuo.notice.writing import write_message
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .devices import drop_devices
from .reports import expect_parts, judge_parts
from .rows import end


@action
def take_due(
    *, channels: Collection[ChannelKind] | None = None, actor: Actor, now: datetime
) -> Taken | None:
    """Take the notice that is due longest, for the length of a lease; None if nothing is due.

    Only those that go by `channels` (all, if None); those that others hold are passed over. One that has
    expired, that isn't true or wanted any more, that nobody can be reached with, or that can't be written is
    ended instead, which is `Taken` too, with nothing to send. One notice a transaction: ending writes on its
    subject's chain, and whoever holds several chains must take them in one order for all.
    """
    due = Notice.objects.filter(due_at__lte=now).order_by("due_at", "id")
    if channels is not None:
        due = due.filter(channel__in=[channel.value for channel in channels])
    notice = due.select_for_update(skip_locked=True).first()
    if notice is None:
        return None
    if notice.state == NoticeState.CLAIMED:  # its sender vanished in the middle of the talk
        notice.doubts += 1
    reach = find_reach(RecipientKind(notice.recipient_kind), notice.recipient)
    reason = _why_not(notice, reach, now)
    if reason is not None:
        end(notice, reason[0], actor, now, error=reason[1])
        return Taken(notice.id)
    return _claim(notice, reach, actor, now)


def _why_not(notice: Notice, reach: Reach, now: datetime) -> tuple[NoticeState, str] | None:
    """Why a notice is not sent although its time has come: how it ends, and by which code."""
    channel = ChannelKind(notice.channel)
    if notice.expires_at is not None and notice.expires_at <= now:
        return NoticeState.EXPIRED, ""
    if rules.is_left_at_that(channel, notice.doubts):
        return NoticeState.SENT, FailureCode.MAYBE.value
    if channel not in reach.ways:
        return NoticeState.FAILED, FailureCode.NO_CONTACT.value
    try:
        return _why_not_said(notice, channel, now)
    except LookupError:  # TemplateUnknown: it would stand in the others' way for ever
        return NoticeState.FAILED, FailureCode.NO_TEXT.value


def _why_not_said(
    notice: Notice, channel: ChannelKind, now: datetime
) -> tuple[NoticeState, str] | None:
    kind = RecipientKind(notice.recipient_kind)
    text = get_text(kind, notice.template)
    is_choice = kind is RecipientKind.CUSTOMER and text.is_optional
    if is_choice and channel in list_unwanted(notice.recipient, text.purpose):
        return NoticeState.WITHDRAWN, FailureCode.OPTED_OUT.value
    values = from_json(notice.params)
    question = Question(notice.subject, notice.event, kind, values, now)
    if not is_still_true(notice.template, question):
        return NoticeState.WITHDRAWN, FailureCode.NOT_TRUE.value
    return None


def _claim(notice: Notice, reach: Reach, actor: Actor, now: datetime) -> Taken:
    try:
        message = write_message(notice, reach, now)
    except LookupError:  # a value is missing: the text wants others than when it was queued
        end(notice, NoticeState.FAILED, actor, now, error=FailureCode.NO_TEXT.value)
        return Taken(notice.id)
    notice.state, notice.claim = NoticeState.CLAIMED.value, new_id(now)
    notice.attempts += 1
    notice.due_at = notice.look_at = now + rules.LEASE
    notice.save(update_fields=["state", "claim", "attempts", "doubts", "due_at", "look_at"])
    return Taken(notice.id, Claimed(notice.id, notice.claim, message))


@action
def settle(
    *, notice_id: UUID, claim: UUID, outcome: Outcome, actor: Actor, now: datetime
) -> NoticeFacts | None:
    """Write down how a talk ended; None if the lease had run out and somebody else took over.

    A receipt ends it, so does a final refusal; any other error is tried again later, until the tries or
    the notice's time are used up. What a gateway took in parts waits for their reports. A receipt is kept
    also where somebody else took over: the words are with the peer.
    """
    held = Notice.objects.select_for_update().filter(id=notice_id)
    notice = held.first()
    if notice is None:
        return None
    if outcome.receipt is not None:
        expect_parts(notice, outcome.receipt, now)
    is_ours = notice.claim == claim and notice.state == NoticeState.CLAIMED
    if is_ours:
        _settle(notice, outcome, actor, now)
    # Last: its line is on a person's chain, which comes after the case's (docs/decisions/0005).
    drop_devices(outcome.gone or (outcome.receipt.gone if outcome.receipt else ()), actor, now)
    return notice.to_facts() if is_ours else None


def _settle(notice: Notice, outcome: Outcome, actor: Actor, now: datetime) -> None:
    if outcome.receipt is not None:
        _take_receipt(notice, outcome.receipt, actor, now)
    elif outcome.is_final:
        is_known = outcome.error == FailureCode.NO_TEMPLATE
        code = FailureCode.NO_TEMPLATE if is_known else FailureCode.REFUSED
        end(notice, NoticeState.FAILED, actor, now, error=code.value)
    else:
        _try_again(notice, outcome, actor, now)


def _take_receipt(notice: Notice, receipt: Receipt, actor: Actor, now: datetime) -> None:
    notice.provider_ref = receipt.reference[:120]
    state = NoticeState.DELIVERED if receipt.is_delivered else NoticeState.SENT
    end(notice, state, actor, now)
    judge_parts(notice, actor, now)  # some may have reported before the answer came


def _try_again(notice: Notice, outcome: Outcome, actor: Actor, now: datetime) -> None:
    notice.doubts += outcome.is_maybe
    if rules.is_left_at_that(ChannelKind(notice.channel), notice.doubts):
        end(notice, NoticeState.SENT, actor, now, error=FailureCode.MAYBE.value)
        return
    at = rules.next_try_at(
        notice.attempts, now, notice.expires_at, lot=notice.id.int, wait=outcome.wait
    )
    if at is None:
        end(notice, NoticeState.FAILED, actor, now, error=FailureCode.GAVE_UP.value)
        return
    notice.state, notice.claim = NoticeState.QUEUED.value, None
    notice.error = outcome.error[:40]
    notice.due_at = notice.look_at = at
    notice.save(update_fields=["state", "claim", "error", "doubts", "due_at", "look_at"])
