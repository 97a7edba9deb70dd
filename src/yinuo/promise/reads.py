"""What other rooms may ask about promises; facts, never rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from yinuo.base.actor import THROUGH, ActorKind
from yinuo.base.errors import NotFound
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import sum_granted_fen
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.record.facts import EventFacts
from yinuo.record.reads import find_events, list_events
from yinuo.store.look import seen_once

from . import rules
from .facts import (
    Evidence,
    PromiseCounts,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    RemedyCounts,
    RemedyFacts,
    Terms,
)
from .kinds import BROKEN, REMEDY_PAID
from .models import Promise, Remedy

_CUSTOMER = f"{ActorKind.CUSTOMER}:"


def get_promise(promise_id: UUID) -> PromiseFacts:
    """The promise; raises NotFound if there is none."""
    row = _rows().filter(id=promise_id).first()
    if row is None:
        raise NotFound
    return row.to_facts()


def find_terms(case: CaseFacts, kind: PromiseKind) -> Terms | None:
    """What the case's own rulebook promises of this kind to such a case; None if nothing."""
    book = get_rulebook_by_id(case.rulebook_id).rulebook
    for rule in rulebooks.promises_for(book, case.kind):
        if rule.kind is kind:
            return rules.terms_of(rule, book.windows)
    return None


@seen_once
def list_promises(case_id: UUID) -> tuple[PromiseFacts, ...]:
    """All promises of a case, in the order in which they were made."""
    rows = _rows().filter(case_id=case_id).order_by("made_at", "id")
    return tuple(row.to_facts() for row in rows)


def list_all_promises(kind: PromiseKind) -> tuple[PromiseFacts, ...]:
    """Every promise of a kind, oldest first: for an audit, not for a page."""
    return tuple(row.to_facts() for row in _rows().filter(kind=kind).order_by("made_at", "id"))


def find_promise(case_id: UUID, kind: PromiseKind) -> PromiseFacts | None:
    """The newest promise of a kind that a case carries, or None."""
    found = [promise for promise in list_promises(case_id) if promise.kind is kind]
    return found[-1] if found else None


def find_arrival(case_id: UUID) -> PromiseFacts | None:
    """The arrival promise of a case that counts, as `pick_arrival` picks it."""
    return pick_arrival(list_promises(case_id))


def pick_arrival(promises: Iterable[PromiseFacts]) -> PromiseFacts | None:
    """Of a case's promises, oldest first, the arrival that counts: of those that run the one due first, since
    a joined case brings its own; where none runs the newest, None without any."""
    arrivals = [p for p in promises if p.kind is PromiseKind.ARRIVE]
    running = [p for p in arrivals if p.state is PromiseState.RUNNING]
    if running:
        return min(running, key=lambda promise: (promise.deadline_at, promise.id))
    return arrivals[-1] if arrivals else None


def list_own_arrivals(case: CaseFacts) -> tuple[PromiseFacts, ...]:
    """The arrival promises to the case's own customer that run, the one due first at the front.

    What a joined case brought was made to its customer, who may be somebody else.
    """
    own = [
        promise
        for promise in list_promises(case.id)
        if promise.kind is PromiseKind.ARRIVE
        and promise.state is PromiseState.RUNNING
        and promise.customer_id in (None, case.customer_id)
    ]
    return tuple(sorted(own, key=lambda promise: (promise.deadline_at, promise.id)))


def list_evidence(case_id: UUID) -> tuple[Evidence, ...]:
    """The lines of a case's record in the form in which a verdict reads them, oldest first."""
    return tuple(to_evidence(event) for event in list_events("case", case_id))


def to_evidence(event: EventFacts) -> Evidence:
    """A line of the record as evidence. The customer's own act is a line whose actor is the customer, and
    nobody of the staff who says what the customer said."""
    body, is_customers = event.body, event.actor.startswith(_CUSTOMER)
    return Evidence(
        seq=event.seq,
        kind=event.kind,
        at=event.at,
        by_customer=is_customers,
        is_through_staff=is_customers and THROUGH in event.actor,
        paid_fen=body.get("paid_fen"),
        at_most_fen=body.get("at_most_fen"),
        visit_id=UUID(body["visit"]) if "visit" in body else None,
        quote_version=body.get("version"),
        about=body.get("about"),
        promise_id=body.get("promise"),
    )


def find_remedy(promise_id: UUID) -> RemedyFacts | None:
    """What was credited for a promise, or None."""
    row = Remedy.objects.filter(promise_id=promise_id).first()
    return row.to_facts() if row else None


@seen_once
def list_remedies(case_id: UUID) -> tuple[RemedyFacts, ...]:
    """What was credited in a case, oldest first."""
    rows = Remedy.objects.filter(promise__case_id=case_id).order_by("paid_at", "id")
    return tuple(row.to_facts() for row in rows)


def get_credit_fen(customer_id: UUID) -> int:
    """The customer's credit in fen: all remedies and what managers granted, 0 if there was nothing."""
    sums = Remedy.objects.filter(customer_id=customer_id).aggregate(
        fen=Sum("fen"), ex=Sum("excess_fen"), granted=Sum("granted_fen")
    )
    return sum(value or 0 for value in sums.values()) + sum_granted_fen(customer_id=customer_id)


