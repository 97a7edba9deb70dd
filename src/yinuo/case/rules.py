"""What may happen to a case, and which proofs its ownership level asks for: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from yinuo.engines.rulebook import Witness

from .facts import (
    CaseState,
    DocumentKind,
    Level,
    OwnerKind,
    ProofFacts,
    ProofKind,
    ProofNeeds,
    ProofState,
    SeenProof,
)

MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset(
        {
            CaseState.WAITING_FOR_CUSTOMER,
            CaseState.DISPUTED,
            CaseState.WITHDRAWN,
            CaseState.STOPPED,
            CaseState.JOINED,
        }
    ),
    CaseState.WAITING_FOR_CUSTOMER: frozenset({CaseState.OPEN, CaseState.DONE, CaseState.DISPUTED}),
    CaseState.DONE: frozenset({CaseState.DISPUTED, CaseState.OPEN}),
    CaseState.DISPUTED: frozenset(
        {CaseState.OPEN, CaseState.DISPUTED, CaseState.DONE, CaseState.WITHDRAWN}
    ),
    CaseState.WITHDRAWN: frozenset({CaseState.OPEN}),
    CaseState.STOPPED: frozenset({CaseState.DISPUTED}),
    CaseState.JOINED: frozenset({CaseState.OPEN}),
}
"""From each state, the states a case may go to.

