"""Verdicts carried out: the state written once, the remedy paid once, those responsible told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.case.actions import question_payment
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.engines.tlog import format_at
from yinuo.promise import kinds, rules
from yinuo.promise.actions import telling
from yinuo.promise.errors import CustomerOnly
from yinuo.promise.facts import (
    Evidence,
    GivenBack,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    ReleaseReason,
    Step,
    Verdict,
)
from yinuo.promise.models import Promise, Remedy
from yinuo.promise.reads import list_evidence
from yinuo.record.actions import hold_chain
from yinuo.record.kinds import Kind
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .line import write


@action
def judge_promise(*, promise_id: UUID, actor: Actor, now: datetime) -> PromiseFacts:
    """Bring one promise up to date with the record at `now`: verdict, remedy, ladder, next look.

    Safe to repeat and to run in several places at once: the row is held meanwhile, a decided promise is
    only ever corrected. Raises NotFound.
    """
    row = rows_of(Promise.objects.filter(id=promise_id)).first()
    if row is None:
        raise NotFound
    return judge_row(row, actor=actor, now=now)


@action
def judge_case(*, case_id: UUID, actor: Actor, now: datetime) -> tuple[PromiseFacts, ...]:
    """Bring all promises of a case up to date: its record has a new line that may decide one."""
    rows = rows_of(
        Promise.objects.filter(
            case_id=case_id,
            state__in=[PromiseState.RUNNING, PromiseState.BROKEN, PromiseState.RELEASED],
        )
    )
    return tuple(judge_row(row, actor=actor, now=now) for row in rows)


@action
def release_promises(
    *, case_id: UUID, reason: ReleaseReason, actor: Actor, now: datetime
) -> tuple[PromiseFacts, ...]:
    """The customer lets go what he is still owed in a case; returns the promises released.

    What was promised to somebody else, whose case was joined to this one, isn't his to let go. What has
    fallen due by then is judged first: a withdrawal doesn't undo a broken promise. An accepted price stays,
    to be judged by what was paid: whoever takes a request back doesn't take back what he paid for it.
    Raises CustomerOnly for any other actor.
    """
    customer_only(get_case(case_id), actor)
    running = Promise.objects.filter(case_id=case_id, state=PromiseState.RUNNING)
    mine = running.filter(Q(customer=None) | Q(customer_id=actor.id))
    rows = rows_of(mine.exclude(kind=PromiseKind.PRICE))
    released = [release_row(row, reason, actor=actor, now=now) for row in rows]
    return tuple(facts for facts in released if facts.state is PromiseState.RELEASED)


def release_row(
    row: Promise, reason: ReleaseReason, *, actor: Actor, now: datetime
) -> PromiseFacts:
    """Release one promise whose row is held, unless the record has decided it by now. The caller has
    made sure that the actor is the customer."""
    facts = judge_row(row, actor=Actor.system("judge"), now=now)
    if facts.state is not PromiseState.RUNNING:
        return facts
    line = write(row, kinds.RELEASED, actor=actor, now=now, kind=row.kind, reason=reason.value)
    _decide(row, Verdict(PromiseState.RELEASED, line.at, line.seq), now)
    return row.to_facts()


def customer_only(case: CaseFacts, actor: Actor) -> None:
    """Raise CustomerOnly for anybody but the case's own customer."""
    if not case.is_customer(actor):
        raise CustomerOnly


def rows_of(promises: QuerySet[Promise]) -> QuerySet[Promise]:
    """These promises, held until the transaction ends, in one order everywhere.

    Every action that needs several takes them in this order: zone, promises, the case's chain, the case. Or
    two would wait for each other.
    """
    return promises.select_for_update(no_key=True).order_by("id").prefetch_related("pauses")


def judge_row(row: Promise, *, actor: Actor, now: datetime) -> PromiseFacts:
    """Judge a promise whose row is held.

    The case's chain is taken before its lines are read: a line being written at this moment would else stand
    before the verdict without having been seen by it.
    """
    hold_chain("case", row.case_id)
    facts = row.to_facts()
    lines = list_evidence(row.case_id)
    if facts.state is PromiseState.RELEASED and _is_denied(facts, lines, now):
        facts = _reinstate(row, actor=actor, now=now)
    if facts.state is PromiseState.RUNNING:
        step = rules.next_step(facts, lines, now)
        row.paid_fen = _paid(lines, step.verdict)
        given_back = rules.given_back(facts, lines, step.verdict.evidence_seq)
        _carry_out(row, facts, step, given_back, actor=actor, now=now)
    elif (verdict := rules.correct(facts, lines, now)) is not None:
        _correct(row, verdict, actor=actor, now=now)
    return row.to_facts()


