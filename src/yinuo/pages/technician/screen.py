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
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.work.visit.facts import (
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
    list_partners,
    list_parts,
    list_photos,
    list_quotes,
    list_repairs,
    list_steps,
)

from .badge import badge_of
from .scene import Scene, fault_name
from .tasks import TASKS, TaskForm
from .words import STATES, STEPS

_BY_STATE = {
    VisitState.PLANNED: ("leave", "late", "decline"),
    VisitState.ON_THE_WAY: ("knock", "code", "late", "decline"),
    VisitState.AT_DOOR: ("code", "knock"),
}
_BY_STEP = {
    Step.PRICE_LIST: "price-list",
    Step.ADULT: "adult",
    Step.DIAGNOSIS: "diagnosis",
    Step.QUOTE: "quote",
    Step.WORK: "start",
    Step.OPENING: "opening",
    Step.NEW_CODE: "new-code",
    Step.TEST: "test",
    Step.FIXING: "fixing",
    Step.OLD_PARTS: "old-parts",
    Step.HAND_OVER: "hand-over",
    Step.STATEMENT: "statement",
    Step.PAYMENT: "payment",
    Step.FINISH: "finish",
}
_PHOTO_STEPS = (Step.DIAGNOSIS, Step.QUOTE, Step.WORK, Step.TEST, Step.FIXING, Step.HAND_OVER)


def list_tasks(scene: Scene) -> tuple[str, ...]:
    """The names of what may be done now, the next step first; empty once the visit has ended."""
    state = scene.visit.state
    if state in ENDED:
        return ()
    if state is VisitState.ON_SITE:
        return (*(_on_site(scene) if scene.visit.seat == 1 else ()), "stop")
    is_at_work = scene.lead.id != scene.visit.id and scene.lead.state is VisitState.ON_SITE
    return _BY_STATE[state] if is_at_work else (*_BY_STATE[state], "stop")


def _on_site(scene: Scene) -> tuple[str, ...]:
    moment = scene.moment
    tasks = [] if moment.next_step is None else [_next_task(scene, moment.next_step)]
    if moment.is_quote_open:
        tasks = []
    if moment.next_step is Step.DIAGNOSIS and moment.may_read_serial:
        tasks.append("serial")
    if moment.may_fit_parts:
        tasks.append("part")
    if moment.next_step in _PHOTO_STEPS:
        tasks.append("photo")
    if moment.may_propose and "quote" not in tasks:
        tasks.append("quote")
    return tuple(task for task in tasks if task)


def _next_task(scene: Scene, step: Step) -> str:
    """The task of a step; none where it is the customer's turn."""
    if step is Step.OWNERSHIP:
        return "ownership" if scene.moment.is_proven else "proof"
    return _BY_STEP.get(step, "")


def build_screen(scene: Scene, tried: TaskForm | None = None) -> dict[str, Any]:
    """Everything that the template of a visit shows; a tried form keeps what was typed into it."""
    names = list_tasks(scene)
    forms = [tried if tried and tried.name == name else TASKS[name](scene) for name in names]
    forms = [form for form in forms if form.has_choice]
    is_waiting = scene.visit.state is VisitState.ON_SITE and _waits(scene)
    has_next = not is_waiting and bool(forms) and forms[0].name != "stop"
    return {
        "scene": scene,
        "visit": scene.visit,
        "case": scene.case,
        "state": STATES[scene.visit.state],
        "now": scene.now,
        "is_before_arrival": scene.visit.state in _BY_STATE,
        "next": forms[0] if has_next else None,
        "others": forms[1:] if has_next else forms,
        "tried": tried,
        "is_waiting": is_waiting,
        "is_second": scene.visit.seat > 1 and scene.visit.state is VisitState.ON_SITE,
        **_live(scene),
        **_about(scene),
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


def _about(scene: Scene) -> dict[str, Any]:
    """Where, what and by when; never the customer's number, never the arrival code."""
    case = scene.case
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    is_english = language().startswith("en")
    help_text = scene.fault.self_help
    return {
        "address": get_address(case.address_id) if case.address_id else None,
        "fault": fault_name(case),
        "self_help": help_text and (help_text.en if is_english else help_text.zh),
        "promise": promise,
        "is_running": bool(promise and promise.state is PromiseState.RUNNING),
        "badge_word": get_arrival_signs(scene.visit.id).badge_word,
        **badge_of(scene),
        "unit": get_unit(scene.lead.unit_id) if scene.lead.unit_id else None,
        "partners": _partners(scene),
    }


def _partners(scene: Scene) -> list[dict[str, Any]]:
    """Who else comes to this job, and where each stands; both of two know whom to wait for."""
    partners = list_partners(scene.visit.id)
    names = name_technicians({one.technician_id for one in partners}, language())
    return [{"name": names[str(one.technician_id)], "state": STATES[one.state]} for one in partners]


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
