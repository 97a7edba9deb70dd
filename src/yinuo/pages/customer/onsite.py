"""What the promise page says of a visit: who comes, why it stopped, what was paid, and its photos."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts, CaseState
from yinuo.intake.reads import is_somebody_coming
from yinuo.outlet.facts import TechnicianFacts
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import ShownPhoto, photo_response, shown_photos
from yinuo.pages.frame.slip import crew_of
from yinuo.work.visit.facts import StopCause, VisitFacts
from yinuo.work.visit.reads import (
    find_unconfirmed_payment,
    get_photo_bytes,
    list_photos_of_case,
)

from .door import for_customer
from .person import photo_path

STOPS = {
    StopCause.SAFETY_OR_LEGAL: _("出于安全或法律的原因，师傅不能继续。"),
    StopCause.NOBODY_THERE: _("没有成年人能接待师傅。"),
    StopCause.NO_PROOF: _("开锁需要的证明没有备齐，所以没有动手。"),
    StopCause.PART_MISSING: _("缺少要换的配件，今天修不了。"),
    StopCause.CUSTOMER_ENDS: _("按您的要求结束了这次上门。"),
}


@for_customer
@require_safe
def show_photo(request: HttpRequest, case: CaseFacts, photo_id: UUID) -> HttpResponseBase:
    """A photo of one's own case."""
    return photo_response(get_photo_bytes(photo_id, case_id=case.id))


def stop_of(case: CaseFacts, visit: VisitFacts | None) -> dict[str, Any]:
    """Why the last visit was stopped and what the customer may do, as long as nobody else comes."""
    cause = visit.stop_cause if visit is not None else None
    is_waiting = case.state is CaseState.OPEN and cause is not None
    if cause is None or not is_waiting or is_somebody_coming(case.id):
        return {"stop": ""}
    return {"stop": STOPS[cause], "may_come_again": cause.may_come_again}


def payment_of(case: CaseFacts) -> dict[str, Any]:
    """The payment that the customer is asked about; it may be that of an earlier visit."""
    payment = find_unconfirmed_payment(case.id)
    return {"payment": payment, "asks_price": payment is not None}


def shown_crew_of(case: CaseFacts, visit: VisitFacts) -> list[dict[str, str]]:
    """Who comes, as `parts/who.html` takes each, with a photo that this case's customer may open."""
    return [_who(one) | {"photo_path": photo_path(case, one.id)} for one in crew_of(visit)]


def photos_of(case: CaseFacts) -> tuple[ShownPhoto, ...]:
    """The photos kept of one's own case."""
    return shown_photos(
        list_photos_of_case(case.id), lambda id: reverse("case-photo", args=[case.id, id])
    )


def _who(technician: TechnicianFacts) -> dict[str, str]:
    is_en = language().startswith("en")
    return {
        "name": technician.name_en if is_en else technician.name_zh,
        "badge_no": technician.badge_no,
        "outlet_name": technician.outlet_name_en if is_en else technician.outlet_name_zh,
    }
