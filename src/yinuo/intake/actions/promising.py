"""A case gets its time: quoted, promised and handed to dispatch under one lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.engines import rulebook as rulebooks
from yinuo.intake.facts import (
    CallFirst,
    FaultReport,
)
from yinuo.intake.place import Place
from yinuo.outlet.facts import OutletFacts
from yinuo.promise.actions import make_promise, record_quote
from yinuo.promise.facts import PromiseFacts, PromiseKind, Terms
from yinuo.promise.reads import find_terms
from yinuo.promise.rules import start_ahead
from yinuo.work.dispatch.actions import add_job
from yinuo.work.dispatch.facts import Need
from yinuo.work.dispatch.reads import quote_arrival

from .reminding import remind

TOLD_FOR = timedelta(seconds=60)
"""How long a time that was told on the phone is held to: as long as any quote may stand."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A report that is understood: which fault, where, whose outlet."""

    company_id: UUID
    report: FaultReport
    rulebook: rulebooks.Rulebook
    fault: rulebooks.FaultRule
    kind: CaseKind
    place: Place
    outlet: OutletFacts
    call_first: CallFirst | None


def promise_arrival(
    case: CaseFacts,
    need: Need,
    *,
    told_due_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> PromiseFacts | None:
    """Quote first, then promise what was quoted, then hand the job over: three steps under one lock, so
    that no two customers are promised the same idle technician. None where nobody can come, or need.

    `told_due_at` is what was told on the phone a moment ago: that is promised if it can still be kept
    as surely.
    """
    terms = find_terms(case, PromiseKind.ARRIVE)
    if terms is None or case.outlet_id is None or not need.crew:
        return None
    due_at = now + timedelta(minutes=terms.within_minutes)
    chance = quote_arrival(need, due_at=due_at, threshold=terms.threshold, now=now)
    quote = record_quote(
        case=case,
        outlet_id=case.outlet_id,
        terms=terms,
        chance=chance,
        told_due_at=_still_kept(told_due_at, due_at, need, terms, now),
        actor=actor,
        now=now,
    )
    promise = None
    if quote.due_at is not None:
        promise = make_promise(case=case, terms=terms, quote_id=quote.id, actor=actor, now=now)
    add_job(
        case=case,
        need=need,
        deadline_at=promise.due_at if promise else due_at,
        promised_p=max(terms.threshold, quote.p_on_time) if promise else None,
        actor=actor,
        now=now,
    )
    if promise is not None:
        remind(case, promise, actor=actor, now=now)
    return promise


def add_promised_job(
    case: CaseFacts, need: Need, promise: PromiseFacts, *, actor: Actor, now: datetime
) -> None:
    """Work for a promise that was made before and stands again: by its deadline, and not before the time that
    the customer agreed on himself."""
    add_job(
        case=case,
        need=need,
        deadline_at=promise.deadline_at,
        promised_p=None,
        not_before_at=start_ahead(promise, now),
        actor=actor,
        now=now,
    )


def _still_kept(
    told_due_at: datetime | None, due_at: datetime, need: Need, terms: Terms, now: datetime
) -> datetime | None:
    """The told time, where it is the rule's own of a moment ago and is still kept with the rule's
    probability."""
    if told_due_at is None or not due_at - TOLD_FOR <= told_due_at < due_at:
        return None
    chance = quote_arrival(need, due_at=told_due_at, threshold=terms.threshold, now=now)
    return told_due_at if chance.p_on_time >= terms.threshold else None