def _is_denied(facts: PromiseFacts, lines: Sequence[Evidence], now: datetime) -> bool:
    """Whether the record no longer says that the customer let this promise go."""
    return rules.judge(facts, lines, now).state is not PromiseState.RELEASED


def _reinstate(row: Promise, *, actor: Actor, now: datetime) -> PromiseFacts:
    """The promise stands again as if it had never been let go; the caller judges it at once."""
    row.state, row.look_at = PromiseState.RUNNING, now
    row.verdict_at = row.judged_at = row.evidence_seq = None
    row.save(update_fields=["state", "look_at", "verdict_at", "judged_at", "evidence_seq"])
    facts = row.to_facts()
    deadline_at = format_at(facts.deadline_at)
    write(row, kinds.REINSTATED, actor=actor, now=now, kind=row.kind, deadline_at=deadline_at)
    return facts


def _paid(lines: Sequence[Evidence], verdict: Verdict) -> int | None:
    """What the line that decided a price says was paid, in fen."""
    seq = verdict.evidence_seq
    return next((line.paid_fen for line in lines if seq is not None and line.seq == seq), None)


def _carry_out(
    row: Promise,
    facts: PromiseFacts,
    step: Step,
    given_back: GivenBack,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    verdict = step.verdict
    was, row.rung = row.rung, step.rung
    if verdict.state is PromiseState.RUNNING:
        row.look_at = step.look_at
        row.save(update_fields=["look_at", "rung"])
        if step.rung > was:
            telling.warn(row, facts.ladder[step.rung - 1], get_case(row.case_id), actor, now)
        return
    _decide(row, verdict, now)
    if verdict.state is PromiseState.KEPT:
        _write_verdict(row, kinds.KEPT, verdict, actor, now)
    elif verdict.state is PromiseState.BROKEN:
        case = get_case(row.case_id)
        _write_verdict(row, kinds.BROKEN, verdict, actor, now)
        owed_fen = _pay_remedy(row, given_back, case, actor, now)
        telling.tell_broken(row, step.tell, owed_fen, case, actor, now)
        if given_back.beyond_fen:
            question_payment(case_id=case.id, actor=actor, now=now)
            telling.tell_beyond(row, given_back, case, actor, now)


def _decide(row: Promise, verdict: Verdict, now: datetime) -> None:
    row.state = verdict.state
    row.verdict_at = verdict.verdict_at
    row.evidence_seq = verdict.evidence_seq
    row.judged_at = now
    row.look_at = None
    row.save(
        update_fields=[
            "state",
            "verdict_at",
            "evidence_seq",
            "judged_at",
            "look_at",
            "rung",
            "paid_fen",
        ]
    )


def _pay_remedy(
    row: Promise, given_back: GivenBack, case: CaseFacts, actor: Actor, now: datetime
) -> int:
    """Credit what is owed, in the transaction of the verdict, and return it in fen; the database
    refuses a second one."""
    Remedy.objects.create(
        id=new_id(now),
        region=row.region,
        promise=row,
        outlet_id=row.outlet_id,
        customer_id=row.customer_id or case.customer_id,
        fen=row.credit_fen,
        excess_fen=given_back.refund_fen,
        beyond_fen=given_back.beyond_fen,
        paid_at=now,
    )
    write(
        row,
        kinds.REMEDY_PAID,
        actor=actor,
        now=now,
        fen=row.credit_fen,
        excess_fen=given_back.refund_fen,
        beyond_fen=given_back.beyond_fen or None,
    )
    return row.credit_fen + given_back.refund_fen


def _correct(row: Promise, verdict: Verdict, *, actor: Actor, now: datetime) -> None:
    """Turn broken into kept; the remedy stays with the customer."""
    row.state = verdict.state
    row.verdict_at = verdict.verdict_at
    row.evidence_seq = verdict.evidence_seq
    row.corrected_at = now
    row.save(update_fields=["state", "verdict_at", "evidence_seq", "corrected_at"])
    _write_verdict(row, kinds.CORRECTED, verdict, actor, now)
    telling.tell_corrected(row, get_case(row.case_id), actor, now)


def _write_verdict(row: Promise, kind: Kind, verdict: Verdict, actor: Actor, now: datetime) -> None:
    write(
        row,
        kind,
        actor=actor,
        now=now,
        kind=row.kind,
        verdict_at=format_at(verdict.verdict_at) if verdict.verdict_at else None,
        evidence_seq=verdict.evidence_seq,
        excess_fen=verdict.excess_fen or None,
    )
