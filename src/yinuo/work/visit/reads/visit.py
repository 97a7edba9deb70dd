"""Visits: which there are and where each stands."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from yinuo.case.facts import CaseState
from yinuo.store.look import note, seen_once
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import (
    ENDED,
    ArrivalSigns,
    PartnerFacts,
    StopFacts,
    StopReason,
    TechnicianPageOfVisits,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.pinyin import PINYIN

_PAGE = 30


def get_visit(visit_id: UUID) -> VisitFacts:
    """The visit; raises VisitUnknown."""
    return get(visit_id).to_facts()


@seen_once
def find_visit_of_case(case_id: UUID) -> VisitFacts | None:
    """The visit a customer sees: the running one of the first seat, or else the newest; of two people's that
    of the first, which has the quote and the steps. None before any."""
    rows = [row for row in rows_of_case(case_id) if row.state != VisitState.CALLED_OFF]
    running = [row for row in rows if row.state not in ENDED]
    if running:
        return min(running, key=lambda row: (row.seat, -row.id.int)).to_facts()
    return leading(rows[-1]).to_facts() if rows else None


def list_partners(visit_id: UUID) -> tuple[PartnerFacts, ...]:
    """The others who are sent to the same job, by seat; those whose visit was called off are left out."""
    row = get(visit_id)
    return tuple(
        PartnerFacts(one.id, one.technician_id, one.seat, VisitState(one.state))
        for one in sorted(rows_of_case(row.case_id), key=lambda one: (one.seat, one.id))
        if one.job_id == row.job_id and one.id != row.id and one.state != VisitState.CALLED_OFF
    )


def get_leading_visit(visit_id: UUID) -> VisitFacts:
    """The visit that holds the steps, the quote and the photos of this one's job: its own, or that of the
    first seat."""
    return leading(get(visit_id)).to_facts()


def map_visits_of_cases(case_ids: Collection[UUID]) -> dict[UUID, VisitFacts]:
    """For each case the visit that `find_visit_of_case` finds, in one query; cases without one are absent."""
    rows = Visit.objects.filter(case_id__in=case_ids)
    return {case_id: row.to_facts() for case_id, row in _best(rows).items()}


def map_technicians_of_cases(case_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Whose visit that is, by case: for lists, which show no code of a visit and so have none opened."""
    rows = Visit.objects.filter(case_id__in=case_ids)
    asked = rows.only("case_id", "state", "seat", "job_id", "technician_id")
    return {case_id: row.technician_id for case_id, row in _best(asked).items()}


def _best(rows: QuerySet[Visit]) -> dict[UUID, Visit]:
    best: dict[UUID, Visit] = {}
    for row in rows.exclude(state=VisitState.CALLED_OFF).order_by("case_id", "id"):
        known = best.get(row.case_id)
        if known is None or _comes_before(row, known):
            best[row.case_id] = row
    return best


def _comes_before(row: Visit, known: Visit) -> bool:
    """Whether a later visit is the one a customer sees: running before ended, of one job the first seat."""
    if (row.state in ENDED) != (known.state in ENDED):
        return known.state in ENDED
    return row.seat <= known.seat or (row.state in ENDED and row.job_id != known.job_id)


def list_stopped_visits(
    *, outlet_ids: Collection[UUID] | None = None, limit: int = _PAGE
) -> tuple[VisitFacts, ...]:
    """The leading visit of the newest job of each open case where that one was stopped, oldest first:
    somebody has to decide what becomes of the case.

    A case for which somebody was asked again, but nobody chosen yet, is among them and counts for `limit`:
    jobs are dispatch's, so who needs to know asks there.
    """
    rows = Visit.objects.filter(state=VisitState.STOPPED, case__state=CaseState.OPEN)
    if outlet_ids is not None:
        rows = rows.filter(case__outlet_id__in=outlet_ids)
    later = Visit.objects.filter(case_id=OuterRef("case_id"), id__gt=OuterRef("id"))
    leads = Visit.objects.filter(job_id=OuterRef("job_id"), seat__lt=OuterRef("seat"))
    answered = Exists(later.exclude(job_id=OuterRef("job_id")))
    led = Exists(leads.filter(state=VisitState.STOPPED))
    stopped = rows.exclude(answered | led).order_by("ended_at", "id")
    return tuple(row.to_facts() for row in stopped[:limit])


