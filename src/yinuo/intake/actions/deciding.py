"""A manager decides: after a stop, on a refund that waits, in a dispute; the customer is told each time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import decide, reopen_case
from yinuo.case.facts import (
    CaseFacts,
    CaseNotInState,
    CaseState,
    DecisionAbout,
    DecisionFacts,
    DecisionKind,
)
from yinuo.intake.place import need_of_case
from yinuo.intake.reads import get_decidable
from yinuo.notice.facts import Param
from yinuo.people.facts import Verb
from yinuo.people.reads import get_staff, is_allowed
from yinuo.promise.actions import answer_refund as credit_refund
from yinuo.promise.errors import RefundTooMuch
from yinuo.promise.reads import find_remedy, get_refundable_fen
from yinuo.store.perform import action

from .holding import hold_case
from .promising import promise_arrival
from .returning import settle_last_job
from .telling import tell, tell_managers


@action
def send_again(*, case_id: UUID, words: str, actor: Actor, now: datetime) -> DecisionFacts:
    """Send somebody again, with a promise of their own: after a stopped visit, or into a dispute.

    Where nobody can come now the managers are told so, as for any case. Raises NotAllowed, CaseNotInState
    for a case in which there is nothing to decide, StillToCome while somebody is awaited.
    """
    case = _take(case_id, actor)
    about = get_decidable(case)
    if about is None:
        raise CaseNotInState
    settle_last_job(case, now)
    if about is DecisionAbout.DISPUTE:
        case = reopen_case(case_id=case.id, actor=actor, now=now)
    kind = DecisionKind.SEND_AGAIN
    made = decide(case_id=case.id, about=about, kind=kind, words=words, actor=actor, now=now)
    promise = promise_arrival(case, need_of_case(case), actor=actor, now=now)
    if promise is None:
        tell_managers(case, actor, now)
        _tell(case, made, "decision.again_later", {}, actor, now)
    else:
        _tell(case, made, "decision.again", {"due_at": promise.due_at}, actor, now)
    return made


@action
def end_stopped_case(*, case_id: UUID, words: str, actor: Actor, now: datetime) -> DecisionFacts:
    """End a case after its visit was stopped; the notice names the ways that are left to the customer.

    Raises NotAllowed, CaseNotInState where no stopped visit waits for a decision, StillToCome.
    """
    case = _take(case_id, actor)
    if get_decidable(case) is not DecisionAbout.STOP:
        raise CaseNotInState
    settle_last_job(case, now)
    about, kind = DecisionAbout.STOP, DecisionKind.END
    made = decide(case_id=case.id, about=about, kind=kind, words=words, actor=actor, now=now)
    _tell(case, made, "decision.ended", {}, actor, now)
    return made


@action
def answer_refund(
    *, case_id: UUID, promise_id: UUID, fen: int, words: str, actor: Actor, now: datetime
) -> DecisionFacts:
    """Answer the part of a refund that waits: grant all or some of it, or refuse it with 0.

    Credited once. Raises NotAllowed, and what `promise.answer_refund` raises.
    """
    case = _take(case_id, actor)
    credit_refund(case_id=case.id, promise_id=promise_id, fen=fen, actor=actor, now=now)
    made = decide(
        case_id=case.id,
        about=DecisionAbout.REFUND,
        kind=DecisionKind.GRANT if fen else DecisionKind.REFUSE,
        words=words,
        fen=fen,
        promise_id=promise_id,
        actor=actor,
        now=now,
    )
    remedy = find_remedy(promise_id)
    asked: dict[str, Param] = {
        "granted_fen": fen,
        "asked_fen": remedy.beyond_fen if remedy else fen,
    }
    _tell(case, made, "decision.refund", asked, actor, now)
    return made


@action
def answer_dispute(
    *, case_id: UUID, fen: int = 0, words: str, actor: Actor, now: datetime
) -> DecisionFacts:
    """Answer a dispute in words, with a credit or without: it stays open until the customer settles it.

    Raises NotAllowed, CaseNotInState without a dispute, RefundTooMuch for more than was paid and not yet
    given back.
    """
    case = _take(case_id, actor)
    if case.state is not CaseState.DISPUTED:
        raise CaseNotInState
    if not 0 <= fen <= get_refundable_fen(case.id):
        raise RefundTooMuch
    made = decide(
        case_id=case.id,
        about=DecisionAbout.DISPUTE,
        kind=DecisionKind.GRANT if fen else DecisionKind.EXPLAIN,
        words=words,
        fen=fen or None,
        actor=actor,
        now=now,
    )
    template = "decision.credited" if fen else "decision.answered"
    _tell(case, made, template, {"granted_fen": fen} if fen else {}, actor, now)
    return made


def _take(case_id: UUID, actor: Actor) -> CaseFacts:
    """The case under its zone's lock, for somebody who may decide."""
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    if not is_allowed(get_staff(UUID(actor.id)).role, Verb.DECIDE):
        raise NotAllowed
    return hold_case(case_id)


def _tell(
    case: CaseFacts,
    made: DecisionFacts,
    template: str,
    params: dict[str, Param],
    actor: Actor,
    now: datetime,
) -> None:
    """The customer hears what was decided. The manager's own words stand on his page, not in a message that a
    lock screen shows (CM-04)."""
    said: dict[str, Param] = {"number": case.number, **params}
    tell(case, template, said, actor=actor, now=now, event=f"decision.{made.id}")
