"""Composes a visit's screen: the one thing to do next, what else may be done now, and what is done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from yinuo.case.reads import get_proof_state
from yinuo.outlet.reads import name_technicians
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import shown_photos
from yinuo.pages.frame.quote_rows import QuoteRow, quote_rows
from yinuo.pages.frame.timeline import TimelineStep
from yinuo.pages.live.ticket import issue_ticket
from yinuo.people.reads import get_address, get_unit
from yinuo.promise.facts import PromiseState
from yinuo.promise.reads import find_arrival
from yinuo.work.visit.facts import (
    BEFORE_ARRIVAL,
    ENDED,
    ItemQuoteFacts,
    QuoteState,
    RepairFacts,
    Step,
    VisitState,
)
from yinuo.work.visit.reads import (
    find_quote,
    get_arrival_signs,
    list_deeds,
    list_partners,
    list_parts,
    list_photos,
    list_quotes,
    list_repairs,
    list_steps,
)

from .badge import badge_of
from .navigate import navigate_link
from .part import phone_part
from .scene import Scene, fault_name
from .tasks import TASKS, TaskForm
from .words import STATES, STEPS


def list_forms(scene: Scene, tried: TaskForm | None = None) -> list[TaskForm]:
    """The forms of what may be done now, the next step first; a tried one keeps what was typed into it."""
    names = [deed.value for deed in list_deeds(scene.visit.id)]
    forms = (tried if tried and tried.name == name else TASKS[name](scene) for name in names)
    return [form for form in forms if form.has_choice]


def build_screen(scene: Scene, tried: TaskForm | None = None) -> dict[str, Any]:
    """Everything that the template of a visit shows; a tried form keeps what was typed into it."""
    forms = list_forms(scene, tried)
    is_waiting = scene.visit.state is VisitState.ON_SITE and _waits(scene)
    is_alone = scene.moment.waits_for_crew
    has_next = not (is_waiting or is_alone) and bool(forms) and forms[0].name != "stop"
    return {
        "next": forms[0] if has_next else None,
        "others": forms[1:] if has_next else forms,
        "tried": tried,
        "is_waiting": is_waiting,
        "is_alone": is_alone,
        **_live(scene),
        **about(scene),
        **_done(scene),
    }


def build_news(scene: Scene, seen: str) -> dict[str, Any]:
    """What a screen asks for that was made when the visit stood as `seen` says; of a visit that the
    technician may no longer see only that it is closed."""
    if not scene.is_open:
        return {"visit": scene.visit, "now": scene.now, "is_closed": True, "changed": True}
    return {
        "visit": scene.visit,
        "quote": find_quote(scene.lead.id),
        "now": scene.now,
        "ticket": issue_ticket(scene.case.id),
        "changed": seen != marker(scene),
        "has_just_arrived": scene.moment.next_step is Step.PRICE_LIST,
    }


def marker(scene: Scene) -> str:
    """Where the visit stands, as far as customer or partner can change it: another marker means news."""
    moment, quote = scene.moment, find_quote(scene.lead.id)
    decided = f"{quote.version}{quote.state}" if quote else ""
    parts = (
        *(scene.visit.state, moment.next_step or "", decided, moment.has_photo_consent),
        *(partner.state for partner in list_partners(scene.visit.id)),
    )
    return "-".join(str(part) for part in parts)


def _live(scene: Scene) -> dict[str, Any]:
    """The screen hears by itself what the customer does: taps, decides, consents, cancels."""
    path = reverse("technician:now", args=[scene.visit.id])
    return {
        "is_live": scene.visit.state not in ENDED,
        "now_path": f"{path}?{urlencode({'seen': marker(scene)})}",
        "stream_url": settings.YINUO_STREAM_URL,
        "ticket": issue_ticket(scene.case.id),
        "changed": False,
    }


def _waits(scene: Scene) -> bool:
    """Whether it is the customer's turn: a quote to decide on, or consent to drilling."""
    return scene.moment.is_quote_open or scene.moment.next_step is Step.DESTRUCTIVE


def about(scene: Scene) -> dict[str, Any]:
    """Where, what and by when; never the customer's number, never the arrival code."""
    case = scene.case
    promise = find_arrival(case.id)
    is_english = language().startswith("en")
    help_text = scene.fault.self_help
    return {
        "scene": scene,
        "visit": scene.visit,
        "case": case,
        **phone_part(scene.technician.id, scene.visit),
        "state": STATES[scene.visit.state],
        "now": scene.now,
        "is_before_arrival": scene.visit.state in BEFORE_ARRIVAL,
        "navigate": navigate_link(case.point) if scene.visit.state in BEFORE_ARRIVAL else "",
        "address": get_address(case.address_id) if case.address_id else None,
        "fault": fault_name(case),
        "self_help": help_text and (help_text.en if is_english else help_text.zh),
        "promise": promise,
        "is_running": bool(promise and promise.state is PromiseState.RUNNING),
        "badge_word": get_arrival_signs(scene.visit.id).badge_word,
        **badge_of(scene),
        "unit": get_unit(scene.lead.unit_id) if scene.lead.unit_id else None,
        "partners": _partners(scene),
        "leads": scene.lead.leader_id == scene.technician.id,
    }


def _partners(scene: Scene) -> list[dict[str, Any]]:
    """Who else comes to this job, and where each stands; both of two know whom to wait for."""
    partners = list_partners(scene.visit.id)
    names = name_technicians({one.technician_id for one in partners}, language())
    return [
        {
            "name": names[str(one.technician_id)],
            "state": STATES[one.state],
            "leads": scene.lead.leader_id == one.technician_id
            and scene.lead.arrived_at is not None,
        }
        for one in partners
    ]


def _done(scene: Scene) -> dict[str, Any]:
    """What has been done, for a look back: by the first of two, who writes the steps for both."""
    visit_id = scene.lead.id
    quote = find_quote(visit_id)
    return {
        "done": [TimelineStep(str(STEPS[step.step]), step.at) for step in list_steps(visit_id)],
        "quote": quote,
        "rows": rows_of(visit_id, quote) if quote else (),
        "parts": list_parts(visit_id),
        "photos": shown_photos(list_photos(visit_id), lambda id: _photo_path(scene, id)),
        "proof": get_proof_state(scene.case.id),
        "repairs": _repairs(scene),
    }


def _photo_path(scene: Scene, photo_id: UUID) -> str:
    return reverse("technician:photo", args=[scene.visit.id, photo_id])


def _repairs(scene: Scene) -> tuple[RepairFacts, ...]:
    """What was repaired before on the product whose plate was read at this visit (AF-03)."""
    lead = scene.lead
    if lead.unit_id is None or not lead.is_serial_read:
        return ()
    return tuple(one for one in list_repairs(lead.unit_id) if one.visit_id != lead.id)


def rows_of(visit_id: UUID, quote: ItemQuoteFacts) -> tuple[QuoteRow, ...]:
    """A quote's lines, held against those that the customer accepted before, if any."""
    accepted = [one for one in list_quotes(visit_id) if one.state is QuoteState.ACCEPTED]
    before = next((one.lines for one in accepted if one != quote), None)
    return quote_rows(quote.lines, before)
