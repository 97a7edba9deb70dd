"""Composes a visit's screen: the one thing to do next, what else may be done now, and what is done."""

from __future__ import annotations

from typing import Any

from yinuo.case.reads import get_proof_state
from yinuo.outlet.reads import get_company
from yinuo.pages.staff.door import language
from yinuo.people.reads import get_address, get_unit
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.work.visit.facts import ENDED, Step, VisitState
from yinuo.work.visit.reads import (
    find_quote,
    get_arrival_signs,
    list_parts,
    list_photos,
    list_steps,
)

from .scene import Scene
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
        "next": forms[0] if has_next else None,
        "others": forms[1:] if has_next else forms,
        "tried": tried,
        "is_waiting": is_waiting,
        "is_second": scene.visit.seat > 1 and scene.visit.state is VisitState.ON_SITE,
        **_about(scene),
        **_done(scene),
    }


def _waits(scene: Scene) -> bool:
    """Whether it is the customer's turn: a quote to decide on, or consent to drilling."""
    return scene.moment.is_quote_open or scene.moment.next_step is Step.DESTRUCTIVE


def _about(scene: Scene) -> dict[str, Any]:
    """Where, what and by when; never the customer's number, never the arrival code."""
    case = scene.case
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    is_english = language().startswith("en")
    company = get_company(case.company_id)
    fault = scene.fault
    return {
        "address": get_address(case.address_id) if case.address_id else None,
        "fault": fault.name.en if is_english else fault.name.zh,
        "self_help": fault.self_help and (fault.self_help.en if is_english else fault.self_help.zh),
        "promise": promise,
        "is_running": bool(promise and promise.state is PromiseState.RUNNING),
        "badge_word": get_arrival_signs(scene.visit.id).badge_word,
        "unit": get_unit(scene.visit.unit_id) if scene.visit.unit_id else None,
        "hotline": company.hotline,
    }


def _done(scene: Scene) -> dict[str, Any]:
    """What has been done, for a look back."""
    visit_id = scene.visit.id
    return {
        "steps": [(STEPS[step.step], step.at) for step in list_steps(visit_id)],
        "quote": find_quote(visit_id),
        "parts": list_parts(visit_id),
        "photos": list_photos(visit_id),
        "proof": get_proof_state(scene.case.id),
    }
