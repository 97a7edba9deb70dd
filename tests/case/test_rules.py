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
from yinuo.engines.rulebook import Witness

SEEN_AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DOCUMENT = {kind: max(documents) for kind, documents in rules.DOCUMENTS.items()}


def seen(kind: ProofKind, *, name_matches: bool = True) -> ProofFacts:
    return ProofFacts(
        UUID(int=1), UUID(int=2), kind, DOCUMENT[kind], name_matches, "technician:1", SEEN_AT
    )


PERSON = ((ProofKind.IDENTITY, ProofKind.GUARANTOR, ProofKind.POLICE), (ProofKind.OWNERSHIP,))
"""What a rulebook asks of a person at L2."""


def missing(
    owner: OwnerKind,
    *kinds: ProofKind,
    level: Level = Level.L2,
    witness: Witness = Witness.NONE,
    by_level: tuple[tuple[ProofKind, ...], ...] = PERSON,
) -> tuple[tuple[ProofKind, ...], ...]:
    needed = rules.proofs_needed(by_level, level, owner, witness)
    return rules.proof_state(level, needed, [seen(kind) for kind in kinds], witness).missing


def test_a_withdrawn_case_opens_again_only_where_its_customer_never_withdrew_it() -> None:
    to = {state for state in CaseState if rules.may_move(CaseState.WITHDRAWN, state)}
    assert to == {CaseState.OPEN}


def test_a_case_is_done_only_after_its_work_and_then_nothing_is_left_to_withdraw() -> None:
    assert not rules.may_move(CaseState.OPEN, CaseState.DONE)
    assert rules.may_move(CaseState.WAITING_FOR_CUSTOMER, CaseState.DONE)
    assert not rules.may_move(CaseState.WAITING_FOR_CUSTOMER, CaseState.WITHDRAWN)


def test_a_dispute_does_not_shut_out_a_second_one() -> None:
    assert rules.may_move(CaseState.DISPUTED, CaseState.DISPUTED)


def test_a_done_case_can_be_disputed_and_reopened_but_not_withdrawn() -> None:
    assert rules.may_move(CaseState.DONE, CaseState.DISPUTED)
    assert rules.may_move(CaseState.DONE, CaseState.OPEN)
    assert not rules.may_move(CaseState.DONE, CaseState.WITHDRAWN)


def test_silence_closes_only_after_two_delivered_notices() -> None:
    assert [rules.may_close_silently(n) for n in (0, 1, 2, 3)] == [False, False, True, True]


def test_id_20_what_the_level_asks_for_is_missing_until_it_was_seen() -> None:
    assert missing(OwnerKind.SELF) == PERSON
    assert missing(OwnerKind.SELF, ProofKind.OWNERSHIP) == PERSON[:1]
    assert missing(OwnerKind.SELF, ProofKind.OWNERSHIP, ProofKind.IDENTITY) == ()
    assert missing(OwnerKind.SELF, level=Level.L0, by_level=()) == ()


def test_id_03_a_document_in_another_name_proves_nothing() -> None:
    proofs = [seen(ProofKind.IDENTITY, name_matches=False), seen(ProofKind.OWNERSHIP)]
    state = rules.proof_state(Level.L2, PERSON, proofs, Witness.NONE)
    assert state.missing == PERSON[:1]
    assert not state.is_complete


def test_id_05_a_witness_is_needed_at_a_home_where_the_place_asks_for_one() -> None:
    person = (ProofKind.IDENTITY, ProofKind.OWNERSHIP)
    assert missing(OwnerKind.SELF, *person, witness=Witness.PROPERTY)
    assert missing(OwnerKind.SELF, *person, ProofKind.WITNESS, witness=Witness.PROPERTY) == ()
    assert missing(OwnerKind.ORGANISATION, *person, witness=Witness.PROPERTY) == ()
    assert missing(OwnerKind.SELF, level=Level.L1, witness=Witness.PROPERTY, by_level=()) == ()


def test_id_05_a_neighbour_is_a_witness_only_where_the_place_says_so() -> None:
    neighbour = replace(seen(ProofKind.WITNESS), document_kind=DocumentKind.NEIGHBOUR)
    for witness, is_enough in ((Witness.NEIGHBOUR, True), (Witness.PROPERTY, False)):
        needed = rules.proofs_needed((), Level.L2, OwnerKind.SELF, witness)
        state = rules.proof_state(Level.L2, needed, [neighbour], witness)
        assert state.is_complete is is_enough


@pytest.mark.parametrize("stand_in", [ProofKind.GUARANTOR, ProofKind.POLICE])
def test_id_06_a_guarantor_or_the_police_stand_in_for_document_and_witness(
    stand_in: ProofKind,
) -> None:
    owned = (ProofKind.OWNERSHIP, stand_in)
    assert missing(OwnerKind.SELF, *owned, witness=Witness.PROPERTY) == ()


def test_id_06_nobody_stands_in_for_ownership() -> None:
    police = missing(OwnerKind.SELF, ProofKind.POLICE, ProofKind.GUARANTOR)
    assert police == ((ProofKind.OWNERSHIP,),)


@given(
    st.sampled_from(Level),
    st.sampled_from(OwnerKind),
    st.lists(st.sampled_from(ProofKind)),
    st.sampled_from(Witness),
)
def test_more_proof_never_leaves_more_missing(
    level: Level, owner: OwnerKind, kinds: list[ProofKind], witness: Witness
) -> None:
    some = set(missing(owner, *kinds[:1], level=level, witness=witness))
    assert set(missing(owner, *kinds, level=level, witness=witness)) <= some


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
