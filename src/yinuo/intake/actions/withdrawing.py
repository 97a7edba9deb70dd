"""The customer takes the request back, and nobody drives for nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import cancel_return
from yinuo.case.actions import withdraw_case as end_case
from yinuo.case.facts import CaseFacts, CaseNotInState, WithdrawReason
from yinuo.intake.facts import WorkHasBegun
from yinuo.intake.reads import is_return, may_withdraw
from yinuo.notice.facts import Param
from yinuo.promise.actions import release_promises
from yinuo.promise.facts import ReleaseReason
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import cancel_job
from yinuo.work.visit.reads import is_anybody_on_site

from .holding import hold_own_case
from .telling import tell


@action
def withdraw_case(
    *, case_id: UUID, reason: WithdrawReason, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer takes the request back, free of charge before the work (AR-11): promises are released,
    the technician hears so, nobody drives. Where somebody was to come again after work that is disputed, only
    this visit ends and the case stays disputed.

    Raises WorkHasBegun once somebody is on site, CaseNotInState once the work is over.
    """
    case = hold_own_case(case_id, actor)
    if is_anybody_on_site(case_id):
        raise WorkHasBegun
    if not may_withdraw(case):
        raise CaseNotInState
    release_promises(case_id=case_id, reason=ReleaseReason.WITHDRAWN, actor=actor, now=now)
    cancel_job(case_id=case_id, actor=actor, now=now)
    if is_return(case):
        kept = cancel_return(case_id=case_id, reason=reason, actor=actor, now=now)
        event = f"case.return_cancelled.{kept.reopened}"
        params: dict[str, Param] = {"number": kept.number}
        tell(kept, "case.return_cancelled", params, actor=actor, now=now, event=event)
        return kept
    ended = end_case(case_id=case_id, reason=reason, actor=actor, now=now)
    tell(ended, "case.withdrawn", {"number": ended.number}, actor=actor, now=now)
    return ended