def list_leading_visits(case_id: UUID) -> tuple[VisitFacts, ...]:
    """The visit that leads each job of a case, oldest first; one that was called off leads only itself."""
    return tuple(row.to_facts() for row in rows_of_case(case_id) if leading(row).id == row.id)


def find_stop(visit_id: UUID) -> StopFacts | None:
    """Why exactly a visit was stopped, and what the technician wrote; None unless it was. For managers."""
    row = get(visit_id)
    if row.state != VisitState.STOPPED or row.ended_at is None:
        return None
    return StopFacts(StopReason(row.end_reason), row.stop_note or "", row.ended_at)


def list_visits_of_case(case_id: UUID) -> tuple[VisitFacts, ...]:
    """All visits to a case, oldest first."""
    return tuple(row.to_facts() for row in rows_of_case(case_id))


def find_running_visit(assignment_id: UUID) -> VisitFacts | None:
    """The visit of an assignment while it has not ended."""
    row = Visit.objects.filter(assignment_id=assignment_id).exclude(state__in=ENDED).first()
    return row.to_facts() if row else None


def get_visit_of_assignment(assignment_id: UUID) -> VisitFacts:
    """The visit of an assignment, ended or not. Raises VisitUnknown."""
    row = Visit.objects.filter(assignment_id=assignment_id).first()
    if row is None:
        raise VisitUnknown
    return row.to_facts()


def is_anybody_at_door(case_id: UUID) -> bool:
    """Whether a technician, the first or the second of two, says that he stands at the door."""
    return any(row.state == VisitState.AT_DOOR for row in rows_of_case(case_id))


def is_anybody_on_site(case_id: UUID) -> bool:
    """Whether a technician is at work for this case now."""
    return any(row.state == VisitState.ON_SITE for row in rows_of_case(case_id))


def map_running_visits(assignment_ids: Collection[UUID]) -> dict[UUID, VisitFacts]:
    """The visits of these assignments that have not ended, by assignment. Their codes and words stay
    encrypted: no fact holds them."""
    rows = Visit.objects.filter(assignment_id__in=assignment_ids).exclude(state__in=ENDED)
    rows = rows.defer("arrival_code", "badge_word", "stop_note")
    return {row.assignment_id: row.to_facts() for row in rows}


def list_visits_of_technician(
    technician_id: UUID, *, before: UUID | None = None, limit: int = _PAGE
) -> TechnicianPageOfVisits:
    """A page of a technician's visits, newest first; `before` continues an earlier page."""
    rows = Visit.objects.filter(technician_id=technician_id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: limit + 1])
    visits = tuple(row.to_facts() for row in found[:limit])
    return TechnicianPageOfVisits(visits, visits[-1].id if len(found) > limit else None)


def get_arrival_signs(visit_id: UUID) -> ArrivalSigns:
    """Code and word: the code is for the customer's eyes only, the word for both sides."""
    row = get(visit_id)
    return ArrivalSigns(row.arrival_code, row.badge_word, PINYIN.get(row.badge_word, ""))


def list_running_visits() -> tuple[VisitFacts, ...]:
    """All visits that have not ended, of all zones, oldest first."""
    return tuple(row.to_facts() for row in Visit.objects.exclude(state__in=ENDED).order_by("id"))


@seen_once
def rows_of_case(case_id: UUID) -> tuple[Visit, ...]:
    """The rows of all visits to a case, oldest first: there are few, and a page asks much about them. For the
    reads of this room."""
    rows = tuple(Visit.objects.filter(case_id=case_id).order_by("id"))
    for row in rows:
        note(get, row, row.id)
    return rows


@seen_once
def get(visit_id: UUID) -> Visit:
    """The row; raises VisitUnknown. For the reads of this room."""
    row = Visit.objects.filter(id=visit_id).first()
    if row is None:
        raise VisitUnknown
    return row


def leading(row: Visit) -> Visit:
    """The row of the first seat of the same job, which writes the steps; else the row itself."""
    if row.seat == 1:
        return row
    rows = Visit.objects.filter(job_id=row.job_id, seat=1).exclude(state=VisitState.CALLED_OFF)
    return rows.order_by("-id").first() or row
