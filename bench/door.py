"""The thinnest door to intake over HTTP: one JSON report in, its answer out.

The product's own WSGI server, settings and middleware stand before it, and `perform` behind it; only the
form, the check of its fields and the page that answers are left out.
"""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from yinuo.base.actor import Actor
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import FaultReport
from yinuo.outlet.reads import find_company
from yinuo.store import clock
from yinuo.store.perform import perform


class Knock(msgspec.Struct):
    """What comes in."""

    key: str
    report: FaultReport


@csrf_exempt
def take(request: HttpRequest) -> HttpResponse:
    """Take a report as the report page does: through the front door, with the form's key."""
    knock = msgspec.json.decode(request.body, type=Knock)
    company = find_company()
    assert company is not None
    answer = perform(
        report_fault,
        actor=Actor.system("web"),
        now=clock.now(),
        key=knock.key,
        report=knock.report,
        company_id=company.id,
    )
    return JsonResponse({"kind": answer.kind, "case": answer.case_id}, status=201)


urlpatterns = [path("report", take)]
