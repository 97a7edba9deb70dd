"""What joining two cases would do, and why it is refused: looked at before it is done, and again while
it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import get_case
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import list_promises
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit.facts import ENDED, VisitState
from yinuo.work.visit.reads import list_visits_of_case

from .call import BothAtWork, Likeness, MergePlan, NobodyComes, NotTheSame

_PROGRESS = {
    VisitState.PLANNED: 1,
    VisitState.ON_THE_WAY: 2,
    VisitState.AT_DOOR: 3,
    VisitState.ON_SITE: 3,
}


def plan_merge(case_id: UUID, other_id: UUID) -> MergePlan:
    """Which of two cases would go on, and what becomes of the other's visit and of the deadlines.

    The one with somebody further on the way goes on; of equals the earlier. Raises NotTheSame unless
    both are open cases of one company, BothAtWork, NobodyComes where somebody is to come to the one
    that would end and to none that stays.
    """
    one, other = sorted((get_case(case_id), get_case(other_id)), key=lambda case: case.opened_at)
    if one.id == other.id or not _may_be_one(one, other):
        raise NotTheSame
    steps = {case.id: _progress(case) for case in (one, other)}
    if min(steps.values()) == _PROGRESS[VisitState.ON_SITE]:
        raise BothAtWork
    kept, joined = (one, other) if steps[one.id] >= steps[other.id] else (other, one)
    if _is_awaited(joined) and not _is_awaited(kept):
        kept, joined = joined, kept
        if steps[joined.id] == _PROGRESS[VisitState.ON_SITE]:
            raise NobodyComes
    return MergePlan(
        kept=kept,
        joined=joined,
        due_at=_earliest(kept, joined),
        is_called_off=steps[joined.id] > 0,
        is_same_customer=kept.customer_id == joined.customer_id,
    )


def _may_be_one(one: CaseFacts, other: CaseFacts) -> bool:
    states = {one.state, other.state}
    return states == {CaseState.OPEN} and one.company_id == other.company_id


def _progress(case: CaseFacts) -> int:
    """How far somebody has come to a case: 0 nobody is sent, 3 at the door or at work."""
    running = [visit for visit in list_visits_of_case(case.id) if visit.state not in ENDED]
    return max((_PROGRESS.get(visit.state, 0) for visit in running), default=0)


def _is_awaited(case: CaseFacts) -> bool:
    """Whether somebody is to come, or is there."""
    job = find_job_of_case(case.id)
    return job is not None and job.state in LIVE


def _earliest(*cases: CaseFacts) -> datetime | None:
    dues = [
        promise.deadline_at
        for case in cases
        for promise in list_promises(case.id)
        if promise.kind is PromiseKind.ARRIVE and promise.state is PromiseState.RUNNING
    ]
    return min(dues, default=None)


def is_shown_to_know(other: CaseFacts, number_read_out: str) -> bool:
    """Whether the caller read out the number of the other customer's case, which only its own notices
    tell."""
    typed = "".join(sign for sign in number_read_out.upper() if sign.isalnum())
    return typed == other.number.replace("-", "")


def find_alike(cases: Sequence[CaseFacts]) -> Iterator[tuple[UUID, UUID, Likeness]]:
    """Pairs of open cases that may be one: the same product, the same door, or the same fault of the
    same day."""
    live = [case for case in cases if case.state is CaseState.OPEN]
    for place, later in enumerate(live):
        for earlier in live[place + 1 :]:
            why = _likeness(later, earlier)
            if why is not None:
                yield later.id, earlier.id, why


def _likeness(one: CaseFacts, other: CaseFacts) -> Likeness | None:
    if one.unit_id is not None and one.unit_id == other.unit_id:
        return Likeness.PRODUCT
    if one.address_id is not None and one.address_id == other.address_id:
        return Likeness.PLACE
    if one.fault_id == other.fault_id and one.division_code == other.division_code:
        return Likeness.FAULT
    return None
