"""The customer isn't ready, or is ready sooner: the arrival moves by a pause that the customer agreed to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.intake.facts import LaterNotOffered, LaterTime, NobodySooner
from yinuo.intake.later import find_later_time, find_movable_promise, honest_due
from yinuo.notice.facts import Param
from yinuo.promise.actions import pause_promise, resume_promise
from yinuo.promise.errors import PromiseDecided
from yinuo.promise.facts import PauseReason, PromiseFacts, PromiseKind
from yinuo.promise.reads import find_terms, get_promise, list_own_arrivals
from yinuo.promise.rules import pause_until
from yinuo.store.perform import action
from yinuo.work.dispatch.reads import find_job_of_case

from .holding import hold_own_case
from .reminding import remind
from .telling import tell, tell_dispatchers


@action
def come_later(
    *, case_id: UUID, from_at: datetime, due_at: datetime, actor: Actor, now: datetime
) -> PromiseFacts:
    """Nobody comes before `from_at`, and somebody by `due_at`: the promise pauses until it can't be later.

    The customer saw both times, and consents to no later one: an hour that can't be kept any more is refused.
    Promise, remedy and case stay; whoever was on the way is called off, the outlet hears of it. Raises
    NotAllowed for anybody else, PromiseDecided where no arrival is awaited or somebody stands at the
    door, LaterNotOffered.
    """
    case, promise = _take(case_id, actor, now)
    later = find_later_time(case, promise, from_at, now)
    if later is None or later.due_at > due_at:
        raise LaterNotOffered
    _pause_all(case, later, actor, now)
    paused = get_promise(promise.id)
    _tell(case, "promise.paused", paused, from_at, actor, now)
    remind(case, paused, from_at=from_at, actor=actor, now=now)
    return paused


def _pause_all(case: CaseFacts, later: LaterTime, actor: Actor, now: datetime) -> None:
    """Every arrival that runs for this customer moves to the same time: a joined case brought its
    own promise. What was promised to somebody else stays, and the job is planned by it (house rule 9)."""
    for promise in list_own_arrivals(case):
        pause_promise(
            promise_id=promise.id,
            starts_at=now,
            ends_at=pause_until(promise, later.due_at, now),
            reason=PauseReason.CUSTOMER_LATER,
            not_before_at=later.from_at,
            actor=actor,
            now=now,
        )


@action
def come_now(*, case_id: UUID, actor: Actor, now: datetime) -> PromiseFacts:
    """The customer is ready sooner: the clock runs again, as early as somebody can surely come.

    Raises NotAllowed for anybody else, PromiseDecided where no arrival is awaited, NobodySooner where the
    agreed time is the best there is, or none was agreed.
    """
    case, promise = _take(case_id, actor, now)
    job, terms = find_job_of_case(case_id), find_terms(case, PromiseKind.ARRIVE)
    is_waiting = job is not None and job.not_before_at is not None and job.not_before_at > now
    due_at = honest_due(case, terms, now) if terms is not None and is_waiting else None
    if due_at is None or due_at >= promise.deadline_at:
        raise NobodySooner
    for paused in list_own_arrivals(case):
        at = pause_until(paused, due_at, now)
        resume_promise(promise_id=paused.id, resume_at=at, actor=actor, now=now)
    resumed = get_promise(promise.id)
    _tell(case, "promise.resumed", resumed, now, actor, now)
    remind(case, resumed, actor=actor, now=now)
    return resumed


def _take(case_id: UUID, actor: Actor, now: datetime) -> tuple[CaseFacts, PromiseFacts]:
    """The customer's own case and its promise, under the zone's lock: no other case takes the same hour."""
    case = hold_own_case(case_id, actor)
    promise = find_movable_promise(case, now)
    if promise is None:
        raise PromiseDecided
    return case, promise


def _tell(
    case: CaseFacts,
    template: str,
    promise: PromiseFacts,
    from_at: datetime,
    actor: Actor,
    now: datetime,
) -> None:
    """The customer has it in writing, the outlet's dispatchers hear of it."""
    event = f"{template}:{now.isoformat()}"
    due_at = promise.deadline_at
    params: dict[str, Param] = {"number": case.number, "from_at": from_at, "due_at": due_at}
    tell(case, template, params, actor=actor, now=now, event=event)
    tell_dispatchers(case, template, params, actor=actor, now=now, event=event)
