"""A job beside the board: why this technician, why not the others, and what a dispatcher does about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.outlet.reads import get_technician, list_outlet_ids, name_technicians
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.pages.staff.owner import owner_name
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.record.reads import describe, list_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import send_by_hand, take_back
from yinuo.work.dispatch.board import find_live_job, list_candidates, list_interventions
from yinuo.work.dispatch.facts import HandChoice, JobFacts, LiveJob, NotOnDuty, SeatCandidate
from yinuo.work.dispatch.reads import get_explanations, get_job

from .forms import BackForm, HandForm, SendForm
from .panel import PANEL, is_part
from .picture import job_sights
from .rows import job_row
from .words import CAUTIONS, HINDRANCES, KINDS, LAW, REASONS, STANDINGS

_FIRST = 8
"""How many candidates are shown before the rest is folded away."""
_NEWS = 6


@require_safe
@for_staff(Verb.SEE_BOARD)
def show(request: HttpRequest, staff: StaffFacts, job_id: UUID) -> HttpResponseBase:
    """The job as it stands; `seat` is the one that the form is about, the first empty one unless said."""
    job = _job_in_scope(staff, job_id)
    return _render(request, staff, job, seat=_seat(request.GET.get("seat", "")))


@require_POST
@for_staff(Verb.OVERRIDE_DISPATCH)
def send(request: HttpRequest, staff: StaffFacts, job_id: UUID) -> HttpResponseBase:
    """Send somebody by hand, or hand over; a refusal is told beside the job as it stands now."""
    job = _job_in_scope(staff, job_id)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _render(request, staff, job, form=form)
    given = form.cleaned_data
    try:
        _check_outlet(staff, given["technician"])
        perform(
            send_by_hand,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=str(given["key"]),
            choice=HandChoice(job.id, given["seat"], given["seen"], given["technician"]),
            reason=form.hand_reason,
            words=given["words"],
            is_sure=given["is_sure"],
        )
    except YinuoError as error:
        return _render(request, staff, job, form=form, error=error)
    return _done(request, staff, job, given["seat"])


@require_POST
@for_staff(Verb.OVERRIDE_DISPATCH)
def back(request: HttpRequest, staff: StaffFacts, job_id: UUID) -> HttpResponseBase:
    """Take a job back into the queue."""
    job = _job_in_scope(staff, job_id)
    form = BackForm(request.POST)
    if not form.is_valid():
        return _render(request, staff, job, form=form)
    given = form.cleaned_data
    try:
        perform(
            take_back,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=str(given["key"]),
            job_id=job.id,
            assignment_id=given["assignment"],
            reason=form.hand_reason,
            words=given["words"],
        )
    except YinuoError as error:
        return _render(request, staff, job, form=form, error=error)
    return _done(request, staff, job, None)


def _done(request: HttpRequest, staff: StaffFacts, job: JobFacts, seat: int | None) -> HttpResponse:
    """The job after it was done: beside the board at once, without scripts by way of its own address."""
    if is_part(request):
        return _render(request, staff, job, seat=seat, is_done=True)
    return redirect("board:job", job.id)


def _job_in_scope(staff: StaffFacts, job_id: UUID) -> JobFacts:
    """The job, for somebody whose scope its case is in; JobUnknown or CaseUnknown for everybody else."""
    job = get_job(job_id)
    case_in_scope(staff, job.case_id)
    return job


def _check_outlet(staff: StaffFacts, technician_id: UUID) -> None:
    """Somebody of a part of the company sends that part's technicians and no others."""
    outlet_ids = list_outlet_ids(staff.scope)
    if outlet_ids is not None and get_technician(technician_id).outlet_id not in outlet_ids:
        raise NotOnDuty


def _render(
    request: HttpRequest,
    staff: StaffFacts,
    job: JobFacts,
    *,
    seat: int | None = None,
    form: HandForm | None = None,
    error: YinuoError | None = None,
    is_done: bool = False,
) -> HttpResponse:
    """The job as it stands at this instant, whatever was refused, with all that was typed."""
    now = clock.now()
    live = find_live_job(job.id)
    case = case_in_scope(staff, job.case_id)
    may_act = is_allowed(staff.role, Verb.OVERRIDE_DISPATCH)
    context: dict[str, Any] = {
        "part": "board/parts/job_panel.html",
        "title": case.number,
        "case": case,
        "owner": owner_name(case),
        "job": job,
        "now": now,
        "error": error.text(language()) if error else "",
        "is_done": is_done,
        "may_act": may_act,
        "explanations": get_explanations(job.case_id, language()),
        "interventions": _interventions(job),
        "news": _news(job),
    }
    if live is not None:
        context |= _seats(staff, live, seat, form, may_act=may_act)
    status = error.status if error else 400 if form is not None and form.errors else 200
    return render(request, PANEL[is_part(request)], context, status=status)


