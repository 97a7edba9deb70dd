"""Links for the first login of those who have no password yet, shown once."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.pages.frame.words import ROLES
from yinuo.pages.staff.door import for_staff
from yinuo.people.actions import invite_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.invites import INVITE_LIFE, list_without_password
from yinuo.store import clock
from yinuo.store.perform import perform

from .nav import company_nav
from .numbers import whole_company


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.ADD_STAFF)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Who waits for one; sent, the links. They can't be shown again, only made anew."""
    whole_company(staff)
    links = []
    if request.method == "POST":
        made = perform(invite_staff, actor=Actor.staff(staff.id), now=clock.now())
        links = [(one, _url(token)) for one, token in made]
    context = {
        "company_nav": company_nav(staff, "company:staff"),
        "links": links,
        "waiting": [(one, ROLES[one.role]) for one in list_without_password()],
        "days": INVITE_LIFE.days,
    }
    return render(request, "company/invites.html", context)


def _url(token: str) -> str:
    return f"{settings.YINUO_PUBLIC_URL}{reverse('login-first', args=[token])}"
