"""Not fixed after all: the case is taken up again, with a promise of its own and somebody else to come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import dispute_case, reopen_case
from yinuo.case.facts import CaseFacts, DisputeAbout
from yinuo.case.reads import get_case
from yinuo.engines import rulebook as rulebooks
from yinuo.intake.facts import Answer, AnswerKind, StillToCome, WorkHasBegun
from yinuo.intake.place import Place, need_of
from yinuo.notice.facts import Param
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import decide_zone
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit.reads import find_visit_of_case

from .promising import promise_arrival
from .telling import tell, tell_managers


@action
def come_again(*, case_id: UUID, words: str, actor: Actor, now: datetime) -> Answer:
    """The customer says that it isn't fixed: the case reopens, and a new arrival is quoted and promised.

    Whoever was there before isn't sent again (AF-16); the repaired part is in its warranty (AF-02). Raises
    NotAllowed for anybody else, WorkHasBegun while a visit still runs, StillToCome while one is awaited,
    and what `dispute_case` raises once the time for it is over.
    """
    case = get_case(case_id)
    if not case.is_customer(actor):
        raise NotAllowed
    lock_zone(case.region)
    visit = find_visit_of_case(case_id)
    if visit is not None and visit.ended_at is None:
        raise WorkHasBegun
    _settle(case, now)
    about = DisputeAbout.WORK
    dispute_case(case_id=case_id, words=words, about=about, actor=actor, now=now)
    case = reopen_case(case_id=case_id, actor=actor, now=now)
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    place = Place(
        case.division_code, case.town_code, case.point, round(case.radius_m), case.point_source
    )
    promise = promise_arrival(
        case, need_of(fault, case.kind, place, case.region), actor=actor, now=now
    )
    if promise is None:
        tell_managers(case, actor, now)
        return Answer(AnswerKind.NO_TIME, case_id=case.id, customer_id=case.customer_id)
    event = f"promise.made.{case.reopened}"
    params: dict[str, Param] = {"number": case.number, "due_at": promise.due_at}
    tell(case, "promise.made", params, actor=actor, now=now, event=event)
    return Answer(AnswerKind.PROMISED, None, case.id, case.customer_id, promise.due_at)


def _settle(case: CaseFacts, now: datetime) -> None:
    """A visit that has just ended may not have been settled yet, and a case has one live job at a time."""
    job = find_job_of_case(case.id)
    if job is None or job.state not in LIVE:
        return
    decide_zone(region=case.region, actor=Actor.system("intake"), now=now)
    job = find_job_of_case(case.id)
    if job is not None and job.state in LIVE:
        raise StillToCome
