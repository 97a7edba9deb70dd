"""Not fixed after all, or stopped on site: somebody is sent again, with a promise of their own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import dispute_case, reopen_case
from yinuo.case.facts import CaseFacts, CaseState, DisputeAbout
from yinuo.intake.facts import Answer, AnswerKind, ManagerDecides, StillToCome, WorkHasBegun
from yinuo.intake.place import need_of_case
from yinuo.notice.facts import Param
from yinuo.record.actions import append
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import decide_zone
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit.reads import find_visit_of_case

from .holding import hold_own_case
from .promising import promise_arrival
from .telling import tell, tell_managers


@action
def come_again(*, case_id: UUID, words: str, actor: Actor, now: datetime) -> Answer:
    """The customer says that it isn't fixed: the case reopens, and a new arrival is quoted and promised.

    Whoever was there before isn't sent again (AF-16); the repaired part is in its warranty (AF-02). A case
    whose visit was stopped was never closed: it goes on, and nothing is disputed by that. Raises NotAllowed
    for anybody else, WorkHasBegun while a visit still runs, StillToCome while one is awaited,
    ManagerDecides after a stop for safety or by law (ID-08, ID-18), and what `dispute_case` raises once the
    time for it is over.
    """
    case = hold_own_case(case_id, actor)
    visit = find_visit_of_case(case_id)
    if visit is not None and visit.ended_at is None:
        raise WorkHasBegun
    settle_last_job(case, now)
    cause = visit.stop_cause if visit is not None else None
    if cause is not None and not cause.may_come_again:
        raise ManagerDecides
    if cause is not None and case.state is CaseState.OPEN:
        _write_asked(case, actor, now)
    else:
        about = DisputeAbout.WORK
        dispute_case(case_id=case_id, words=words, about=about, actor=actor, now=now)
        case = reopen_case(case_id=case_id, actor=actor, now=now)
    promise = promise_arrival(case, need_of_case(case), actor=actor, now=now)
    if promise is None:
        tell_managers(case, actor, now)
        return Answer(AnswerKind.NO_TIME, case_id=case.id, customer_id=case.customer_id)
    event = f"promise.made.{promise.id}"
    params: dict[str, Param] = {"number": case.number, "due_at": promise.due_at}
    tell(case, "promise.made", params, actor=actor, now=now, event=event)
    return Answer(AnswerKind.PROMISED, None, case.id, case.customer_id, promise.due_at)


def _write_asked(case: CaseFacts, actor: Actor, now: datetime) -> None:
    append(
        subject_kind="case",
        subject=case.id,
        kind="intake.again.asked",
        body={},
        region=case.region,
        actor=actor,
        now=now,
    )


def settle_last_job(case: CaseFacts, now: datetime) -> None:
    """A visit that has just ended may not have been settled yet, and a case has one live job at a time.

    Raises StillToCome while somebody is awaited or at work.
    """
    job = find_job_of_case(case.id)
    if job is None or job.state not in LIVE:
        return
    decide_zone(region=case.region, actor=Actor.system("intake"), now=now)
    job = find_job_of_case(case.id)
    if job is not None and job.state in LIVE:
        raise StillToCome