def get_refundable_fen(case_id: UUID) -> int:
    """What was paid for a case and wasn't given back yet, in fen: the most that a dispute can be granted."""
    prices = Promise.objects.filter(case_id=case_id, kind=PromiseKind.PRICE)
    paid = prices.aggregate(fen=Sum("paid_fen"))["fen"] or 0
    back = Remedy.objects.filter(promise__case_id=case_id).aggregate(
        ex=Sum("excess_fen"), granted=Sum("granted_fen")
    )
    given = sum(value or 0 for value in back.values()) + sum_granted_fen(case_id=case_id)
    return max(0, paid - given)


def count_promises(
    now: datetime, *, region: str | None = None, since: datetime | None = None
) -> tuple[PromiseCounts, ...]:
    """Promises by kind and state, of a zone or of all, made at or after `since`.

    `overdue` are those that should have been looked at by `now` and were not: 0 while the watch is well.
    """
    rows = Promise.objects.all()
    if region is not None:
        rows = rows.filter(region=region)
    if since is not None:
        rows = rows.filter(made_at__gte=since)
    counted = rows.values("kind").annotate(
        running=Count("id", filter=Q(state=PromiseState.RUNNING)),
        kept=Count("id", filter=Q(state=PromiseState.KEPT)),
        broken=Count("id", filter=Q(state=PromiseState.BROKEN)),
        released=Count("id", filter=Q(state=PromiseState.RELEASED)),
        corrected=Count("id", filter=Q(corrected_at__isnull=False)),
        overdue=Count("id", filter=Q(state=PromiseState.RUNNING, look_at__lte=now)),
    )
    return tuple(
        PromiseCounts(
            kind=PromiseKind(row["kind"]),
            running=row["running"],
            kept=row["kept"],
            broken=row["broken"],
            released=row["released"],
            corrected=row["corrected"],
            overdue=row["overdue"],
        )
        for row in counted.order_by("kind")
    )


def count_remedies(*, region: str | None = None) -> RemedyCounts:
    """How many remedies were paid and how much, and whether the books balance as far as the tables tell.

    A corrected promise keeps the remedy that was paid while it stood as broken. What was paid above the
    price, and so is given back, only the record tells: see `list_wrong_remedies`.
    """
    remedies, promises = Remedy.objects.all(), Promise.objects.all()
    if region is not None:
        remedies, promises = remedies.filter(region=region), promises.filter(region=region)
    sums = remedies.aggregate(paid=Count("id"), fen=Sum("fen"), ex=Sum("excess_fen"))
    owed = Q(promise__state=PromiseState.BROKEN) | Q(promise__corrected_at__isnull=False)
    is_other = ~Q(fen=F("promise__credit_fen")) | Q(excess_fen__gt=0, promise__refund_excess=False)
    return RemedyCounts(
        paid=sums["paid"],
        fen=(sums["fen"] or 0) + (sums["ex"] or 0),
        missing=promises.filter(state=PromiseState.BROKEN, remedy__isnull=True).count(),
        surplus=remedies.exclude(owed).count(),
        mismatched=remedies.filter(is_other).count(),
    )


def list_wrong_remedies(*, region: str | None = None) -> tuple[RemedyFacts, ...]:
    """Remedies that aren't what the record says was owed and paid, in credit and in what is given back.

    One query for each remedy: for a check, not a page.
    """
    rows = Remedy.objects.select_related("promise").order_by("id")
    if region is not None:
        rows = rows.filter(region=region)
    return tuple(row.to_facts() for row in rows.iterator() if not _is_on_record(row))


def _is_on_record(row: Remedy) -> bool:
    """Whether the broken promise's own lines come to these amounts, once."""
    promise = row.promise
    lines = find_events("case", promise.case_id, (BROKEN.name, REMEDY_PAID.name))
    mine = [line for line in lines if line.body["promise"] == str(promise.id)]
    owed = [
        (promise.credit_fen, *_given_back(promise, line.body.get("evidence_seq")))
        for line in mine
        if line.kind == BROKEN.name
    ]
    paid = [
        (line.body["fen"], line.body["excess_fen"], line.body.get("beyond_fen", 0))
        for line in mine
        if line.kind == REMEDY_PAID.name
    ]
    return owed == paid == [(row.fen, row.excess_fen, row.beyond_fen)]


def _given_back(promise: Promise, seq: int | None) -> tuple[int, int]:
    """What the case's own lines, replayed, say is given back and what is left to a manager."""
    given = rules.given_back(promise.to_facts(), list_evidence(promise.case_id), seq)
    return given.refund_fen, given.beyond_fen


def list_disagreements(now: datetime, *, region: str | None = None) -> tuple[PromiseFacts, ...]:
    """Promises that don't stand as their case's record, replayed, says: none in good order.

    Replayed up to `now`; run it when the watch has come so far. One query per case: for a check, not a page.
    """
    rows = _rows().order_by("case_id", "id")
    if region is not None:
        rows = rows.filter(region=region)
    wrong: list[PromiseFacts] = []
    for case_id, group in groupby(rows.iterator(chunk_size=500), key=lambda row: row.case_id):
        lines = list_evidence(case_id)
        facts = [row.to_facts() for row in group]
        wrong += [promise for promise in facts if not rules.agrees(promise, lines, now)]
    return tuple(wrong)


def _rows() -> QuerySet[Promise]:
    return Promise.objects.prefetch_related("pauses")
