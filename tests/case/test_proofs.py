"""Proofs: recorded as seen, never copied, the witness out of the record."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.case.cast import ID_CARD, LATER, TECHNICIAN, add_case, customer_of, last_body, lines
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import (
    record_proof,
)
from yinuo.case.facts import (
    DocumentKind,
    ProofInvalid,
    ProofKind,
    SeenProof,
)
from yinuo.case.models import Proof
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_id_03_a_proof_is_recorded_as_seen_and_never_copied() -> None:
    case = add_case()
    proof = perform(record_proof, actor=TECHNICIAN, now=LATER, case_id=case.id, proof=ID_CARD)
    assert (proof.kind, proof.checker, proof.seen_at) == (
        ProofKind.IDENTITY,
        str(TECHNICIAN),
        LATER,
    )
    assert last_body(case) == {"kind": "identity", "document": "id_card", "name_matches": True}
    assert Proof.objects.get().last4 == "123X"
    columns = {field.name for field in Proof._meta.get_fields()}
    assert not columns & {"photo", "image", "scan", "copy", "number", "document"}


def test_id_05_the_witness_is_kept_encrypted_and_out_of_the_record() -> None:
    case = add_case()
    witness = SeenProof(
        ProofKind.WITNESS, DocumentKind.PROPERTY_OFFICE, True, None, "周证人", "19900000007"
    )
    perform(record_proof, actor=TECHNICIAN, now=LATER, case_id=case.id, proof=witness)
    assert Proof.objects.get().party_name == "周证人"
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_name, party_contact FROM case_proof")
        sealed = cursor.fetchone()
    assert "周" not in str(sealed)
    assert "19900000007" not in str(sealed)
    assert "19900000007" not in str(last_body(case))


def test_an_unsound_proof_and_a_customers_own_are_refused() -> None:
    case = add_case()
    whole = SeenProof(ProofKind.IDENTITY, DocumentKind.ID_CARD, True, last4="51010119900101123X")
    with pytest.raises(ProofInvalid):
        perform(record_proof, actor=TECHNICIAN, now=LATER, case_id=case.id, proof=whole)
    with pytest.raises(NotAllowed):
        perform(record_proof, actor=customer_of(case), now=LATER, case_id=case.id, proof=ID_CARD)
    assert lines(case) == ["case.opened"]
