"""What was disputed is settled: the customer says so, and the case ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import settle_dispute as end_dispute
from yinuo.case.facts import CaseFacts
from yinuo.intake.facts import StillToCome
from yinuo.intake.reads import is_somebody_coming
from yinuo.store.perform import action

from .holding import hold_own_case


@action
def settle_dispute(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer ends a dispute as settled, and the case with it.

    Raises NotAllowed for anybody else, CaseNotInState without a dispute, StillToCome while somebody is to
    come or at work: the case would end under him.
    """
    hold_own_case(case_id, actor)
    if is_somebody_coming(case_id):
        raise StillToCome
    return end_dispute(case_id=case_id, actor=actor, now=now)
