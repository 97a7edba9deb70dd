"""Lists of promises and of what hangs on them, for pages: bounded queries, paged by key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from yinuo.case.facts import CaseFilter, CasePage
from yinuo.case.reads import lookups, map_cases

from .facts import PromiseFacts, PromiseKind, PromiseState, RemedyFacts
from .models import Promise, Remedy


def list_broken(
    since: datetime, *, outlet_ids: Collection[UUID] | None = None, limit: int = 50
) -> tuple[PromiseFacts, ...]:
    """Promises broken at or after `since`, the newest in front."""
    rows = _of_outlets(outlet_ids).filter(state=PromiseState.BROKEN, verdict_at__gte=since)
    return tuple(row.to_facts() for row in rows.order_by("-verdict_at", "-id")[:limit])


def list_running(
    *,
    outlet_ids: Collection[UUID] | None = None,
    kind: PromiseKind | None = None,
    after: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> tuple[PromiseFacts, ...]:
    """Running promises, of one kind or of all, those due first in front; `after` is due time and id of
    the last one seen."""
    rows = _of_outlets(outlet_ids).filter(state=PromiseState.RUNNING)
    rows = rows.filter(kind=kind) if kind else rows
    if after is not None:
        due_at, id = after
        rows = rows.filter(due_at__gte=due_at).exclude(due_at=due_at, id__lte=id)
    return tuple(row.to_facts() for row in rows.order_by("due_at", "id")[:limit])


def find_cases_by_promise(state: PromiseState, wanted: CaseFilter, *, limit: int = 50) -> CasePage:
    """A page of the cases that a filter lets through and that carry a promise in this state, newest first."""
    rows = Promise.objects.filter(state=state, **lookups(wanted, "case__"))
    ids = rows.order_by("-case_id").values_list("case_id", flat=True).distinct()
    found = list(ids[: limit + 1])
    cases = map_cases(found[:limit])
    page = tuple(cases[id] for id in found[:limit])
    return CasePage(page, page[-1].id if len(found) > limit else None)


def map_promises(
    case_ids: Collection[UUID], *, kind: PromiseKind | None = None
) -> dict[UUID, tuple[PromiseFacts, ...]]:
    """All promises of each of these cases, or those of one kind, in the order in which they were made; two
    queries in all."""
    rows = _rows().filter(case_id__in=case_ids).order_by("case_id", "made_at", "id")
    rows = rows.filter(kind=kind) if kind else rows
    return {
        case_id: tuple(row.to_facts() for row in group)
        for case_id, group in groupby(rows, key=lambda row: row.case_id)
    }


def map_remedies(promise_ids: Collection[UUID]) -> dict[UUID, RemedyFacts]:
    """What was credited for each of these promises, by promise."""
    rows = Remedy.objects.filter(promise_id__in=promise_ids)
    return {row.promise_id: row.to_facts() for row in rows}


def list_waiting_refunds(
    *, outlet_ids: Collection[UUID] | None = None, limit: int = 50
) -> tuple[tuple[UUID, RemedyFacts], ...]:
    """Remedies of which a part waits for a manager's answer, oldest first, each with its case."""
    rows = Remedy.objects.filter(beyond_fen__gt=0, answered_at=None).select_related("promise")
    if outlet_ids is not None:
        rows = rows.filter(outlet_id__in=outlet_ids)
    return tuple((row.promise.case_id, row.to_facts()) for row in rows.order_by("paid_at")[:limit])


def list_waiting_refunds_of(customer_id: UUID) -> tuple[UUID, ...]:
    """The cases of a customer in which a refund beyond what was credited waits for a manager's answer."""
    rows = Remedy.objects.filter(customer_id=customer_id, beyond_fen__gt=0, answered_at=None)
    return tuple(rows.order_by("promise__case_id").values_list("promise__case_id", flat=True))


def _of_outlets(outlet_ids: Collection[UUID] | None) -> QuerySet[Promise]:
    return _rows() if outlet_ids is None else _rows().filter(outlet_id__in=outlet_ids)


def _rows() -> QuerySet[Promise]:
    return Promise.objects.prefetch_related("pauses")
