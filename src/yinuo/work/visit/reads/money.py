"""Quotes, statements, payments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects

from yinuo.case.reads import get_case
from yinuo.store.look import seen_once
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import (
    ENDED,
    ItemQuoteFacts,
    PaymentFacts,
    PricePreview,
    QuoteLineFacts,
    QuoteState,
    StatementFacts,
    Step,
    VisitState,
    WantedLine,
)
from yinuo.work.visit.models import ItemQuote, Payment, Visit
from yinuo.work.visit.pricing import price
from yinuo.work.visit.rules import money
from yinuo.work.visit.rules.stopping import charged_at_stop
from yinuo.work.visit.warranty import decide_warranty

from .evidence import parts_used
from .visit import get, leading


def preview_quote(visit_id: UUID, lines: Sequence[WantedLine], now: datetime) -> PricePreview:
    """What these lines would cost at this visit, with the warranty's reason; nothing is kept.

    Raises LineNotOnList.
    """
    row = get(visit_id)
    case = get_case(row.case_id)
    warranty = decide_warranty(row, case, now)
    priced = price(row, case.company_id, lines, in_warranty=warranty.in_warranty)
    return PricePreview(
        lines=priced,
        total_fen=money.total(priced),
        disclosed_fen=money.total(money.disclosed(priced)),
        warranty_zh=warranty.text_zh,
        warranty_en=warranty.text_en,
    )


def list_ceilings(visit_id: UUID, codes: Sequence[str]) -> tuple[QuoteLineFacts, ...]:
    """One of each of these lines at what it costs at most, in fen: by the list of this visit's hour and
    before any warranty, with the night lines that come by themselves. Raises LineNotOnList."""
    row = get(visit_id)
    wanted = [WantedLine(code, 1) for code in codes]
    return price(row, get_case(row.case_id).company_id, wanted, in_warranty=False)


def list_owed(visit_id: UUID) -> tuple[QuoteLineFacts, ...]:
    """What is charged when the work is done: the accepted lines, of which parts count only as far as they
    were fitted; what was disclosed where the customer said no; nothing while no quote was decided on."""
    row = leading(get(visit_id))
    if not has_decided(row):
        return ()
    quote = decided_quote(row)
    lines = quote.to_facts().lines
    return lines if quote.state == QuoteState.ACCEPTED else money.disclosed(lines)


def find_quote(visit_id: UUID, version: int | None = None) -> ItemQuoteFacts | None:
    """The quote of that version, or the newest; None if there is none."""
    rows = [row for row in quotes_of(visit_id) if version in (None, row.version)]
    return rows[-1].to_facts() if rows else None


def list_quotes(visit_id: UUID) -> tuple[ItemQuoteFacts, ...]:
    """All versions, oldest first."""
    rows = quotes_of(visit_id)
    prefetch_related_objects(rows, "lines")
    return tuple(row.to_facts() for row in rows)


@seen_once
def quotes_of(visit_id: UUID) -> tuple[ItemQuote, ...]:
    """The rows of all versions, oldest first. For the reads of this room."""
    rows = ItemQuote.objects.filter(visit_id=visit_id).select_related("visit")
    return tuple(rows.order_by("version"))


def map_quotes(case_ids: Collection[UUID]) -> dict[UUID, tuple[ItemQuoteFacts, ...]]:
    """Every version that was ever proposed for these cases, oldest first, without their lines."""
    rows = ItemQuote.objects.filter(visit__case_id__in=case_ids).select_related("visit")
    found: dict[UUID, tuple[ItemQuoteFacts, ...]] = {}
    for row in rows.order_by("proposed_at", "version"):
        facts = row.to_facts(has_lines=False)
        found[facts.case_id] = (*found.get(facts.case_id, ()), facts)
    return found


def get_statement(visit_id: UUID) -> StatementFacts:
    """The itemised statement (QT-06, QT-07). Raises StepNotYet while no quote was decided on."""
    return statement_of(get(visit_id))


def statement_of(row: Visit) -> StatementFacts:
    """The statement of a visit: the accepted lines, of parts those that were fitted (WK-02), or what was
    disclosed where the customer said no; of a stopped one what was charged, nothing where nothing was."""
    if row.state == VisitState.STOPPED:
        return _after_stop(row)
    quote = decided_quote(row)
    return _statement(_of_worked(quote, row), quote)


def statement_at_stop(row: Visit) -> StatementFacts:
    """What may be charged at most if the visit is stopped now. Raises StepNotYet while no quote was decided
    on: then nothing may."""
    quote = decided_quote(row)
    return _statement(_of_stopped(quote, row), quote, is_stopped=True)


def find_stop_statement(visit_id: UUID) -> StatementFacts | None:
    """The same, as the one who stops shows it; None where there is nothing to charge, or it was paid."""
    row = leading(get(visit_id))
    if row.state in ENDED or not has_decided(row) or is_paid(row):
        return None
    statement = statement_at_stop(row)
    return statement if statement.total_fen else None


def decided_quote(row: Visit) -> ItemQuote:
    """The quote that money is owed by: the accepted one, else the last declined; StepNotYet before."""
    by_state = {quote.state: quote for quote in quotes_of(row.id)}
    quote = by_state.get(QuoteState.ACCEPTED) or by_state.get(QuoteState.DECLINED)
    if quote is None:
        raise StepNotYet
    return quote


def has_decided(row: Visit) -> bool:
    """Whether the customer has decided on a quote of this visit."""
    decided = (QuoteState.ACCEPTED, QuoteState.DECLINED)
    return any(quote.state in decided for quote in quotes_of(row.id))


def is_paid(row: Visit) -> bool:
    """Whether a payment was recorded."""
    return Payment.objects.filter(visit=row, recorded_fen__isnull=False).exists()


def due_fen(row: Visit) -> int | None:
    """What is due, in fen; None while no quote was decided on."""
    return statement_of(row).total_fen if has_decided(row) else None


def get_payment(visit_id: UUID) -> PaymentFacts:
    """What was recorded and confirmed as paid so far."""
    row = Payment.objects.filter(visit_id=visit_id).first()
    return row.to_facts() if row else PaymentFacts(visit_id, None, None, None, None, None, None)


def find_unconfirmed_payment(case_id: UUID) -> PaymentFacts | None:
    """The newest payment of a case that was recorded and of which its customer hasn't said what it was; also
    one of an earlier visit, when somebody is sent again."""
    rows = Payment.objects.filter(
        visit__case_id=case_id, recorded_fen__isnull=False, confirmed_at=None
    )
    row = rows.order_by("-visit_id").first()
    return row.to_facts() if row else None


def _after_stop(row: Visit) -> StatementFacts:
    quote = decided_quote(row)
    payment = get_payment(row.id)
    if not payment.recorded_fen:
        return _statement((), quote, is_stopped=True)
    return _statement(_of_stopped(quote, row), quote, is_stopped=True)


def _of_worked(quote: ItemQuote, row: Visit) -> tuple[QuoteLineFacts, ...]:
    lines = quote.to_facts().lines
    if quote.state == QuoteState.DECLINED:
        return money.disclosed(lines)
    return money.charged(lines, parts_used(row))


def _of_stopped(quote: ItemQuote, row: Visit) -> tuple[QuoteLineFacts, ...]:
    lines = quote.to_facts().lines
    if quote.state == QuoteState.DECLINED:
        return money.disclosed(lines)
    is_handed_over = row.steps.filter(step=Step.HAND_OVER).exists()
    return charged_at_stop(lines, parts_used(row), is_handed_over=is_handed_over)


def _statement(
    lines: tuple[QuoteLineFacts, ...], quote: ItemQuote, *, is_stopped: bool = False
) -> StatementFacts:
    return StatementFacts(
        lines=lines,
        group_totals=money.group_totals(lines),
        total_fen=money.total(lines),
        is_declined=quote.state == QuoteState.DECLINED,
        is_stopped=is_stopped,
    )
