"""Ownership levels held against the demo's rulebook and the rules of a case's place."""

from __future__ import annotations

import pytest

from tests.case.cast import NOW, TECHNICIAN, add_case
from yinuo.case import reads
from yinuo.case.actions import record_proof
from yinuo.case.facts import (
    CaseFacts,
    CaseUnknown,
    DocumentKind,
    Level,
    OwnerKind,
    ProofKind,
    SeenProof,
)
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
IDENTITY = SeenProof(ProofKind.IDENTITY, DocumentKind.ID_CARD, True, last4="123X")
OWNERSHIP = SeenProof(ProofKind.OWNERSHIP, DocumentKind.WARRANTY_CARD, True)
LETTER = SeenProof(ProofKind.ORGANISATION, DocumentKind.LETTER_WITH_SEAL, True)
WITNESS = SeenProof(
    ProofKind.WITNESS, DocumentKind.PROPERTY_OFFICE, True, None, "周证人", "19900000007"
)
POLICE = SeenProof(ProofKind.POLICE, DocumentKind.POLICE_CARD, True, None, "警官", "A-1")


def see(case: CaseFacts, *proofs: SeenProof) -> bool:
    for proof in proofs:
        perform(record_proof, actor=TECHNICIAN, now=NOW, case_id=case.id, proof=proof)
    return reads.get_proof_state(case.id).is_complete


def test_id_20_a_case_of_level_0_may_start_and_one_of_level_2_may_not() -> None:
    assert see(add_case(level=Level.L0))


def test_id_20_an_opening_waits_for_identity_ownership_and_the_places_witness() -> None:
    case = add_case(level=Level.L2)
    assert not see(case, IDENTITY)
    assert not see(case, OWNERSHIP)
    assert see(case, WITNESS)  # no rule of the place says otherwise, so the strict one holds


def test_id_06_the_police_stand_in_for_a_missing_document_and_witness() -> None:
    assert see(add_case(level=Level.L2), OWNERSHIP, POLICE)


def test_id_04_an_organisation_needs_its_letter_and_no_witness_of_a_home() -> None:
    case = add_case(level=Level.L3, owner_kind=OwnerKind.ORGANISATION)
    assert not see(case, IDENTITY, OWNERSHIP)
    assert see(case, LETTER)


def test_an_unknown_case_is_an_error_with_its_own_name() -> None:
    case = add_case()
    with pytest.raises(CaseUnknown):
        reads.get_case(case.customer_id)


@pytest.mark.parametrize("typed", ["", "   ", "ABCD", "0000-0000"])
def test_no_number_is_nobodys(typed: str) -> None:
    add_case()
    assert reads.find_by_number(typed) == ()
