"""Facts of proofs of ownership: what may be seen, what was seen, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.engines.rulebook import Level, ProofKind


class DocumentKind(StrEnum):
    """What was seen; never copied, photographed or kept."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    PURCHASE_RECORD = "purchase_record"
    WARRANTY_CARD = "warranty_card"
    REGISTERED_SERIAL = "registered_serial"
    SWORN_STATEMENT = "sworn_statement"
    SELLER_STATEMENT = "seller_statement"
    LETTER_WITH_SEAL = "letter_with_seal"
    HEIRS_CONSENT = "heirs_consent"
    NOTARY_DEED = "notary_deed"
    COURT_PAPER = "court_paper"
    SERIAL_PLATE = "serial_plate"
    PROPERTY_OFFICE = "property_office"
    NEIGHBOURHOOD = "neighbourhood"
    NEIGHBOUR = "neighbour"
    POLICE_CARD = "police_card"


@dataclass(frozen=True, slots=True)
class SeenProof:
    """A proof as it was seen: what kind, by whom checked, whether the name matches. `last4` are the last
    four characters of a document's number; `party` says who a witness, guarantor or officer is."""

    kind: ProofKind
    document_kind: DocumentKind
    name_matches: bool
    last4: str | None = None
    party_name: str | None = None
    party_contact: str | None = None


@dataclass(frozen=True, slots=True)
class ProofNeeds:
    """What has to be said of a proof of one kind: which documents can show it, whether four characters
    of a number are asked for, and whether somebody present is named."""

    documents: tuple[DocumentKind, ...]
    needs_last4: bool
    needs_party: bool


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """A recorded proof; whom it names stays encrypted in the row and is not part of the facts."""

    id: UUID
    case_id: UUID
    kind: ProofKind
    document_kind: DocumentKind
    name_matches: bool
    checker: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ProofState:
    """Whether work on a case may start by its ownership level: what is needed, what is still missing.

    Each needed item is a tuple of kinds of which any one will do. `is_neighbour_enough`: whether a neighbour
    counts as a witness here, or only somebody of the property company or the neighbourhood committee.
    """

    level: Level
    needed: tuple[tuple[ProofKind, ...], ...]
    missing: tuple[tuple[ProofKind, ...], ...]
    is_neighbour_enough: bool

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing
