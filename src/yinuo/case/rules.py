"""What may happen to a case, and which proofs its ownership level asks for: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .facts import (
    CaseState,
    DocumentKind,
    Level,
    OwnerKind,
    ProofFacts,
    ProofKind,
    ProofState,
    SeenProof,
)

MOVES: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset(
        {CaseState.WAITING_FOR_CUSTOMER, CaseState.DONE, CaseState.DISPUTED, CaseState.WITHDRAWN}
    ),
    CaseState.WAITING_FOR_CUSTOMER: frozenset(
        {CaseState.OPEN, CaseState.DONE, CaseState.DISPUTED, CaseState.WITHDRAWN}
    ),
    CaseState.DONE: frozenset({CaseState.DISPUTED, CaseState.OPEN}),
    CaseState.DISPUTED: frozenset(
        {CaseState.OPEN, CaseState.WAITING_FOR_CUSTOMER, CaseState.DONE, CaseState.WITHDRAWN}
    ),
    CaseState.WITHDRAWN: frozenset(),
}
"""From each state, the states a case may go to. A withdrawn case stays so: a new wish is a new case."""

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

_STAND_INS = (ProofKind.GUARANTOR, ProofKind.POLICE)
_IDENTITY = (ProofKind.IDENTITY, *_STAND_INS)
_WITNESS = (ProofKind.WITNESS, *_STAND_INS)


def may_move(state: CaseState, to: CaseState) -> bool:
    """Whether a case may go from one state to the other."""
    return to in MOVES[state]


def may_close_silently(delivered: int) -> bool:
    """Whether the end of the confirmation window closes a case: only after two delivered notices."""
    return delivered >= NOTICES_TO_CLOSE


def proofs_needed(
    level: Level, owner_kind: OwnerKind, *, needs_witness: bool
) -> tuple[tuple[ProofKind, ...], ...]:
    """What must have been seen before work starts; of each item any one kind will do.

    L0 asks for nothing and L1 for the serial plate, unless the owner's papers are shown. From L2 on it is
    identity and ownership (ID-03, ID-04), for an organisation its letter with seal, for heirs also their
    consent (ID-17). A witness is needed at a home where the place asks for one (ID-05), and always at
    L3. A guarantor with papers of his own, or the police, stands in for a missing document of identity
    or a missing witness (ID-06), never for ownership.
    """
    if level is Level.L0:
        return ()
    if level is Level.L1:
        return ((ProofKind.SERIAL, ProofKind.OWNERSHIP),)
    if owner_kind is OwnerKind.ORGANISATION:
        return (_IDENTITY, (ProofKind.ORGANISATION,))
    needed = [_IDENTITY, (ProofKind.OWNERSHIP,)]
    if owner_kind is OwnerKind.HEIR:
        needed.append((ProofKind.INHERITANCE,))
    if needs_witness or level is Level.L3:
        needed.append(_WITNESS)
    return tuple(needed)


def proof_state(
    level: Level, owner_kind: OwnerKind, seen: Iterable[ProofFacts], *, needs_witness: bool
) -> ProofState:
    """What is needed and what is still missing; a proof whose name doesn't match counts for nothing."""
    kinds = {proof.kind for proof in seen if proof.name_matches}
    needed = proofs_needed(level, owner_kind, needs_witness=needs_witness)
    missing = tuple(item for item in needed if not kinds.intersection(item))
    return ProofState(level, needed, missing)


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


def short_number(case_id: str) -> str:
    """The number that people read to each other: eight characters of the id's random end, in two groups."""
    digits = case_id.replace("-", "")[-8:].upper()
    return f"{digits[:4]}-{digits[4:]}"
