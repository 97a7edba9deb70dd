"""A visit as a phone keeps it for hours without a connection: its plan, every form that may come, and
prices."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yinuo.outlet.facts import TariffGroup
from yinuo.pages.frame.tags import says
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import (
    BEFORE_ARRIVAL,
    ENDED,
    Deed,
    Plan,
    QuoteLineFacts,
    QuoteState,
)
from yinuo.work.visit.reads import (
    find_quote,
    get_plan,
    list_ceilings,
    list_owed,
    list_parts,
    next_seq,
)

from .part import KEEP_FOR, KEPT_FOR
from .scene import Scene, open_scene
from .screen import about
from .tasks import TASKS
from .tasks.finding import Quote
from .tasks.form import TaskForm
from .tasks.work import HandOver, Part
from .words import STATES

_FITTED = (TariffGroup.PART.value, TariffGroup.MATERIAL.value)


@require_safe
@for_staff(Verb.SEE_CASE, own=True)
def show(request: HttpRequest, staff: StaffFacts, visit_id: UUID) -> HttpResponseBase:
    """What the phone keeps; `outbox` names the phone's own row of steps, whose count the plan goes on from.

    Not for a visit that its technician may no longer see: what a phone has kept of that it then drops.
    """
    scene = open_scene(staff, visit_id)
    if not scene.is_open or scene.visit.state in ENDED:
        raise VisitUnknown
    plan = get_plan(visit_id)
    forms = _forms(scene, plan)
    context = about(scene) | {
        "forms": forms,
        "kept": _kept(scene, plan, id_in(request.GET.get("outbox", ""))),
    }
    answer = render(request, "technician/offline.html", context)
    answer[KEEP_FOR] = f"{KEPT_FOR.total_seconds():.0f}"
    return answer


def _forms(scene: Scene, plan: Plan) -> list[TaskForm]:
    """A blank form of each deed that the plan comes to."""
    names = dict.fromkeys(deed for node in plan.nodes for deed in node.deeds)
    return [_form(scene, deed) for deed in names]


def _form(scene: Scene, deed: Deed) -> TaskForm:
    """Ahead of its turn a form can't know what will have been accepted by then: it offers all, and the phone
    leaves what its own steps have made of it."""
    kind = TASKS[deed.value]
    if kind is Part:
        return Part(scene, ahead=True)
    if kind is HandOver:
        return HandOver(scene, ahead=scene.moment.next_step is not None)
    return kind(scene)


def _kept(scene: Scene, plan: Plan, outbox: UUID | None) -> dict[str, Any]:
    """What the phone's script goes by; nothing in it is worked out there but sums."""
    visit_id = scene.visit.id
    return {
        "visit": str(visit_id),
        "path": reverse("technician:visit", args=[visit_id]),
        "outbox": str(outbox) if outbox else None,
        "next_seq": next_seq(visit_id, outbox) if outbox else 1,
        "saved_at": scene.now.isoformat(),
        "plan": [_node(plan, number) for number in range(len(plan.nodes))],
        "prices": _prices(scene, plan),
        "owed": [_line(line) for line in list_owed(visit_id)],
        "open": [_line(line) for line in _open_lines(scene)],
        "fitted": Counter({part.code: part.quantity for part in list_parts(scene.lead.id)}),
    }


def _open_lines(scene: Scene) -> tuple[QuoteLineFacts, ...]:
    """The lines of the quote that waits for the customer."""
    quote = find_quote(scene.lead.id)
    return quote.lines if quote is not None and quote.state is QuoteState.PROPOSED else ()


def _node(plan: Plan, number: int) -> dict[str, Any]:
    node = plan.nodes[number]
    ways = {
        deed.value: [{"when": dict(fork.when), "to": fork.to} for fork in forks]
        for deed, forks in node.ways.items()
    }
    return {
        "state": str(STATES[node.state]),
        "is_before_arrival": node.state in BEFORE_ARRIVAL,
        "deeds": list(node.deeds),
        "wait": node.wait,
        "ways": ways,
    }


def _prices(scene: Scene, plan: Plan) -> list[dict[str, Any]]:
    """What each line costs at most, where a quote may still be made: what the customer signs for here."""
    if not any(Deed.QUOTE in node.deeds for node in plan.nodes):
        return []
    codes = [line.code for line in Quote(scene).tariff]
    lines = list_ceilings(scene.lead.id, codes)
    return [_line(line) | {"is_added": line.code not in codes} for line in lines]


def _line(line: QuoteLineFacts) -> dict[str, Any]:
    """`is_fitted`: charged as far as it was fitted; the others are charged as accepted."""
    return {
        "code": line.code,
        "name": says(line, "name"),
        "fen": line.unit_price_fen,
        "quantity": line.quantity,
        "is_fitted": line.group in _FITTED,
    }
