"""The door of the company's pages: who may come in, and what an error says to somebody who can't."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from yinuo.base.errors import NotAllowed, YinuoError
from yinuo.case.facts import CaseFacts, CaseUnknown
from yinuo.case.reads import get_case
from yinuo.outlet.reads import list_outlet_ids, running_scope
from yinuo.pages.frame.language import language
from yinuo.people.facts import Access, StaffFacts, StaffRole, Verb
from yinuo.people.reads import is_allowed, staff_of
from yinuo.store import clock
from yinuo.store.look import look_or_write

from .session import is_in, leave

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, StaffFacts, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class OutletEnded(NotAllowed):
    """The outlet that somebody works for isn't authorised any more: its people see nothing (PD-03)."""

    code = "outlet_ended"
    zh = "您所在网点的授权已经结束，所以看不到单子了。续期后自动恢复；有疑问请联系总部。"
    en = (
        "Your outlet's authorisation has ended, so no cases are shown. They come back when it is "
        "renewed; please ask head office."
    )


_HOMES = {
    StaffRole.TECHNICIAN: "technician:visits",
    StaffRole.DESK: "desk:home",
    StaffRole.DISPATCHER: "board:board",
}


def for_staff(verb: Verb, *, own: bool = False) -> Callable[[View[P]], Guarded[P]]:
    """Let in whoever may do this, `own` meaning: to what is their own, which the page sees to.

    Nobody logged in goes to the login page and comes back; a wrong role gets 403; an error a page raises
    is told in words. Nothing of these pages is kept by a browser or a proxy. Somebody of an outlet sees what
    is that outlet's, and nothing once its authorisation has ended (PD-03).
    """
    access = Access(is_own=own)

    def guard(view: View[P]) -> Guarded[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            staff = _find_staff(request)
            if staff is None:
                return _to_login(request)
            if not is_allowed(staff.role, verb, access=access):
                return show_error(request, NotAllowed())
            scope = running_scope(staff.scope, clock.now())
            if scope is None:
                return show_error(request, OutletEnded())
            try:
                with look_or_write(request.method):
                    return view(request, replace(staff, scope=scope), *args, **kwargs)
            except YinuoError as error:
                return show_error(request, error)

        return never_cache(cast("Guarded[P]", guarded))

    return guard


def for_everybody(view: View[P]) -> Guarded[P]:
    """Let in whoever of the staff is logged in, of any role: for pages about their own login."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        staff = _find_staff(request)
        if staff is None:
            return _to_login(request)
        try:
            return view(request, staff, *args, **kwargs)
        except YinuoError as error:
            return show_error(request, error)

    return never_cache(cast("Guarded[P]", guarded))


def _find_staff(request: HttpRequest) -> StaffFacts | None:
    """Who is in at this browser; None for nobody, and for a login that was ended or stood unused."""
    if not request.user.is_authenticated:
        return None
    staff = staff_of(request.user)
    return staff if is_in(request, staff) else None


def _to_login(request: HttpRequest) -> HttpResponseBase:
    """The login page, which leads back here; a login that has just ended says so there. A script is told that
    nobody is logged in: it keeps what it has, and a redirect would look to it like an answer."""
    if _is_script(request):
        return JsonResponse({"outcome": "login"}, status=401)
    has_ended = request.user.is_authenticated
    if has_ended:
        leave(request)
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    answer = redirect_to_login(wanted)
    return redirect(f"{answer.url}&ended=1") if has_ended else answer


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def case_in_scope(staff: StaffFacts, case_id: UUID) -> CaseFacts:
    """The case, for somebody whose scope it is in; for everybody else CaseUnknown, as if there were none."""
    case = get_case(case_id)
    outlet_ids = list_outlet_ids(staff.scope)
    if outlet_ids is not None and case.outlet_id not in outlet_ids:
        raise CaseUnknown
    return case


def show_error(request: HttpRequest, error: YinuoError) -> HttpResponse:
    """A page that says what happened, what was kept and what to do now; a script is told the same in JSON."""
    if _is_script(request):
        said = {"outcome": "refused", "text": error.text(language())}
        return JsonResponse(said, status=error.status)
    context = {"error": error.text(language())}
    return render(request, "staff/error.html", context, status=error.status)


def home_of(role: StaffRole) -> str:
    """The name of the first page of somebody of this role."""
    return _HOMES.get(role, "company:cases")
