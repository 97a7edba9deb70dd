"""A member of staff's browser says yes or no to nudges about his work."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from yinuo.base.actor import Actor
from yinuo.notice.facts import RecipientKind
from yinuo.pages.frame.push import take_subscription
from yinuo.people.facts import StaffFacts

from .door import for_everybody


@require_POST
@for_everybody
def take(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Add or remove this browser."""
    return take_subscription(request, RecipientKind.STAFF, staff.id, Actor.staff(staff.id))
