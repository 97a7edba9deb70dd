"""Quoting a time and promising it: the terms are copied from the rulebook and never change again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.engines import routing
from yinuo.engines.tlog import format_at
from yinuo.promise import kinds, rules
from yinuo.promise.errors import NobodyCanCome, QuoteExpired
from yinuo.promise.facts import (
    PriceTerms,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    QuoteFacts,
    Terms,
)
from yinuo.promise.models import Promise, Quote
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .line import write


@action
def record_quote(
    *,
    case: CaseFacts,
    outlet_id: UUID,
    terms: Terms,
    chance: routing.Quote,
    told_due_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> QuoteFacts:
    """Keep what was offered for a case, and write it down: a company that quotes long shows it here.

    The offered time is the rule's where `chance` says it is kept with the rule's probability, the honest
    one where not; `due_at` is None where nobody can come. `told_due_at` is an earlier time, told on the
    phone a moment ago, which the caller has made sure is kept as surely: then that is it. Made under the
    zone's lock.
    """
    within = timedelta(minutes=terms.within_minutes)
    row = Quote.objects.create(
        id=new_id(now),
        region=case.region,
        case_id=case.id,
        outlet_id=outlet_id,
        technician_id=UUID(chance.technician_id) if chance.technician_id else None,
        within_minutes=terms.within_minutes,
        p_on_time=chance.p_on_time,
        eta=chance.eta,
        honest_at=chance.honest_at,
        due_at=told_due_at
        or rules.offered_due(now, within, terms.threshold, chance.p_on_time, chance.honest_at),
        radius_m=case.radius_m,
        quoted_at=now,
        expires_at=now + timedelta(seconds=terms.quote_expires_seconds),
    )
    _write_quoted(row, case.id, actor=actor, now=now)
    return row.to_facts()


def _write_quoted(row: Quote, case_id: UUID, *, actor: Actor, now: datetime) -> None:
    times = {"due_at": row.due_at, "eta": row.eta, "honest_at": row.honest_at}
    body = {
        "quote": str(row.id),
        "within_minutes": row.within_minutes,
        "p_percent": round(100 * row.p_on_time),
        "radius_m": round(row.radius_m),
        "outlet": str(row.outlet_id),
        **{name: format_at(at) for name, at in times.items() if at is not None},
    }
    append(
        subject_kind="case",
        subject=case_id,
        kind=kinds.QUOTED.name,
        body=body,
        region=row.region,
        actor=actor,
        now=now,
    )


@action
def make_promise(
    *,
    case: CaseFacts,
    terms: Terms,
    quote_id: UUID | None = None,
    price: PriceTerms | None = None,
    given_due_at: datetime | None = None,
    not_before_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> PromiseFacts:
    """Promise by the rulebook's terms: the time of `quote_id`, or `within_minutes` from now without one.

    A price promise says what is paid at most. `given_due_at` is a time that lies ahead and was promised
    before the company used this software: it stands as it was given, from now on by the rulebook's terms.
    Nobody comes before `not_before_at`, where that was agreed with it. Raises QuoteExpired for a quote that
    is over or used, NobodyCanCome for one that offers no time.
    """
    quote = _use_quote(quote_id, now) if quote_id is not None else None
    if given_due_at is not None:
        terms = replace(terms, within_minutes=_minutes_until(given_due_at, now))
    due_at = quote.due_at if quote else now + timedelta(minutes=terms.within_minutes)
    due_at = given_due_at or due_at
    if due_at is None:
        raise NobodyCanCome
    row = Promise(
        id=new_id(now),
        region=case.region,
        case_id=case.id,
        outlet_id=case.outlet_id,
        quote=quote,
        kind=terms.kind,
        made_at=now,
        due_at=due_at,
        not_before_at=not_before_at,
        quoted_p=quote.p_on_time if quote else None,
        rulebook_id=case.rulebook_id,
        state=PromiseState.RUNNING,
        **_terms(terms),
        **_price(price),
    )
    row.look_at = rules.first_look(now, due_at, terms.ladder)
    row.save(force_insert=True)
    _write_made(row, is_taken_over=given_due_at is not None, actor=actor, now=now)
    return row.to_facts(is_new=True)


def _minutes_until(due_at: datetime, now: datetime) -> int:
    return max(1, round((due_at - now).total_seconds() / 60))


def _write_made(row: Promise, *, is_taken_over: bool, actor: Actor, now: datetime) -> None:
    write(
        row,
        kinds.MADE,
        actor=actor,
        now=now,
        kind=row.kind,
        due_at=format_at(row.due_at),
        rulebook=row.rulebook_id,
        within_minutes=row.within_minutes,
        at_most_fen=row.at_most_fen,
        version=row.quote_version,
        credit_fen=row.credit_fen,
        refund_excess_up_to_fen=row.refund_excess_up_to_fen if row.refund_excess else None,
        **({"taken_over": True} if is_taken_over else {}),
    )


def _price(price: PriceTerms | None) -> dict[str, object]:
    if price is None:
        return {}
    return {
        "at_most_fen": price.at_most_fen,
        "visit_id": price.visit_id,
        "quote_version": price.quote_version,
    }


def _terms(terms: Terms) -> dict[str, object]:
    """The rulebook's terms as they are copied into the promise."""
    return {
        "within_minutes": terms.within_minutes,
        "keeps_when": list(terms.keeps_when),
        "weak": list(terms.weak),
        "weak_after_minutes": terms.weak_after_minutes,
        "credit_fen": terms.credit_fen,
        "refund_excess": terms.refund_excess and terms.kind is PromiseKind.PRICE,
        "refund_excess_up_to_fen": terms.refund_excess_up_to_fen,
        "ladder_shares": [rung.share for rung in terms.ladder],
        "ladder_tell": [",".join(rung.tell) for rung in terms.ladder],
    }


def _use_quote(quote_id: UUID, now: datetime) -> Quote:
    """Take the quote up; a second taker finds it used."""
    row = Quote.objects.select_for_update(no_key=True).filter(id=quote_id).first()
    if row is None or not rules.is_usable(row.to_facts(), now):
        raise QuoteExpired
    if row.due_at is None:
        raise NobodyCanCome
    row.used_at = now
    row.save(update_fields=["used_at"])
    return row
