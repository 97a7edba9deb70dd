"""Composes a visit's screen: the one thing to do next, what else may be done now, and what is done."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from yinuo.case.reads import get_proof_state
from yinuo.pages.frame.quote_rows import QuoteRow, quote_rows
from yinuo.pages.frame.timeline import TimelineStep
from yinuo.pages.live.ticket import issue_ticket
from yinuo.pages.staff.door import language
from yinuo.people.reads import get_address, get_unit
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.work.visit.facts import ENDED, ItemQuoteFacts, QuoteState, Step, VisitState
from yinuo.work.visit.reads import (
    find_quote,
    get_arrival_signs,
    list_parts,
    list_photos,
    list_quotes,
    list_steps,
)

from .scene import Scene, fault_name
from .tasks import TASKS, TaskForm
from .words import STATES, STEPS

_BY_STATE = {
    VisitState.PLANNED: ("leave", "decline"),
    VisitState.ON_THE_WAY: ("knock", "code", "decline"),
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
    if state is not VisitState.ON_SITE:
        return (*_BY_STATE[state], "stop")
    if scene.visit.seat > 1:
        return ("stop",)
    return (*_on_site(scene), "stop")


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
    forms = [form for form in forms if getattr(form, "left", True)]
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
    """What a screen asks for that was made when the visit stood as `seen` says."""
    return {
        "visit": scene.visit,
        "quote": find_quote(scene.visit.id),
        "now": scene.now,
        "ticket": issue_ticket(scene.case.id),
        "changed": seen != marker(scene),
    }


def marker(scene: Scene) -> str:
    """Where the visit stands, as far as the customer can change it: another marker means news."""
    moment, quote = scene.moment, find_quote(scene.visit.id)
    decided = f"{quote.version}{quote.state}" if quote else ""
    parts = (scene.visit.state, moment.next_step or "", decided, moment.has_photo_consent)
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
        "unit": get_unit(scene.visit.unit_id) if scene.visit.unit_id else None,
    }


def _done(scene: Scene) -> dict[str, Any]:
    """What has been done, for a look back."""
    visit_id = scene.visit.id
    quote = find_quote(visit_id)
    return {
        "done": [TimelineStep(str(STEPS[step.step]), step.at) for step in list_steps(visit_id)],
        "quote": quote,
        "rows": rows_of(visit_id, quote) if quote else (),
        "parts": list_parts(visit_id),
        "photos": list_photos(visit_id),
        "proof": get_proof_state(scene.case.id),
    }


def rows_of(visit_id: UUID, quote: ItemQuoteFacts) -> tuple[QuoteRow, ...]:
    """A quote's lines, held against those that the customer accepted before, if any."""
    accepted = [one for one in list_quotes(visit_id) if one.state is QuoteState.ACCEPTED]
    before = next((one.lines for one in accepted if one != quote), None)
    return quote_rows(quote.lines, before)
