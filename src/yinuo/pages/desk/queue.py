"""What needs a person and has none yet, by the time that is left: call-backs, stopped visits, disputes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import list_disputed_unowned, map_cases
from yinuo.intake.callers import list_due_call_backs
from yinuo.pages.technician.scene import fault_name
from yinuo.people.reads import map_staff
from yinuo.promise.facts import PromiseFacts
from yinuo.work.dispatch.reads import map_jobs_of_cases
from yinuo.work.visit.facts import VisitFacts
from yinuo.work.visit.reads import list_stopped_visits

_MOST = 20


def queue_rows(outlet_ids: Collection[UUID] | None, now: datetime) -> list[dict[str, Any]]:
    """The rows, those with the least time left in front; what has no time of its own waits behind,
    oldest first.

    A call-back stays in the queue also when somebody has the case: it counts until it is kept.
    """
    call_backs = list_due_call_backs(outlet_ids=outlet_ids, limit=_MOST)
    disputed = list_disputed_unowned(outlet_ids=outlet_ids, limit=_MOST)
    stopped = list_stopped_visits(outlet_ids=outlet_ids, limit=_MOST)
    cases = map_cases({*(p.case_id for p in call_backs), *(v.case_id for v in stopped)})
    owners = map_staff({case.owner_id for case in cases.values() if case.owner_id is not None})
    rows = [
        *_call_backs(call_backs, cases, now),
        *_stopped(stopped, cases),
        *(_row(case, gettext("客户有异议"), "warn", case.disputed_at) for case in disputed),
    ]
    for row in rows:
        owner = owners.get(row["case"].owner_id)
        row["owner"] = owner.name if owner else ""
    return sorted(rows, key=lambda row: (row["due_at"] is None, row["due_at"] or row["since"]))


def _call_backs(
    promises: Collection[PromiseFacts], cases: dict[UUID, CaseFacts], now: datetime
) -> Iterator[dict[str, Any]]:
    for promise in promises:
        case = cases[promise.case_id]
        is_late = promise.deadline_at <= now
        row = _row(case, gettext("等我们回电"), "bad" if is_late else "run", promise.made_at)
        yield row | {"due_at": promise.deadline_at, "is_late": is_late}


def _stopped(
    visits: Collection[VisitFacts], cases: dict[UUID, CaseFacts]
) -> Iterator[dict[str, Any]]:
    """Cases whose visit was stopped and for which nobody else is wanted yet."""
    jobs = map_jobs_of_cases([visit.case_id for visit in visits])
    for visit in visits:
        case, job = cases[visit.case_id], jobs.get(visit.case_id)
        if case.owner_id is None and (job is None or job.id == visit.job_id):
            needs_manager = visit.stop_cause is not None and not visit.stop_cause.may_come_again
            text = gettext("上门停止，经理决定") if needs_manager else gettext("上门停止，要重新约")
            yield _row(case, text, "warn", visit.ended_at)


def _row(case: CaseFacts, why: str, tone: str, since: datetime | None) -> dict[str, Any]:
    return {
        "case": case,
        "fault": fault_name(case),
        "why": why,
        "tone": tone,
        "since": since or case.opened_at,
        "due_at": None,
        "is_late": False,
    }
