"""Who of the staff looked at whose data: the manager's page, newest first, of everybody or of one person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import map_cases
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.frame.typed import id_in
from yinuo.pages.frame.words import LOOK_REASONS, ROLES
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import LookKind, StaffFacts, Verb
from yinuo.people.reads import list_looks_by, map_staff
from yinuo.store import clock

from .nav import company_nav, export_path

_PAGE = 50


@require_safe
@for_staff(Verb.SEE_LOOKS)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The list; `staff` narrows it to one person, `before` continues it. Of cases outside the manager's
    scope nothing is shown."""
    who, before = id_in(request.GET.get("staff", "")), id_in(request.GET.get("before", ""))
    looks = list_looks_by(who, before=before, limit=_PAGE + 1)
    shown = looks[:_PAGE]
    cases = map_cases({look.case_id for look in shown if look.case_id})
    people = map_staff({look.staff_id for look in shown})
    own = list_outlet_ids(staff.scope)
    path = reverse("company:looks")
    query = {"staff": str(who)} if who else {}
    context = {
        "company_nav": company_nav(staff, "company:looks"),
        "who": people.get(who) if who else None,
        "rows": [
            {
                "look": look,
                "person": people.get(look.staff_id),
                "role": ROLES[look.role],
                "is_whole": look.kind is LookKind.CONTACT,
                "reason": LOOK_REASONS[look.reason],
                "case": cases.get(look.case_id) if look.case_id else None,
            }
            for look in shown
            if _is_own(cases.get(look.case_id) if look.case_id else None, own)
        ],
        "newer": f"{path}?{urlencode(query)}" if before else "",
        "export_path": export_path(staff, "looks", **query),
        "older": f"{path}?{urlencode({**query, 'before': str(shown[-1].id)})}"
        if len(looks) > _PAGE
        else "",
        "now": clock.now(),
    }
    return render(request, "company/looks.html", context)


def _is_own(case: CaseFacts | None, own: frozenset[UUID] | None) -> bool:
    return own is None or (case is not None and case.outlet_id in own)
