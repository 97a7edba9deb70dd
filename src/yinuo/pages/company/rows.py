"""Rows of the company's lists, put together with a number of queries that doesn't grow with the list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import map_cases
from yinuo.outlet.reads import list_outlets, name_technicians
from yinuo.pages.frame.language import language
from yinuo.pages.frame.words import promise_name
from yinuo.pages.technician.scene import fault_name
from yinuo.people.facts import Scope
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.lists import map_promises, map_remedies
from yinuo.work.visit.reads import map_technicians_of_cases

from .words import CASE_STATES, PROMISE_STATES

_SOON_MINUTES = 10
_WORST = (
    PromiseState.BROKEN,
    PromiseState.RUNNING,
    PromiseState.KEPT,
    PromiseState.RELEASED,
)


def promise_rows(promises: Sequence[PromiseFacts], now: datetime) -> list[dict[str, Any]]:
    """What the first page says of each promise: its case, who goes there, what was credited."""
    case_ids = {promise.case_id for promise in promises}
    cases, sent = map_cases(case_ids), sent_to(case_ids)
    over = [promise.id for promise in promises if promise.state is not PromiseState.RUNNING]
    remedies = map_remedies(over)
    return [
        _promise_row(promise, now)
        | {
            "case": cases[promise.case_id],
            "fault": fault_name(cases[promise.case_id]),
            "technician": sent.get(promise.case_id, ""),
            "remedy": remedies.get(promise.id),
        }
        for promise in promises
    ]


def _promise_row(promise: PromiseFacts, now: datetime) -> dict[str, Any]:
    word, tone = PROMISE_STATES[promise.state]
    is_running = promise.state is PromiseState.RUNNING
    left = (promise.deadline_at - now).total_seconds() / 60
    return {
        "promise": promise,
        "kind": promise_name(promise.kind),
        "state": word,
        "tone": "warn" if is_running and left < _SOON_MINUTES else tone,
        "is_running": is_running,
        "is_overdue": is_running and left <= 0,
    }


def case_rows(cases: Sequence[CaseFacts]) -> list[dict[str, Any]]:
    """What a list says of each case: where it stands, its worst promise, its outlet, who goes there."""
    case_ids = [case.id for case in cases]
    promises, sent, outlets = map_promises(case_ids), sent_to(case_ids), outlet_names()
    return [
        {
            "case": case,
            "fault": fault_name(case),
            "state": CASE_STATES[case.state],
            "promises": [PROMISE_STATES[worst] for worst in _worst(promises.get(case.id, ()))],
            "outlet": outlets.get(case.outlet_id, ""),
            "technician": sent.get(case.id, ""),
        }
        for case in cases
    ]


def _worst(promises: Sequence[PromiseFacts]) -> list[PromiseState]:
    """The worst state of a case's promises, alone; nothing for a case without one."""
    states = {promise.state for promise in promises}
    return [state for state in _WORST if state in states][:1]


def sent_to(case_ids: Collection[UUID]) -> dict[UUID, str]:
    """Name and badge of the technician of each case's visit."""
    sent = map_technicians_of_cases(case_ids)
    names = name_technicians(set(sent.values()), language())
    return {id: names.get(str(technician_id), "") for id, technician_id in sent.items()}


def outlet_names() -> dict[UUID | None, str]:
    """The name of every outlet in the reader's language, by id."""
    is_english = language().startswith("en")
    return {
        outlet.id: outlet.name_en if is_english else outlet.name_zh
        for outlet in list_outlets(Scope())
    }
