"""The board: the page, and the same picture as data for each look after a word of the stream."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yinuo.outlet.reads import list_outlets
from yinuo.pages.live.ticket import BoardTicket, issue_board_ticket
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import ScopeKind, StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.store import clock

from .picture import MOST_JOBS, Picture, take_picture
from .rows import (
    SOON,
    TONES,
    job_data,
    job_rows,
    ms,
    technician_data,
    technician_rows,
    zone_name,
)


@require_safe
@for_staff(Verb.SEE_BOARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The page; `zone` narrows it to one dispatch zone. Without scripts it is a list with links to forms."""
    picture = take_picture(staff.scope, request.GET.get("zone"), clock.now())
    jobs, technicians = job_rows(picture), technician_rows(picture)
    context = {
        "jobs": jobs,
        "technicians": technicians,
        "counts": _counts(jobs, technicians),
        "has_more": picture.has_more,
        "most": MOST_JOBS,
        "zones": [(zone, zone_name(zone), zone == picture.zone) for zone in picture.zones],
        "zone": picture.zone,
        "may_act": is_allowed(staff.role, Verb.OVERRIDE_DISPATCH),
        "now": picture.now,
        "data": _data(staff, picture, jobs, technicians, html=False) | _fixed(picture),
        "stream_url": settings.YINUO_STREAM_URL,
        "tiles": {
            "url": settings.YINUO_TILES_URL,
            "datum": settings.YINUO_TILES_DATUM,
            "credit": settings.YINUO_TILES_CREDIT,
        },
    }
    return render(request, "board/board.html", context)


@require_safe
@for_staff(Verb.SEE_BOARD)
def show_now(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The picture of this instant as data: rows as they stand in the lists, figures for map and timeline, the
    server's time, and a new ticket for the stream."""
    picture = take_picture(staff.scope, request.GET.get("zone"), clock.now())
    return JsonResponse(_data(staff, picture, job_rows(picture), technician_rows(picture)))


def _data(
    staff: StaffFacts,
    picture: Picture,
    jobs: list[dict[str, Any]],
    technicians: list[dict[str, Any]],
    *,
    html: bool = True,
) -> dict[str, Any]:
    """The picture as data; `html` with each row as it stands in the lists, which the page itself has."""
    return {
        "now": ms(picture.now),
        "ticket": issue_board_ticket(_ticket(staff, picture)),
        "jobs": [job_data(row, html=html) for row in jobs],
        "technicians": [technician_data(row, html=html) for row in technicians],
        "counts": _counts(jobs, technicians),
    }


def _fixed(picture: Picture) -> dict[str, Any]:
    """What doesn't change while the page is open."""
    query = f"?zone={picture.zone}" if picture.zone else ""
    return {
        "path": f"{reverse('board:now')}{query}",
        "soon": round(SOON.total_seconds() * 1000),
        "tones": {tone: str(text) for tone, text in TONES.items()},
        "speed": clock.speed(),
        "outlets": [
            {"lat": outlet.point.lat, "lng": outlet.point.lng, "name": outlet.name_zh}
            for outlet in picture.outlets
        ],
    }


def _ticket(staff: StaffFacts, picture: Picture) -> BoardTicket:
    if picture.zone:
        return BoardTicket(staff.scope, (picture.zone,))
    if staff.scope.kind is ScopeKind.OUTLET:
        outlets = list_outlets(staff.scope)
        return BoardTicket(staff.scope, tuple(sorted({outlet.region for outlet in outlets})))
    return BoardTicket(staff.scope)


def _counts(jobs: list[dict[str, Any]], technicians: list[dict[str, Any]]) -> dict[str, int]:
    """The figures at the top; those that depend on the time left are counted on by the page."""
    tones = Counter(row["standing"].tone for row in jobs)
    working = Counter(row["tone"] for row in technicians)
    return {
        "bad": tones["bad"],
        "warn": tones["warn"],
        "unassigned": sum(row["missing"] > 0 for row in jobs),
        "jobs": len(jobs),
        "driving": working["driving"],
        "working": working["working"],
        "idle": working["idle"],
        "paused": working["paused"],
    }