Only a case whose work is over is done: before it the way out is withdrawing, which calls the technician
off, and after it nothing is left to withdraw. A second matter may be disputed while the first runs. A
withdrawn case stays so, unless its customer denies having withdrawn it by phone: a new wish is a new
case. One that a manager ended after a stop can be disputed, and one that was joined to another by
mistake can be parted from it.
"""
ENDED = frozenset({CaseState.DONE, CaseState.WITHDRAWN, CaseState.STOPPED, CaseState.JOINED})
"""States in which nothing more is to come, unless the customer disputes."""
REPEAT_WITHIN = timedelta(days=30)
"""How soon after an earlier case for the same product or place a new one counts as a repeat."""

LIVE = frozenset({CaseState.OPEN, CaseState.WAITING_FOR_CUSTOMER, CaseState.DISPUTED})
"""States in which a second request of the same kind joins the case."""

NOTICES_TO_CLOSE = 2
"""Delivered notices without which silence closes nothing."""

_PAPERS = frozenset({DocumentKind.ID_CARD, DocumentKind.PASSPORT, DocumentKind.RESIDENCE_PERMIT})
_WITNESSES = frozenset(
    {DocumentKind.PROPERTY_OFFICE, DocumentKind.NEIGHBOURHOOD, DocumentKind.NEIGHBOUR}
)
_OWNERSHIP = frozenset(
    {
        DocumentKind.PURCHASE_RECORD,
        DocumentKind.WARRANTY_CARD,
        DocumentKind.REGISTERED_SERIAL,
        DocumentKind.SWORN_STATEMENT,
        DocumentKind.SELLER_STATEMENT,
        DocumentKind.COURT_PAPER,
    }
)
DOCUMENTS: dict[ProofKind, frozenset[DocumentKind]] = {
    ProofKind.IDENTITY: _PAPERS,
    ProofKind.OWNERSHIP: _OWNERSHIP,
    ProofKind.WITNESS: _WITNESSES,
    ProofKind.GUARANTOR: _PAPERS,
    ProofKind.POLICE: frozenset({DocumentKind.POLICE_CARD}),
    ProofKind.ORGANISATION: frozenset({DocumentKind.LETTER_WITH_SEAL}),
    ProofKind.INHERITANCE: frozenset(
        {DocumentKind.HEIRS_CONSENT, DocumentKind.NOTARY_DEED, DocumentKind.COURT_PAPER}
    ),
    ProofKind.SERIAL: frozenset({DocumentKind.SERIAL_PLATE}),
}
"""Which documents can show what (ID-03, ID-04, ID-05, ID-17)."""

_WITH_NUMBER = frozenset({ProofKind.IDENTITY, ProofKind.GUARANTOR})
_WITH_PARTY = frozenset({ProofKind.WITNESS, ProofKind.GUARANTOR, ProofKind.POLICE})
_LAST4 = re.compile(r"[0-9A-Z]{3}[0-9A-Z]")

_WITNESS = (ProofKind.WITNESS, ProofKind.GUARANTOR, ProofKind.POLICE)


def may_move(state: CaseState, to: CaseState) -> bool:
    """Whether a case may go from one state to the other."""
    return to in MOVES[state]


def may_close_silently(delivered: int) -> bool:
    """Whether the end of the confirmation window closes a case: only after two delivered notices."""
    return delivered >= NOTICES_TO_CLOSE


def is_dispute_in_time(closed_at: datetime | None, dispute_days: int, now: datetime) -> bool:
    """Whether a case may still be disputed: while it runs, and `dispute_days` after its end."""
    return closed_at is None or now <= closed_at + timedelta(days=dispute_days)


def proofs_needed(
    by_level: tuple[tuple[ProofKind, ...], ...],
    level: Level,
    owner_kind: OwnerKind,
    witness: Witness,
) -> tuple[tuple[ProofKind, ...], ...]:
    """What must have been seen before work starts; of each item any one kind will do.

    `by_level` is what the rulebook asks for at this level of this owner (ID-03, ID-04, ID-17). A witness
    comes on top at a home, not at an organisation, where the place asks for one (ID-05); a guarantor or
    the police stands in for him (ID-06).
    """
    is_at_home = level >= Level.L2 and owner_kind is not OwnerKind.ORGANISATION
    has_witness = any(ProofKind.WITNESS in item for item in by_level)
    if witness is Witness.NONE or not is_at_home or has_witness:
        return by_level
    return (*by_level, _WITNESS)


def proof_state(
    level: Level,
    needed: tuple[tuple[ProofKind, ...], ...],
    seen: Iterable[ProofFacts],
    witness: Witness,
) -> ProofState:
    """What is needed and what is still missing.

    A proof whose name doesn't match counts for nothing, and a neighbour is no witness where the place asks
    for somebody of the property company or the neighbourhood committee.
    """
    state = ProofState(level, needed, needed, witness is not Witness.PROPERTY)
    for proof in seen:
        if proof.name_matches:
            state = with_proof(state, proof.kind, proof.document_kind)
    return state


def with_proof(state: ProofState, kind: ProofKind, document: DocumentKind) -> ProofState:
    """What is still missing once a proof of this kind, with this document, was seen and its name matched."""
    if document is DocumentKind.NEIGHBOUR and not state.is_neighbour_enough:
        return state
    return replace(state, missing=tuple(item for item in state.missing if kind not in item))


def is_sound(proof: SeenProof) -> bool:
    """Whether a proof is what it says: the right document for its kind, exactly four characters of the
    number where one is asked for and none elsewhere, and somebody named where somebody must be present."""
    if proof.document_kind not in DOCUMENTS[proof.kind]:
        return False
    if proof.kind in _WITH_PARTY and not (proof.party_name and proof.party_contact):
        return False
    if proof.kind in _WITH_NUMBER:
        return proof.last4 is not None and bool(_LAST4.fullmatch(proof.last4))
    return proof.last4 is None


def needs_of(kind: ProofKind) -> ProofNeeds:
    """What `is_sound` asks of a proof of this kind; documents in the order in which they are declared."""
    documents = tuple(paper for paper in DocumentKind if paper in DOCUMENTS[kind])
    return ProofNeeds(documents, kind in _WITH_NUMBER, kind in _WITH_PARTY)


def short_number(case_id: str) -> str:
    """The number that people read to each other: eight characters of the id's random end, in two groups."""
    digits = case_id.replace("-", "")[-8:].upper()
    return f"{digits[:4]}-{digits[4:]}"
