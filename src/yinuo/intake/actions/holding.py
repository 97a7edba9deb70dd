"""A case on which something is about to be decided: under its zone's lock, and read once that is held."""

from __future__ import annotations

from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.store.locks import lock_zone


def hold_case(case_id: UUID) -> CaseFacts:
    """The case as it stands under the lock of its zone, which comes before any row of the case, in the order
    in which dispatch takes them. What was read before may have changed while this waited."""
    lock_zone(get_case(case_id).region)
    return get_case(case_id)


def hold_own_case(case_id: UUID, actor: Actor) -> CaseFacts:
    """The same for its customer, or who speaks for him; NotAllowed, without waiting, for anybody else."""
    if not get_case(case_id).is_customer(actor):
        raise NotAllowed
    return hold_case(case_id)
