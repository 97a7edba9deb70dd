"""Rules of law and trade on opening a safe: identity, ownership, and what nobody may keep."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.utils import Error as DatabaseError

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import DRILL, Walk, on_site
from tests.world import (
    PROOFS,
    UNLOCK,
    body,
    kinds,
)
from yinuo.case.actions import record_proof
from yinuo.case.facts import (
    DocumentKind,
    OwnerKind,
    ProofInvalid,
    ProofKind,
)
from yinuo.case.models import Proof
from yinuo.case.reads import get_proof_state
from yinuo.promise.reads import get_credit_fen
from yinuo.record.reads import build_receipt
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit import errors, reads
from yinuo.work.visit.facts import (
    MethodClass,
    PhotoKind,
    Step,
    StopCause,
    StopReason,
    VisitState,
)
from yinuo.work.visit.models import OpeningForm, VisitStep

pytestmark = pytest.mark.django_db(transaction=True)

OPENING = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))


def prove(walk: Walk, *kinds: ProofKind, **changes: object) -> None:
    for kind in kinds:
        proof = replace(PROOFS[kind], **changes)  # type: ignore[arg-type]
        perform(
            record_proof, actor=walk.technician, now=walk.now, case_id=walk.case.id, proof=proof
        )


def missing(walk: Walk) -> set[ProofKind]:
    return {kind for item in get_proof_state(walk.case.id).missing for kind in item}


class TestIdentityAndOwnership:
    """ID."""

    @pytest.fixture
    def walk(self) -> Walk:
        return on_site(UNLOCK, lines=OPENING).to(Step.OWNERSHIP)

    def gate(self, walk: Walk) -> None:
        walk.act(visit.check_ownership)

    def test_ID_03_no_opening_before_the_identity_was_checked_and_nothing_copied(
        self, walk: Walk
    ) -> None:
        prove(walk, ProofKind.OWNERSHIP, ProofKind.WITNESS)
        with pytest.raises(errors.OwnershipUnproven):
            self.gate(walk)
        with pytest.raises(ProofInvalid):
            prove(walk, ProofKind.IDENTITY, last4="110101199001010000")
        prove(walk, ProofKind.IDENTITY)
        self.gate(walk)
        columns = {field.name for field in Proof._meta.get_fields()}
        assert not columns & {"picture", "image", "number", "photo", "scan"}
        with pytest.raises(errors.PhotoNotAllowed):
            walk.act(visit.add_photo, kind="document", data=jpeg())

    def test_ID_03_a_name_that_does_not_match_proves_nothing(self, walk: Walk) -> None:
        prove(walk, ProofKind.OWNERSHIP, ProofKind.WITNESS)
        prove(walk, ProofKind.IDENTITY, name_matches=False)
        with pytest.raises(errors.OwnershipUnproven):
            self.gate(walk)

    def test_ID_04_no_opening_of_a_safe_before_its_ownership_was_shown(self, walk: Walk) -> None:
        prove(walk, ProofKind.IDENTITY, ProofKind.WITNESS)
        with pytest.raises(errors.OwnershipUnproven):
            self.gate(walk)
        assert missing(walk) == {ProofKind.OWNERSHIP}
        with pytest.raises(ProofInvalid):
            prove(walk, ProofKind.OWNERSHIP, document_kind=DocumentKind.ID_CARD)

    def test_ID_04_an_organisation_shows_a_letter_with_its_seal(self) -> None:
        walk = on_site(UNLOCK, owner_kind=OwnerKind.ORGANISATION).to(Step.OWNERSHIP)
        prove(walk, ProofKind.IDENTITY, ProofKind.OWNERSHIP)
        assert missing(walk) == {ProofKind.ORGANISATION}
        prove(walk, ProofKind.ORGANISATION)
        self.gate(walk)

    def test_ID_05_at_a_home_a_witness_stands_by(self, walk: Walk) -> None:
        prove(walk, ProofKind.IDENTITY, ProofKind.OWNERSHIP)
        with pytest.raises(errors.OwnershipUnproven):
            self.gate(walk)
        with pytest.raises(ProofInvalid):
            prove(walk, ProofKind.WITNESS, party_name=None)
        prove(walk, ProofKind.WITNESS)
        self.gate(walk)

    @pytest.mark.parametrize("stand_in", [ProofKind.GUARANTOR, ProofKind.POLICE])
    def test_ID_06_guarantor_or_police_stand_in_for_papers_and_witness_never_for_ownership(
        self, walk: Walk, stand_in: ProofKind
    ) -> None:
        prove(walk, stand_in)
        with pytest.raises(errors.OwnershipUnproven):
            self.gate(walk)
        assert missing(walk) == {ProofKind.OWNERSHIP}
        prove(walk, ProofKind.OWNERSHIP)
        self.gate(walk)

    def test_ID_06_without_any_the_visit_stops_and_nothing_is_opened(self, walk: Walk) -> None:
        walk.act(visit.stop_visit, reason=StopReason.NO_PROOF)
        assert walk.facts.state is VisitState.STOPPED
        assert "visit.opened" not in kinds(walk.case)

    def test_ID_07_an_opening_form_is_written_once_and_kept_at_least_three_years(
        self, walk: Walk
    ) -> None:
        walk.finish()
        form = OpeningForm.objects.get(visit_id=walk.visit_id)
        assert form.retained_until >= (walk.now + timedelta(days=3 * 365)).date()
        assert form.permit_number
        assert {"identity", "ownership", "witness"} <= set(form.proof_kinds)
        with pytest.raises(DatabaseError, match="written once"):
            OpeningForm.objects.update(method_class=MethodClass.OWN_MEANS)

    @pytest.mark.parametrize(
        "reason",
        [
            StopReason.OWNERSHIP_DISPUTED,
            StopReason.SEALED_BY_AUTHORITY,
            StopReason.UNAUTHORISED_OFFICE,
            StopReason.PAPERS_LOOK_FALSE,
            StopReason.NOT_OF_SOUND_MIND,
        ],
    )
    def test_ID_08_refusing_has_a_reason_and_costs_nobody_anything(
        self, walk: Walk, reason: StopReason
    ) -> None:
        walk.act(visit.stop_visit, reason=reason)
        assert body(walk.case, "visit.stopped") == {"reason": "safety_or_legal"}
        assert reads.get_payment(walk.visit_id).recorded_fen is None
        assert get_credit_fen(walk.case.customer_id) == 0

    def test_ID_14_drilling_has_its_own_consent_to_damage_price_and_what_is_left(self) -> None:
        lines = (("VISIT", 1), ("OPEN-FORCE", 1))
        walk = on_site(UNLOCK, lines=lines, destructive=DRILL).to(Step.QUOTE)
        with pytest.raises(errors.FieldMissing):
            walk.propose(*lines, destructive=replace(DRILL, damage=" "))
        walk.propose(*lines, destructive=DRILL)
        walk.accept()
        with pytest.raises(errors.StepNotYet):
            walk.act(visit.start_work)
        walk.say(visit.accept_destructive)
        walk.act(visit.start_work)

    def test_ID_15_the_owner_stands_by_and_the_contents_are_no_ones_list(self, walk: Walk) -> None:
        walk.say(visit.give_photo_consent, wording="photo-1")
        walk.to(Step.OPENING)
        with pytest.raises(errors.PhotoNotAllowed):
            walk.act(visit.add_photo, kind=PhotoKind.RESULT, data=jpeg())
        with pytest.raises(errors.OwnerAbsent):
            walk.act(
                visit.record_opening,
                method=MethodClass.OWN_MEANS,
                is_owner_present=False,
                has_owner_confirmed_contents=True,
            )
        walk.do(Step.OPENING)
        said = body(walk.case, "visit.opened")
        assert said.keys() == {"method", "contents_confirmed"}

    def test_ID_16_the_owner_sets_the_new_code_and_tries_it_three_times(self, walk: Walk) -> None:
        walk.to(Step.NEW_CODE)
        with pytest.raises(errors.OwnerAbsent):
            walk.act(visit.record_new_code, is_set_by_owner=True, tries=2)
        with pytest.raises(errors.StepNotYet):
            walk.do(Step.TEST)
        walk.do(Step.NEW_CODE)

    def test_ID_17_heirs_show_who_administers_the_estate(self) -> None:
        walk = on_site(UNLOCK, owner_kind=OwnerKind.HEIR).to(Step.OWNERSHIP)
        prove(walk, ProofKind.IDENTITY, ProofKind.OWNERSHIP, ProofKind.WITNESS)
        assert missing(walk) == {ProofKind.INHERITANCE}
        prove(walk, ProofKind.INHERITANCE)
        self.gate(walk)

    def test_ID_18_signs_of_a_crime_stop_everything_and_count_against_nobody(
        self, walk: Walk
    ) -> None:
        walk.act(visit.stop_visit, reason=StopReason.CRIME_SIGNS, note="柜门有撬痕")
        assert reads.get_next_step(walk.visit_id) is None
        assert get_credit_fen(walk.case.customer_id) == 0

    def test_ID_18_the_suspicion_stands_in_the_visits_row_and_on_nothing_a_customer_gets(
        self, walk: Walk
    ) -> None:
        walk.act(visit.stop_visit, reason=StopReason.CRIME_SIGNS, note="柜门有撬痕")
        assert body(walk.case, "visit.stopped") == {"reason": "safety_or_legal"}
        assert walk.facts.stop_cause is StopCause.SAFETY_OR_LEGAL
        receipt = build_receipt("case", walk.case.id, walk.now).decode()
        assert "crime" not in receipt
        assert "撬痕" not in receipt
        stop = reads.find_stop(walk.visit_id)
        assert stop is not None
        assert (stop.reason, stop.note) == (StopReason.CRIME_SIGNS, "柜门有撬痕")

    @pytest.mark.parametrize("owner", list(OwnerKind))
    def test_ID_20_no_unlock_passes_below_its_level(self, owner: OwnerKind) -> None:
        walk = on_site(UNLOCK, owner_kind=owner).to(Step.OWNERSHIP)
        assert walk.case.level in ("L2", "L3")
        with pytest.raises(errors.OwnershipUnproven):
            walk.act(visit.check_ownership)
        walk.prove()
        walk.act(visit.check_ownership)


_CODE_FIELDS = {
    "arrival_code": "the customer's word at the door",
    "code_hash": "of a code to recover a link",
    "division_code": "a place",
    "town_code": "a place",
    "area_code": "a place",
    "code": "a line of the price list, an outlet, a model",
    "badge_word": "said by the technician",
    "scope_codes": "the places of which a login sees the cases",
    "secret": "of a login's second factor",
}


def test_ID_12_there_is_no_place_for_the_code_of_a_safe() -> None:
    columns = {
        field.name
        for model in apps.get_models()
        if model.__module__.startswith("yinuo.")
        for field in model._meta.get_fields()
    }
    secret = {n for n in columns if any(w in n for w in ("code", "pin", "combination", "secret"))}
    assert secret <= _CODE_FIELDS.keys()
    for name in ("record_opening", "record_new_code", "hand_over", "record_diagnosis"):
        parameters = inspect.signature(getattr(visit, name)).parameters
        assert not {"code", "new_code", "pin", "password", "key"} & set(parameters)


def test_IN_11_ID_12_a_code_in_any_words_written_on_site_is_masked_first() -> None:
    walk = on_site().to(Step.DIAGNOSIS)
    secret = "739184"
    said = f"客户说密码是{secret}"
    walk.act(visit.record_diagnosis, symptom=said, cause=said, proof=said)
    walk.to(Step.HAND_OVER)
    walk.hand_over(action_taken=said, safety_note=said)
    walk.act(visit.stop_visit, reason=StopReason.DANGER, note=said)
    texts = [str(step.body) for step in VisitStep.objects.filter(visit_id=walk.visit_id)]
    assert len([text for text in texts if "＊＊＊" in text]) == 2
    assert not [text for text in texts if secret in text]