def _seats(
    staff: StaffFacts, live: LiveJob, seat: int | None, form: HandForm | None, *, may_act: bool
) -> dict[str, Any]:
    """Who holds which seat, who could take the one in question, and the forms."""
    now = clock.now()
    (sight,) = job_sights([live])
    ids = {row.technician_id for row in live.assignments}
    row = job_row(sight, name_technicians(ids, language()), now)
    held = {item["assignment"].seat: item for item in row["seats"]}
    every = range(1, live.job.crew + 1)
    if seat is None and isinstance(form, SendForm):
        seat = form.cleaned_data.get("seat")
    empty = next((n for n in every if n not in held), 1)
    chosen = seat if seat is not None and seat in every else empty
    seen = held[chosen]["assignment"].id if chosen in held else None
    candidates = _candidates(staff, list_candidates(live.job.id, chosen, now))
    sending = form if isinstance(form, SendForm) else SendForm(seat=chosen, seen=seen)
    return {
        "row": row,
        "seats": [_seat_item(n, held.get(n), form) for n in every],
        "chosen": chosen,
        "is_held": chosen in held,
        "is_there": chosen in held and held[chosen]["is_there"],
        "first": candidates[:_FIRST],
        "rest": candidates[_FIRST:],
        "send_form": _anew(sending, chosen, seen) if may_act else None,
        "picked": str(sending["technician"].value() or ""),
    }


def _anew(form: SendForm, seat: int, seen: UUID | None) -> SendForm:
    """A refused form is about the seat as it stands now, so that sending it again is a new decision."""
    form.renew(seen=str(seen or ""), seat=str(seat))
    return form


def _seat_item(number: int, item: dict[str, Any] | None, form: HandForm | None) -> dict[str, Any]:
    if item is None:
        return {"number": number, "held": None, "back_form": None}
    assignment_id = item["assignment"].id
    is_mine = isinstance(form, BackForm) and form["assignment"].value() == str(assignment_id)
    back_form = form if form and is_mine else BackForm(assignment=assignment_id)
    back_form.renew()
    return {"number": number, "held": item, "back_form": back_form}


def _candidates(staff: StaffFacts, candidates: tuple[SeatCandidate, ...]) -> list[dict[str, Any]]:
    """Everybody of one's own part of the company: those who can go in front, then why not the others."""
    outlet_ids = list_outlet_ids(staff.scope)
    mine = [c for c in candidates if outlet_ids is None or c.outlet_id in outlet_ids]
    names = name_technicians({c.technician_id for c in mine}, language())
    ordered = sorted(mine, key=lambda c: (c.hindrance is not None, bool(c.cautions)))
    return [_candidate(c, names) for c in ordered]


def _candidate(candidate: SeatCandidate, names: dict[str, str]) -> dict[str, Any]:
    why = [LAW.get(code, code) for code in candidate.law]
    if candidate.hindrance and not why:
        why = [HINDRANCES[candidate.hindrance]]
    return {
        "id": str(candidate.technician_id),
        "name": names.get(str(candidate.technician_id), ""),
        "minutes": round(candidate.minutes),
        "standing": STANDINGS[candidate.standing],
        "late_percent": round(100 * candidate.p_late),
        "cost": f"{candidate.cost:.2f}",
        "why_not": why,
        "cautions": [CAUTIONS[caution] for caution in candidate.cautions],
    }


def _news(job: JobFacts) -> list[tuple[datetime, str]]:
    """What happened last, newest first; that a notice went out is no news to a dispatcher."""
    events = [e for e in list_events("case", job.case_id) if not e.kind.startswith("notice.")]
    return [(event.at, describe(event, language())) for event in reversed(events[-_NEWS:])]


def _interventions(job: JobFacts) -> list[dict[str, Any]]:
    rows = list_interventions(job_id=job.id)
    names = name_technicians({row.technician_id for row in rows}, language())
    return [
        {
            "at": row.made_at,
            "kind": KINDS[row.kind],
            "reason": REASONS[row.reason],
            "words": row.words,
            "name": names.get(str(row.technician_id), ""),
        }
        for row in rows
    ]


def _seat(text: str) -> int | None:
    return int(text) if text in ("1", "2") else None
