"""What was disputed is settled: the customer says so, and the case ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import settle_dispute as end_dispute
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.intake.facts import StillToCome
from yinuo.intake.reads import is_somebody_coming
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action


@action
def settle_dispute(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer ends a dispute as settled, and the case with it.

    Raises NotAllowed for anybody else, CaseNotInState without a dispute, StillToCome while somebody is to
    come or at work: the case would end under him.
    """
    case = get_case(case_id)
    if not case.is_customer(actor):
        raise NotAllowed
    lock_zone(case.region)  # before any row of the case, in the order in which dispatch takes them
    if is_somebody_coming(case_id):
        raise StillToCome
    return end_dispute(case_id=case_id, actor=actor, now=now)
