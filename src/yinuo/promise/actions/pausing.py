"""Pauses: rows the customer agreed to; they move the deadline that counts and never the promise's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.engines.tlog import format_at
from yinuo.promise import kinds, rules
from yinuo.promise.errors import CustomerOnly, PauseInvalid, PromiseDecided
from yinuo.promise.facts import PauseFacts, PauseReason, PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.models import Pause, Promise
from yinuo.promise.reads import find_arrival, get_promise
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import move_deadline

from .judging import customer_only, judge_row, rows_of
from .line import write


@action
def pause_promise(
    *,
    promise_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    reason: PauseReason,
    not_before_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> PromiseFacts:
    """Let the clock stand still from `starts_at` to `ends_at`, as the customer agrees now.

    Work's deadline moves with it, and nobody comes before `not_before_at`, if that was agreed. Raises
    CustomerOnly, PromiseDecided for a promise that fell due meanwhile, PauseInvalid for a pause that starts
    in the past or after the deadline, or is too long.
    """
    row = _take_running(promise_id, actor, now)
    pause = PauseFacts(starts_at, ends_at, reason, consent_at=now)
    if not rules.may_pause(row.to_facts(), pause, now):
        raise PauseInvalid
    Pause.objects.create(
        id=new_id(now),
        region=row.region,
        promise=row,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        consent_at=now,
        is_through_staff=bool(actor.through),
        not_before_at=not_before_at,
    )
    facts = _look_anew(promise_id, actor, now)
    write(
        row,
        kinds.PAUSED,
        actor=actor,
        now=now,
        reason=reason.value,
        starts_at=format_at(starts_at),
        ends_at=format_at(ends_at),
        deadline_at=format_at(facts.deadline_at),
    )
    return facts


@action
def resume_promise(
    *, promise_id: UUID, resume_at: datetime, actor: Actor, now: datetime
) -> PromiseFacts:
    """Let the clock run again from `resume_at`, now or later, for a customer who wants somebody to come as
    soon as may be; pauses still to come are dropped.

    Nothing changes where no pause lasts longer. Raises CustomerOnly, PromiseDecided, PauseInvalid for an
    instant that has passed.
    """
    if resume_at < now:
        raise PauseInvalid
    row = _take_running(promise_id, actor, now)
    ended = 0
    for pause in Pause.objects.filter(promise=row, ends_at__gt=resume_at):
        pause.ends_at = max(pause.starts_at, resume_at)
        pause.save(update_fields=["ends_at"])
        ended += 1
    if not ended:
        return row.to_facts()
    row.pauses.update(not_before_at=None)
    row.not_before_at = None
    row.save(update_fields=["not_before_at"])
    facts = _look_anew(promise_id, actor, now)
    write(row, kinds.RESUMED, actor=actor, now=now, deadline_at=format_at(facts.deadline_at))
    return facts


@action
def drop_spoken_pauses(*, case_id: UUID, actor: Actor, now: datetime) -> tuple[PromiseFacts, ...]:
    """The customer denies having asked for a later time by phone: what he agreed on himself counts again, as
    if no other pause had been, and what fell due by it is broken. Returns the promises that had one, also
    those that were let go by phone and stand again.

    Raises CustomerOnly for anybody but the customer himself.
    """
    case = get_case(case_id)
    customer_only(case, actor)
    if actor.through:
        raise CustomerOnly
    lock_zone(case.region)
    changed = []
    undecided = [PromiseState.RUNNING, PromiseState.RELEASED]
    promises = Promise.objects.filter(case_id=case_id, state__in=undecided)
    for row in rows_of(promises.filter(Q(customer=None) | Q(customer_id=case.customer_id))):
        spoken = row.pauses.filter(is_through_staff=True, ends_at__gt=F("starts_at"))
        if spoken.update(ends_at=F("starts_at")):
            facts = _look_anew(row.id, actor, now)
            at = format_at(facts.deadline_at)
            write(row, kinds.RESUMED, actor=actor, now=now, deadline_at=at)
            changed.append(facts)
    return tuple(changed)


def _take_running(promise_id: UUID, actor: Actor, now: datetime) -> Promise:
    """The promise, held and judged first: one that fell due meanwhile can't be paused back to life.

    The zone's lock comes before any row of the case, in the order in which dispatch takes them: the pause
    will move work's deadline.
    """
    lock_zone(get_promise(promise_id).region)
    row = rows_of(Promise.objects.filter(id=promise_id)).get()
    case = get_case(row.case_id)
    customer_only(case, actor)
    if row.customer_id not in (None, case.customer_id):
        raise CustomerOnly  # it was made to somebody else, whose case was joined to this one
    if judge_row(row, actor=Actor.system("judge"), now=now).state is not PromiseState.RUNNING:
        raise PromiseDecided
    return row


def _look_anew(promise_id: UUID, actor: Actor, now: datetime) -> PromiseFacts:
    """Judge with the changed pauses, which sets the next look, and push the deadline down to work.

    Work goes by the earliest arrival that is owed in the case: where somebody else's is due before this one,
    nobody waits for what was agreed about this one.
    """
    row = rows_of(Promise.objects.filter(id=promise_id)).get()
    facts = judge_row(row, actor=Actor.system("judge"), now=now)
    if facts.kind is PromiseKind.ARRIVE:
        counts = find_arrival(row.case_id) or facts
        first = counts if counts.deadline_at < facts.deadline_at else facts
        move_deadline(
            case_id=row.case_id,
            deadline_at=first.deadline_at,
            not_before_at=rules.start_ahead(first, now),
            actor=actor,
            now=now,
        )
    return facts
