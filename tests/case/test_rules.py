"""Which moves a case may make, and which proofs its ownership level asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.case import rules
from yinuo.case.facts import (
    CaseState,
    DocumentKind,
    Level,
    OwnerKind,
    ProofFacts,
    ProofKind,
    SeenProof,
)

SEEN_AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DOCUMENT = {kind: min(documents) for kind, documents in rules.DOCUMENTS.items()}


def seen(kind: ProofKind, *, name_matches: bool = True) -> ProofFacts:
    return ProofFacts(
        UUID(int=1), UUID(int=2), kind, DOCUMENT[kind], name_matches, "technician:1", SEEN_AT
    )


def missing(
    level: Level, owner: OwnerKind, *kinds: ProofKind, witness: bool = False
) -> tuple[tuple[ProofKind, ...], ...]:
    proofs = [seen(kind) for kind in kinds]
    return rules.proof_state(level, owner, proofs, needs_witness=witness).missing


def test_a_withdrawn_case_stays_withdrawn() -> None:
    assert not any(rules.may_move(CaseState.WITHDRAWN, to) for to in CaseState)


def test_a_done_case_can_be_disputed_and_reopened_but_not_withdrawn() -> None:
    assert rules.may_move(CaseState.DONE, CaseState.DISPUTED)
    assert rules.may_move(CaseState.DONE, CaseState.OPEN)
    assert not rules.may_move(CaseState.DONE, CaseState.WITHDRAWN)


def test_silence_closes_only_after_two_delivered_notices() -> None:
    assert [rules.may_close_silently(n) for n in (0, 1, 2, 3)] == [False, False, True, True]


def test_id_20_advice_needs_no_proof_and_l1_the_serial_plate() -> None:
    assert missing(Level.L0, OwnerKind.SELF) == ()
    assert missing(Level.L1, OwnerKind.SELF) != ()
    assert missing(Level.L1, OwnerKind.SELF, ProofKind.SERIAL) == ()


def test_id_03_the_identity_is_checked_before_opening() -> None:
    assert missing(Level.L2, OwnerKind.SELF, ProofKind.OWNERSHIP)
    assert missing(Level.L2, OwnerKind.SELF, ProofKind.OWNERSHIP, ProofKind.IDENTITY) == ()


def test_id_03_a_document_in_another_name_proves_nothing() -> None:
    proofs = [seen(ProofKind.IDENTITY, name_matches=False), seen(ProofKind.OWNERSHIP)]
    state = rules.proof_state(Level.L2, OwnerKind.SELF, proofs, needs_witness=False)
    assert not state.complete


def test_id_04_an_organisation_shows_a_letter_with_its_seal() -> None:
    person = (ProofKind.IDENTITY, ProofKind.OWNERSHIP)
    assert missing(Level.L3, OwnerKind.ORGANISATION, *person) == ((ProofKind.ORGANISATION,),)
    letter = (ProofKind.IDENTITY, ProofKind.ORGANISATION)
    assert missing(Level.L3, OwnerKind.ORGANISATION, *letter) == ()


def test_id_05_a_witness_is_needed_where_the_place_asks_for_one() -> None:
    person = (ProofKind.IDENTITY, ProofKind.OWNERSHIP)
    assert missing(Level.L2, OwnerKind.SELF, *person, witness=True)
    assert missing(Level.L2, OwnerKind.SELF, *person, ProofKind.WITNESS, witness=True) == ()


@pytest.mark.parametrize("stand_in", [ProofKind.GUARANTOR, ProofKind.POLICE])
def test_id_06_a_guarantor_or_the_police_stand_in_for_document_and_witness(
    stand_in: ProofKind,
) -> None:
    assert missing(Level.L2, OwnerKind.SELF, ProofKind.OWNERSHIP, stand_in, witness=True) == ()


@pytest.mark.parametrize("stand_in", [ProofKind.GUARANTOR, ProofKind.POLICE])
def test_id_06_nobody_stands_in_for_ownership(stand_in: ProofKind) -> None:
    assert missing(Level.L2, OwnerKind.SELF, stand_in) == ((ProofKind.OWNERSHIP,),)


def test_id_17_heirs_show_that_all_of_them_agree() -> None:
    person = (ProofKind.IDENTITY, ProofKind.OWNERSHIP, ProofKind.WITNESS)
    assert missing(Level.L3, OwnerKind.HEIR, *person) == ((ProofKind.INHERITANCE,),)


@given(
    st.sampled_from(Level),
    st.sampled_from(OwnerKind),
    st.lists(st.sampled_from(ProofKind)),
    st.booleans(),
)
def test_more_proof_never_leaves_more_missing_and_a_higher_level_never_less(
    level: Level, owner: OwnerKind, kinds: list[ProofKind], witness: bool
) -> None:
    some = set(missing(level, owner, *kinds[:1], witness=witness))
    more = set(missing(level, owner, *kinds, witness=witness))
    assert more <= some
    if level is Level.L2:
        assert more <= set(missing(Level.L3, owner, *kinds, witness=witness))


IDENTITY = SeenProof(ProofKind.IDENTITY, DocumentKind.ID_CARD, True, last4="123X")
WITNESS = SeenProof(
    ProofKind.WITNESS, DocumentKind.PROPERTY_OFFICE, True, None, "周证人", "19900000007"
)


def test_a_proof_is_sound_with_the_right_document_and_four_characters() -> None:
    assert rules.is_sound(IDENTITY)
    assert rules.is_sound(WITNESS)


@pytest.mark.parametrize(
    "proof",
    [
        replace(IDENTITY, last4=None),  # nothing to recognise the document by
        replace(IDENTITY, last4="23"),
        replace(IDENTITY, last4="51010119900101123X"),  # a whole number is never kept
        replace(IDENTITY, document_kind=DocumentKind.WARRANTY_CARD),
        replace(WITNESS, party_name=None),
        replace(WITNESS, party_contact=""),
        replace(WITNESS, last4="1234"),  # a witness's document is nobody's business
        SeenProof(ProofKind.POLICE, DocumentKind.POLICE_CARD, True),
        SeenProof(ProofKind.OWNERSHIP, DocumentKind.ID_CARD, True),
    ],
)
def test_an_unsound_proof_is_refused(proof: SeenProof) -> None:
    assert not rules.is_sound(proof)


def test_the_short_number_is_read_in_two_groups() -> None:
    assert rules.short_number("0193a1b2-0000-7000-8000-00001c2d3e4f") == "1C2D-3E4F"
