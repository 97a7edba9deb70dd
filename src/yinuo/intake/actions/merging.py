"""Two cases that are one matter go on as one; no promise is let go by it, and a mistake can be undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import join_cases, part_cases
from yinuo.case.facts import CaseFacts, CaseNotInState, MergeReason
from yinuo.case.reads import get_case
from yinuo.intake.call import MergePlan, StrangersApart
from yinuo.intake.merges import is_shown_to_know, plan_merge
from yinuo.intake.place import need_of_case
from yinuo.notice.facts import Param
from yinuo.promise.actions import carry_promises, return_promises
from yinuo.promise.facts import PromiseFacts
from yinuo.promise.reads import pick_arrival
from yinuo.promise.rules import start_ahead
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import cancel_job, move_deadline
from yinuo.work.dispatch.reads import find_job_of_case

from .promising import add_promised_job
from .telling import tell


@action
def merge_cases(
    *,
    case_id: UUID,
    other_id: UUID,
    reason: MergeReason,
    number_read_out: str,
    actor: Actor,
    now: datetime,
) -> MergePlan:
    """Join two cases: the one with somebody on the way goes on, else the earlier; the other's job ends.

    What was promised in the other runs on in the one, each with its own deadline, so the earlier of the
    two counts; only the customer lets a promise go. Customers who differ are joined only where that of
    `case_id`, who is on the line, reads out the number of the other's case (`number_read_out`). Both
    are told, and both links lead to the one. Raises what `plan_merge` raises, StrangersApart,
    NotAllowed for anybody but staff.
    """
    for region in sorted({get_case(case_id).region, get_case(other_id).region}):
        lock_zone(region)  # before any row of a case, in the order in which dispatch takes them
    plan = plan_merge(case_id, other_id)
    if not plan.is_same_customer and not is_shown_to_know(get_case(other_id), number_read_out):
        raise StrangersApart
    kept, joined = plan.kept, plan.joined
    carried = carry_promises(case_id=joined.id, into_id=kept.id, actor=actor, now=now)
    cancel_job(case_id=joined.id, actor=actor, now=now)
    _bring_forward(kept, pick_arrival(carried), actor, now)
    join_cases(case_id=joined.id, into_id=kept.id, reason=reason, actor=actor, now=now)
    _tell_both(kept, joined, "case.merged", actor, now)
    return plan


def _bring_forward(
    case: CaseFacts, carried: PromiseFacts | None, actor: Actor, now: datetime
) -> None:
    """Work's deadline is the earlier of all that were promised; nobody comes before a time that either
    agreed on, as long as that leaves the deadline."""
    job = find_job_of_case(case.id)
    if job is None or carried is None or carried.deadline_at >= job.deadline_at:
        return
    agreed = (job.not_before_at, start_ahead(carried, now))
    move_deadline(
        case_id=case.id,
        deadline_at=carried.deadline_at,
        not_before_at=max((at for at in agreed if at and at < carried.deadline_at), default=None),
        actor=actor,
        now=now,
    )


@action
def part_merged(*, case_id: UUID, reason: str, actor: Actor, now: datetime) -> CaseFacts:
    """Undo a merge that was a mistake: the case is open again by itself, with what still runs of its
    promises and a job of its own. `reason` is a code. Both customers are told. Raises CaseNotInState,
    NotAllowed."""
    case, kept = _hold_joined(case_id)
    returned = return_promises(case_id=case.id, from_id=kept.id, actor=actor, now=now)
    parted = part_cases(case_id=case.id, reason=reason, actor=actor, now=now)
    arrival, need = pick_arrival(returned), need_of_case(parted)
    if need.crew and arrival is not None:
        add_promised_job(parted, need, arrival, actor=actor, now=now)
    _tell_both(kept, parted, "case.parted", actor, now)
    return parted


def _hold_joined(case_id: UUID) -> tuple[CaseFacts, CaseFacts]:
    """A joined case and the one that it was joined to, as they stand under their zones' locks."""
    into_id = get_case(case_id).joined_to_id
    if into_id is None:
        raise CaseNotInState
    for region in sorted({get_case(case_id).region, get_case(into_id).region}):
        lock_zone(region)
    case = get_case(case_id)
    if case.joined_to_id != into_id:
        raise CaseNotInState  # somebody parted them while this waited
    return case, get_case(into_id)


def _tell_both(
    kept: CaseFacts, joined: CaseFacts, template: str, actor: Actor, now: datetime
) -> None:
    """Each customer hears of it by his own link, which leads to the case that goes on for him."""
    told = {joined.customer_id: joined, kept.customer_id: kept}
    event = f"{template}:{joined.id}:{now.isoformat()}"
    for case in told.values():
        params: dict[str, Param] = {"number": kept.number, "other": joined.number}
        tell(case, template, params, actor=actor, now=now, event=event)
