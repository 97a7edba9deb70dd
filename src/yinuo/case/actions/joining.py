"""Two cases that are one matter: the later one ends in the other, and can be parted from it again.

Only the cases themselves are moved here; jobs and promises are the rooms' above, which call this last.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case import kinds
from yinuo.case.facts import CaseFacts, CaseNotInState, CaseState, MergeReason
from yinuo.case.models import Case
from yinuo.store.perform import action

from .rows import move, take, write


@action
def join_cases(
    *, case_id: UUID, into_id: UUID, reason: MergeReason, actor: Actor, now: datetime
) -> CaseFacts:
    """End one case in another, which goes on for both; each one's record names the other.

    Raises NotAllowed for anybody but staff, CaseNotInState unless both are open and apart.
    """
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    row, into = _take_both(case_id, into_id)
    if into.state != CaseState.OPEN or row.joined.exists():
        raise CaseNotInState
    move(row, CaseState.JOINED, actor=actor, now=now, closed_at=now, joined_to=into)
    told = {"case": str(into.id), "into": into.to_facts().number, "reason": reason.value}
    write(row, kinds.MERGED, told, actor=actor, now=now)
    told = {"case": str(row.id), "number": row.to_facts().number, "reason": reason.value}
    write(into, kinds.MERGED_IN, told, actor=actor, now=now)
    return row.to_facts()


@action
def part_cases(*, case_id: UUID, reason: str, actor: Actor, now: datetime) -> CaseFacts:
    """Undo a joining: the case is open again, by itself. `reason` is a code.

    Raises NotAllowed for anybody but staff, CaseNotInState for a case that isn't joined to another.
    """
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    joined_to = Case.objects.filter(id=case_id).values_list("joined_to_id", flat=True).first()
    if joined_to is None:
        raise CaseNotInState
    row, into = _take_both(case_id, joined_to)
    move(row, CaseState.OPEN, actor=actor, now=now, closed_at=None, joined_to=None)
    for one, other in ((row, into), (into, row)):
        told = {"case": str(other.id), "number": other.to_facts().number, "reason": reason}
        write(one, kinds.PARTED, told, actor=actor, now=now)
    return row.to_facts()


def _take_both(one_id: UUID, other_id: UUID) -> tuple[Case, Case]:
    """Both rows, in the order of their ids: two who join the same pair don't wait for each other."""
    held = {id: take(id) for id in sorted((one_id, other_id))}
    return held[one_id], held[other_id]
