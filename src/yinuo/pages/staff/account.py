"""One's own login: the second factor, the browsers that are trusted, and where one is in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.people.actions import (
    end_logins,
    end_one_login,
    forget_devices,
    renew_backup_codes,
)
from yinuo.people.facts import StaffFacts
from yinuo.people.logins import count_trusted, find_factor, list_logins
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import for_everybody
from .session import DEVICE_COOKIE, leave, login_id_of, needs_factor


@require_safe
@for_everybody
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """How one's login stands."""
    factor = find_factor(staff.id)
    context = {
        "staff": staff,
        "factor": factor if factor and factor.confirmed_at else None,
        "needs_factor": needs_factor(),
        "trusted": count_trusted(staff.id, clock.now()),
        "logins": list_logins(staff.id, clock.real_now()),
        "here": login_id_of(request),
        "real_now": clock.real_now(),
    }
    return render(request, "staff/account.html", context)


@require_POST
@for_everybody
def renew_codes(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Ten new backup codes, shown this once."""
    codes = perform(
        renew_backup_codes, actor=Actor.staff(staff.id), now=clock.now(), staff_id=staff.id
    )
    return render(request, "staff/backup_codes.html", {"codes": codes, "wanted": "account"})


@require_POST
@for_everybody
def forget(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Ask for a code again at every browser."""
    perform(forget_devices, actor=Actor.staff(staff.id), now=clock.now(), staff_id=staff.id)
    response: HttpResponse = redirect("account")
    response.delete_cookie(DEVICE_COOKIE, samesite="Strict")
    return response


@require_POST
@for_everybody
def end(request: HttpRequest, staff: StaffFacts, login_id: UUID) -> HttpResponseBase:
    """End one of one's own logins; this browser's own is a logout."""
    if login_id == login_id_of(request):
        leave(request)
        return redirect("login")
    ended = perform(
        end_one_login,
        actor=Actor.staff(staff.id),
        now=clock.real_now(),
        login_id=login_id,
        staff_id=staff.id,
    )
    if not ended:
        raise Http404
    return redirect("account")


@require_POST
@for_everybody
def end_others(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """End all of one's logins but this one."""
    perform(
        end_logins,
        actor=Actor.staff(staff.id),
        now=clock.real_now(),
        staff_id=staff.id,
        keep=login_id_of(request),
    )
    return redirect("account")
