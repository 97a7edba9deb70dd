"""Quotes, statements, payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinuo.case.reads import get_case
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import (
    ItemQuoteFacts,
    PaymentFacts,
    PaymentMethod,
    PricePreview,
    QuoteState,
    StatementFacts,
    WantedLine,
)
from yinuo.work.visit.models import ItemQuote, Payment, Visit
from yinuo.work.visit.pricing import price
from yinuo.work.visit.rules import money
from yinuo.work.visit.warranty import decide_warranty

from .evidence import parts_used
from .visit import get


def preview_quote(visit_id: UUID, lines: Sequence[WantedLine], now: datetime) -> PricePreview:
    """What these lines would cost at this visit, with the warranty's reason; nothing is kept.

    Raises LineNotOnList.
    """
    row = get(visit_id)
    case = get_case(row.case_id)
    warranty = decide_warranty(row, case, now)
    priced = price(row, case.company_id, lines, now, in_warranty=warranty.in_warranty)
    return PricePreview(
        lines=priced,
        total_fen=money.total(priced),
        disclosed_fen=money.total(money.disclosed(priced)),
        warranty_zh=warranty.text_zh,
        warranty_en=warranty.text_en,
    )


def find_quote(visit_id: UUID, version: int | None = None) -> ItemQuoteFacts | None:
    """The quote of that version, or the newest; None if there is none."""
    rows = ItemQuote.objects.filter(visit_id=visit_id).select_related("visit")
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    return row.to_facts() if row else None


def list_quotes(visit_id: UUID) -> tuple[ItemQuoteFacts, ...]:
    """All versions, oldest first."""
    rows = ItemQuote.objects.filter(visit_id=visit_id).select_related("visit").order_by("version")
    return tuple(row.to_facts() for row in rows)


def get_statement(visit_id: UUID) -> StatementFacts:
    """The itemised statement (QT-06, QT-07). Raises StepNotYet while no quote was decided on."""
    return statement_of(get(visit_id))


def statement_of(row: Visit) -> StatementFacts:
    """The statement of a visit: the accepted lines, of parts those that were fitted (WK-02), or what was
    disclosed where the customer said no."""
    quote = row.quotes.filter(state=QuoteState.ACCEPTED).first()
    declined = row.quotes.filter(state=QuoteState.DECLINED).order_by("-version").first()
    if quote is not None:
        lines = money.charged(quote.to_facts().lines, parts_used(row))
    elif declined is not None:
        lines = money.disclosed(declined.to_facts().lines)
    else:
        raise StepNotYet
    return StatementFacts(lines, money.group_totals(lines), money.total(lines), quote is None)


def due_fen(row: Visit) -> int | None:
    """What is due, in fen; None while no quote was decided on."""
    decided = row.quotes.filter(state__in=(QuoteState.ACCEPTED, QuoteState.DECLINED))
    return statement_of(row).total_fen if decided.exists() else None


def get_payment(visit_id: UUID) -> PaymentFacts:
    """What was recorded and confirmed as paid so far."""
    row = Payment.objects.filter(visit_id=visit_id).first()
    if row is None:
        return PaymentFacts(None, None, None, None, None)
    method = PaymentMethod(row.method) if row.method else None
    return PaymentFacts(
        row.recorded_fen, method, row.recorded_at, row.confirmed_fen, row.confirmed_at
    )
