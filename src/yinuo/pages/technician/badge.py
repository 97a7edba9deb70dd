"""The badge that a technician holds out: a code that the customer scans, good for two hours, also offline."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yinuo.genuine.badges import issue_badge
from yinuo.pages.frame.qr import qr_svg
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import ENDED

from .scene import Scene, open_scene


@require_safe
@for_staff(Verb.SEE_CASE, own=True)
def show(request: HttpRequest, staff: StaffFacts, visit_id: UUID) -> HttpResponseBase:
    """The code made anew, alone on its page: for a screen that was made too long ago."""
    scene = open_scene(staff, visit_id)
    if not scene.is_open or scene.visit.state in ENDED:
        raise VisitUnknown
    context = {"visit": scene.visit, "case": scene.case, **badge_of(scene)}
    return render(request, "technician/badge.html", context)


def badge_of(scene: Scene) -> dict[str, Any]:
    """The code for the screen of a visit that has not ended, and until when it is good."""
    if scene.visit.state in ENDED:
        return {"badge_qr": None}
    token, until = issue_badge(scene.visit.id, scene.now)
    path = f"{reverse('genuine-badge')}#{token}"
    code = qr_svg(
        urljoin(settings.YINUO_PUBLIC_URL, path), gettext("工牌码，给客户扫"), passing=True
    )
    return {"badge_qr": code, "badge_until": until, "badge_no": scene.technician.badge_no}
