"""Proofs of identity and ownership, recorded as seen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case import kinds, rules
from yinuo.case.facts import CaseNotInState, CaseState, ProofFacts, ProofInvalid, SeenProof
from yinuo.case.models import Proof
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .rows import take, write


@action
def record_proof(*, case_id: UUID, proof: SeenProof, actor: Actor, now: datetime) -> ProofFacts:
    """Keep that a proof was seen, by whom and when: never a copy, never a whole number (ID-03, ID-04).

    Raises ProofInvalid where the document can't show it, NotAllowed where the actor is not of the company,
    CaseNotInState for a case that has ended.
    """
    if actor.kind not in (ActorKind.TECHNICIAN, ActorKind.STAFF):
        raise NotAllowed
    if not rules.is_sound(proof):
        raise ProofInvalid
    case = take(case_id)
    if CaseState(case.state) not in rules.LIVE:
        raise CaseNotInState
    row = Proof.objects.create(
        id=new_id(now),
        region=case.region,
        case=case,
        kind=proof.kind,
        document_kind=proof.document_kind,
        name_matches=proof.name_matches,
        last4=proof.last4,
        party_name=proof.party_name,
        party_contact=proof.party_contact,
        checker=str(actor),
        seen_at=now,
    )
    body = {
        "kind": proof.kind.value,
        "document": proof.document_kind.value,
        "name_matches": proof.name_matches,
    }
    write(case, kinds.PROVEN, body, actor=actor, now=now)
    return row.to_facts()
