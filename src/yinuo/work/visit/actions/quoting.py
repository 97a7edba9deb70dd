"""Quotes: only what is on the price list, decided on by the customer before the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.case.reads import get_case
from yinuo.outlet.facts import WarrantyFacts
from yinuo.people.rules import mask_codes
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.work.visit.errors import (
    FieldMissing,
    LineNotOnList,
    NotOnThisPhone,
    QuoteLocked,
    QuoteStale,
    SignatureMissing,
    SignedForLess,
    StepNotYet,
)
from yinuo.work.visit.facts import (
    Destructive,
    DestructivePlan,
    ItemQuoteFacts,
    QuoteLineFacts,
    QuoteState,
    Signed,
    SignPaper,
    SignRole,
    Step,
    WantedLine,
)
from yinuo.work.visit.models import ItemQuote, QuoteLine, Visit
from yinuo.work.visit.pricing import price, price_of_lock
from yinuo.work.visit.reads import progress_of
from yinuo.work.visit.rules import money
from yinuo.work.visit.rules.steps import may_propose
from yinuo.work.visit.telling import tell_quote, tell_signed_here
from yinuo.work.visit.warranty import decide_warranty

from .rows import take_customers_visit, take_work, write_step
from .signing import sign


@action
def propose_quote(
    *,
    visit_id: UUID,
    lines: Sequence[WantedLine],
    finish_by: datetime,
    destructive: DestructivePlan | None = None,
    actor: Actor,
    now: datetime,
) -> ItemQuoteFacts:
    """An itemised quote for the customer to accept on their own phone before work starts (QT-08).

    Prices come from the outlet's list and the warranty, nothing else (QT-02, QT-13); warranty lines are
    zero and shown as zero (QT-15). A later version must hold all that was accepted, so that old and new
    lines and the new total stand side by side (QT-09). Raises LineNotOnList, QuoteLocked, StepNotYet.
    """
    row = take_work(visit_id, actor)
    case = get_case(row.case_id)
    if not may_propose(progress_of(row, case)):
        raise QuoteLocked if row.quotes.filter(state=QuoteState.PROPOSED).exists() else StepNotYet
    if finish_by <= now:
        raise FieldMissing
    warranty = decide_warranty(row, case, now)
    priced = price(row, case.company_id, lines, in_warranty=warranty.in_warranty)
    _check_keeps_accepted(row, priced)
    quote = _keep_quote(row, priced, warranty, finish_by, _stated(row, destructive), now)
    body = {"version": quote.version, "total_fen": quote.total_fen}
    write_line(row, "visit.quote.proposed", body, actor=actor, now=now)
    tell_quote(row, quote, actor=actor, now=now)
    return quote.to_facts()


def _keep_quote(
    row: Visit,
    priced: Sequence[QuoteLineFacts],
    warranty: WarrantyFacts,
    finish_by: datetime,
    stated: Destructive | None,
    now: datetime,
) -> ItemQuote:
    """The next version with its lines."""
    quote = ItemQuote.objects.create(
        id=new_id(now),
        visit=row,
        version=row.quotes.count() + 1,
        state=QuoteState.PROPOSED,
        total_fen=money.total(priced),
        disclosed_fen=money.total(money.disclosed(priced)),
        in_warranty=warranty.in_warranty,
        warranty_zh=warranty.text_zh,
        warranty_en=warranty.text_en,
        finish_by=finish_by,
        destructive=asdict(stated) if stated else None,
        proposed_at=now,
    )
    QuoteLine.objects.bulk_create(
        QuoteLine(id=new_id(now), quote=quote, position=position, **asdict(line))
        for position, line in enumerate(priced)
    )
    return quote


@action
def accept_quote(*, case_id: UUID, version: int, actor: Actor, now: datetime) -> ItemQuoteFacts:
    """The customer accepts a version. Called by the promise room, which promises the price with it.

    Accepted twice, it counts once. Raises QuoteStale for a version that isn't the newest.
    """
    row = take_customers_visit(case_id, actor)
    quote = _newest(row, version)
    if quote.state == QuoteState.ACCEPTED:
        return quote.to_facts()
    _check_open(quote)
    _accept(row, quote, {}, actor=actor, now=now)
    return quote.to_facts()


@action
def accept_quote_here(
    *, visit_id: UUID, at_most_fen: int, signed: Signed, actor: Actor, now: datetime
) -> ItemQuoteFacts:
    """The customer has accepted the open quote by a signature on the technician's phone, where neither phone
    had a connection. Weaker than the customer's own tap, and marked so; called by the promise room.

    `at_most_fen` is what was signed for: list prices, before a warranty that only the server knows could
    make it less. Only a first quote without drilling or cutting can be accepted so, since whoever carries
    the phone gains by a higher price. Raises SignedForLess, NotOnThisPhone, QuoteLocked, StepNotYet without
    a quote.
    """
    row = take_work(visit_id, actor)
    quote = row.quotes.order_by("-version").first()
    if quote is None:
        raise StepNotYet
    if quote.state == QuoteState.ACCEPTED:
        return quote.to_facts()  # by the customer's own tap meanwhile
    _check_open(quote)
    if quote.version > 1 or quote.destructive is not None or signed.role is not SignRole.ASKER:
        raise NotOnThisPhone
    if not signed.strokes:
        raise SignatureMissing
    if quote.total_fen > at_most_fen:
        raise SignedForLess(at_most_fen, quote.total_fen)
    sign(row, SignPaper.QUOTE, signed, version=quote.version, actor=actor, now=now)
    quote.is_signed_here = True
    quote.save(update_fields=["is_signed_here"])
    _accept(row, quote, {"by": "signature"}, actor=actor, now=now)
    tell_signed_here(row, quote, actor=actor, now=now)
    return quote.to_facts()


def _accept(
    row: Visit, quote: ItemQuote, how: dict[str, str], *, actor: Actor, now: datetime
) -> None:
    row.quotes.filter(state=QuoteState.ACCEPTED).update(state=QuoteState.SUPERSEDED)
    _decide(quote, QuoteState.ACCEPTED, now)
    if not row.steps.filter(step=Step.QUOTE).exists():
        write_step(row, Step.QUOTE, {}, device_at=None, actor=actor, now=now)
    body = {"version": quote.version, "total_fen": quote.total_fen, **how}
    write_line(row, "visit.quote.accepted", body, actor=actor, now=now)


@action
def decline_quote(*, case_id: UUID, version: int, actor: Actor, now: datetime) -> ItemQuoteFacts:
    """The customer says no. A first quote declined ends the work: only what was disclosed is owed (QT-10).
    A later one declined leaves the accepted one as it is."""
    row = take_customers_visit(case_id, actor)
    quote = _newest(row, version)
    if quote.state == QuoteState.DECLINED:
        return quote.to_facts()
    _check_open(quote)
    _decide(quote, QuoteState.DECLINED, now)
    if not row.steps.filter(step=Step.QUOTE).exists():
        write_step(row, Step.QUOTE, {"declined": True}, device_at=None, actor=actor, now=now)
    accepted = row.quotes.filter(state=QuoteState.ACCEPTED).first()
    due = accepted.total_fen if accepted else quote.disclosed_fen
    body = {"version": version, "due_fen": due}
    write_line(row, "visit.quote.declined", body, actor=actor, now=now)
    return quote.to_facts()


def _check_keeps_accepted(row: Visit, priced: Sequence[QuoteLineFacts]) -> None:
    accepted = row.quotes.filter(state=QuoteState.ACCEPTED).first()
    if accepted is None:
        return
    quantities = {line.code: line.quantity for line in priced}
    for line in accepted.lines.all():
        if quantities.get(line.code, 0) < line.quantity:
            raise LineNotOnList(
                zh="新报价要包含客户已接受的全部项目，再加上新项目。报价没有保存。",
                en="A new version holds all accepted lines and adds the new ones. It was not saved.",
            )


def _newest(row: Visit, version: int) -> ItemQuote:
    quote = row.quotes.order_by("-version").first()
    if quote is None or quote.version != version:
        raise QuoteStale
    return quote


def _check_open(quote: ItemQuote) -> None:
    if quote.state != QuoteState.PROPOSED:
        raise QuoteLocked


def _decide(quote: ItemQuote, state: QuoteState, now: datetime) -> None:
    quote.state, quote.decided_at = state, now
    quote.save(update_fields=["state", "decided_at"])


def _stated(row: Visit, plan: DestructivePlan | None) -> Destructive | None:
    """What the quote says of drilling or cutting, codes masked, the new lock at its price on the list. Once
    the customer has consented to a statement it stands: a later version repeats it, and can't put another in
    its place (ID-14)."""
    stated = None if plan is None else _price_plan(row, plan)
    if not row.steps.filter(step=Step.DESTRUCTIVE).exists():
        return stated
    consented = row.quotes.get(state=QuoteState.ACCEPTED).to_facts().destructive
    if stated not in (None, consented):
        raise QuoteLocked
    return consented


def _price_plan(row: Visit, plan: DestructivePlan) -> Destructive:
    if not (plan.damage.strip() and plan.protection_left.strip()):
        raise FieldMissing
    return Destructive(
        damage=mask_codes(plan.damage),
        new_lock_fen=price_of_lock(row, plan.new_lock_code) if plan.new_lock_code else 0,
        protection_left=mask_codes(plan.protection_left),
    )
