"""One visit: a screen that shows the next step, and the address that every step is sent to."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.errors import YinuoError
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import photo_response
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.reads import get_photo_bytes

from .scene import Scene, open_scene
from .screen import build_news, build_screen
from .sending import receive
from .tasks import TASKS, TaskForm

_CLOSED = "technician/closed.html"


@require_safe
@for_staff(Verb.SEE_CASE, own=True)
def show(request: HttpRequest, staff: StaffFacts, visit_id: UUID) -> HttpResponseBase:
    """The screen of a visit as it stands."""
    scene = open_scene(staff, visit_id)
    if not scene.is_open:
        return render(request, _CLOSED, {"visit": scene.visit, "case": scene.case})
    return render(request, "technician/visit.html", build_screen(scene))


@require_safe
@for_staff(Verb.SEE_CASE, own=True)
def show_now(request: HttpRequest, staff: StaffFacts, visit_id: UUID) -> HttpResponseBase:
    """What the customer did since the screen was made, for a page that listens; forms on it stay whole."""
    news = build_news(open_scene(staff, visit_id), request.GET.get("seen", ""))
    return render(request, "technician/parts/news.html", news)


@require_safe
@for_staff(Verb.SEE_CASE, own=True)
def show_photo(
    request: HttpRequest, staff: StaffFacts, visit_id: UUID, photo_id: UUID
) -> HttpResponseBase:
    """A photo of the visit, as long as its technician may see the case (PD-06)."""
    scene = open_scene(staff, visit_id)
    if not scene.is_open:
        raise VisitUnknown
    data = get_photo_bytes(photo_id, case_id=scene.case.id, visit_id=scene.lead.id)
    return photo_response(data)


@require_POST
@for_staff(Verb.WORK_VISIT, own=True)
def do(request: HttpRequest, staff: StaffFacts, visit_id: UUID, task: str) -> HttpResponseBase:
    """Do one thing: out of a phone's outbox, or as a form without script sends it. Whatever keeps it from
    being done is said on the same screen, with all that was typed."""
    if task not in TASKS:
        raise Http404
    if "outbox" in request.POST:
        return receive(request, open_scene(staff, visit_id), task)
    form = TASKS[task](open_scene(staff, visit_id), request.POST, request.FILES)
    error: YinuoError | None = None
    try:
        if form.is_valid() and form.act():
            return _go_on(form, visit_id)
    except YinuoError as refused:
        error = refused
    return _show_again(request, open_scene(staff, visit_id), form, error)


def _go_on(form: TaskForm, visit_id: UUID) -> HttpResponse:
    if form.ends_on_list:
        return redirect("technician:visits")
    return redirect("technician:visit", visit_id)


def _show_again(
    request: HttpRequest, scene: Scene, form: TaskForm, error: YinuoError | None
) -> HttpResponse:
    """The visit as it stands now: a refused step may have been done meanwhile from another window."""
    if not scene.is_open:
        context = {"visit": scene.visit, "case": scene.case}
        return render(request, _CLOSED, context, status=error.status if error else 409)
    context = build_screen(scene, form) | {"error": error.text(language()) if error else None}
    status = error.status if error else 400 if form.errors else 200
    return render(request, "technician/visit.html", context, status=status)
