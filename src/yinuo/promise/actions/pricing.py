"""The accepted price as a promise: what is paid is at most what the customer accepted before the work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.promise.facts import PriceTerms, PromiseFacts, PromiseKind, ReleaseReason
from yinuo.promise.models import Promise
from yinuo.promise.reads import find_terms
from yinuo.store.perform import action
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import ItemQuoteFacts, Signed
from yinuo.work.visit.reads import get_visit

from .judging import customer_only, release_row, rows_of
from .making import make_promise


@action
def accept_price(
    *, case_id: UUID, version: int, actor: Actor, now: datetime
) -> PromiseFacts | None:
    """The customer accepts an itemised quote before the work: its total becomes a promise (QT-08).

    A later quote's acceptance replaces the earlier price (QT-09): that promise is released by the customer's
    own act. None where the case's rulebook promises no price. Raises CustomerOnly, and what the visit
    raises for a quote that isn't open any more.
    """
    case = get_case(case_id)
    customer_only(case, actor)
    held = _hold_prices(case_id)
    quote = visit.accept_quote(case_id=case_id, version=version, actor=actor, now=now)
    known = _of_quote(held, quote)
    if known is not None:
        return known
    for row in held:
        if row.visit_id == quote.visit_id:
            release_row(row, ReleaseReason.NEW_PRICE_ACCEPTED, actor=actor, now=now)
    return _promise_price(case, quote, actor=actor, now=now)


@action
def accept_price_here(
    *, visit_id: UUID, at_most_fen: int, signed: Signed, actor: Actor, now: datetime
) -> PromiseFacts | None:
    """A quote that the customer accepted by a signature on the technician's phone, no phone having had a
    connection: its total is promised from now on, when the server learns of it.

    It is always a first quote, so no earlier price is touched: only the customer's own act could raise one.
    Raises what `visit.accept_quote_here` raises.
    """
    case = get_case(get_visit(visit_id).case_id)
    held = _hold_prices(case.id)
    quote = visit.accept_quote_here(
        visit_id=visit_id, at_most_fen=at_most_fen, signed=signed, actor=actor, now=now
    )
    return _of_quote(held, quote) or _promise_price(case, quote, actor=actor, now=now)


def _hold_prices(case_id: UUID) -> list[Promise]:
    """The case's price promises, held. Promises first, the chain after: the order in which every action takes
    them."""
    return list(rows_of(Promise.objects.filter(case_id=case_id, kind=PromiseKind.PRICE)))


def _of_quote(held: list[Promise], quote: ItemQuoteFacts) -> PromiseFacts | None:
    """The promise of this very quote: accepted twice, promised once."""
    named = (quote.visit_id, quote.version)
    found = (row for row in held if (row.visit_id, row.quote_version) == named)
    row = next(found, None)
    return row.to_facts() if row else None


def _promise_price(
    case: CaseFacts, quote: ItemQuoteFacts, *, actor: Actor, now: datetime
) -> PromiseFacts | None:
    terms = find_terms(case, PromiseKind.PRICE)
    if terms is None:
        return None
    price = PriceTerms(quote.visit_id, quote.version, quote.total_fen)
    return make_promise(case=case, terms=terms, price=price, actor=actor, now=now)


@action
def decline_price(*, case_id: UUID, version: int, actor: Actor, now: datetime) -> ItemQuoteFacts:
    """The customer says no to a quote and owes only what was disclosed before (QT-10); an earlier
    accepted price stands."""
    customer_only(get_case(case_id), actor)
    return visit.decline_quote(case_id=case_id, version=version, actor=actor, now=now)
