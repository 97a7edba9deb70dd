"""The accepted price as a promise: what is paid is at most what the customer accepted before the work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.promise.facts import PriceTerms, PromiseFacts, PromiseKind, ReleaseReason
from yinuo.promise.models import Promise
from yinuo.promise.reads import find_terms
from yinuo.store.perform import action
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import ItemQuoteFacts

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
    # Promises first, the chain after: the order in which every action takes them.
    held = list(rows_of(Promise.objects.filter(case_id=case_id, kind=PromiseKind.PRICE)))
    quote = visit.accept_quote(case_id=case_id, version=version, actor=actor, now=now)
    for row in held:
        if (row.visit_id, row.quote_version) == (quote.visit_id, version):
            return row.to_facts()  # accepted twice, promised once
    for row in held:
        if row.visit_id == quote.visit_id:
            release_row(row, ReleaseReason.NEW_PRICE_ACCEPTED, actor=actor, now=now)
    terms = find_terms(case, PromiseKind.PRICE)
    if terms is None:
        return None
    price = PriceTerms(quote.visit_id, version, quote.total_fen)
    return make_promise(case=case, terms=terms, price=price, actor=actor, now=now)


@action
def decline_price(*, case_id: UUID, version: int, actor: Actor, now: datetime) -> ItemQuoteFacts:
    """The customer says no to a quote and owes only what was disclosed before (QT-10); an earlier
    accepted price stands."""
    customer_only(get_case(case_id), actor)
    return visit.decline_quote(case_id=case_id, version=version, actor=actor, now=now)
