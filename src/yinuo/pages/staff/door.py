"""The door of the company's pages: who may come in, and what an error says to somebody who can't."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yinuo.base.errors import NotAllowed, YinuoError
from yinuo.pages.frame.language import language
from yinuo.people.facts import Access, StaffFacts, StaffRole, Verb
from yinuo.people.reads import get_staff, is_allowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, StaffFacts, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_HOMES = {StaffRole.TECHNICIAN: "technician:visits"}


def for_staff(verb: Verb, *, own: bool = False) -> Callable[[View[P]], Guarded[P]]:
    """Let in whoever may do this, `own` meaning: to what is their own, which the page sees to.

    Nobody logged in goes to the login page and comes back; a wrong role gets 403; an error a page raises
    is told in words. Nothing of these pages is kept by a browser or a proxy.
    """
    access = Access(is_own=own)

    def guard(view: View[P]) -> Guarded[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            staff = get_staff(request.user.pk)
            if not is_allowed(staff.role, verb, access=access):
                return show_error(request, NotAllowed())
            try:
                return view(request, staff, *args, **kwargs)
            except YinuoError as error:
                return show_error(request, error)

        return never_cache(cast("Guarded[P]", guarded))

    return guard


def show_error(request: HttpRequest, error: YinuoError) -> HttpResponse:
    """A page that says what happened, what was kept and what to do now."""
    context = {"error": error.text(language())}
    return render(request, "staff/error.html", context, status=error.status)


def home_of(role: StaffRole) -> str:
    """The name of the first page of somebody of this role."""
    return _HOMES.get(role, "company:cases")
