"""The work itself: each step through its action, what it must say, and what it refuses."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.work.visit.walk import HANDED_OVER, Walk, begin, on_site
from tests.world import UNLOCK, body, kinds
from yinuo.base.actor import Actor
from yinuo.case.models import Case
from yinuo.case.reads import get_proof_state
from yinuo.work.visit import actions as visit
from yinuo.work.visit import errors, reads
from yinuo.work.visit.errors import (
    FieldMissing,
    OwnerAbsent,
    OwnershipUnproven,
    StepDone,
    StepNotYet,
    VisitUnknown,
)
from yinuo.work.visit.facts import MethodClass, OldParts, PaymentMethod, Step, StopReason
from yinuo.work.visit.rules.stopping import cause_of

pytestmark = pytest.mark.django_db(transaction=True)
OPENING = (("VISIT", 1), ("OPEN-KEEP", 1))
TEXTS = {"symptom": "把手转不动", "cause": "锁栓卡住", "proof": "读数为零"}


def test_every_step_is_written_once_in_its_order_with_the_servers_time() -> None:
    walk = on_site().finish()
    steps = reads.list_steps(walk.visit_id)
    assert [step.step for step in steps] == [
        Step.PRICE_LIST,
        Step.ADULT,
        Step.OWNERSHIP,
        Step.DIAGNOSIS,
        Step.QUOTE,
        Step.WORK,
        Step.TEST,
        Step.HAND_OVER,
        Step.STATEMENT,
        Step.PAYMENT,
    ]
    assert [step.seq for step in steps] == list(range(1, 11))
    assert sorted(step.at for step in steps) == [step.at for step in steps]


def test_the_devices_clock_is_kept_and_decides_nothing() -> None:
    walk = on_site()
    device_at = walk.now.replace(year=2001)
    walk.act(visit.show_price_list, device_at=device_at)
    (step,) = reads.list_steps(walk.visit_id)
    assert (step.at, step.device_at) == (walk.now, device_at)


def test_a_step_done_twice_is_refused_the_second_time() -> None:
    walk = on_site()
    walk.act(visit.show_price_list)
    with pytest.raises(StepDone):
        walk.act(visit.show_price_list)
    assert kinds(walk.case).count("visit.pricelist.shown") == 1


def early(walk: Walk) -> list[tuple[str, dict[str, object]]]:
    """Every later step, as a hurried technician would try it first."""
    return [
        ("confirm_adult", {}),
        ("record_diagnosis", dict(TEXTS)),
        ("start_work", {}),
        (
            "record_opening",
            {
                "method": MethodClass.OWN_MEANS,
                "is_owner_present": True,
                "has_owner_confirmed_contents": True,
            },
        ),
        ("record_new_code", {"is_set_by_owner": True, "tries": 3}),
        ("record_test", {"passed": (), "locks_fitted": 9, "is_door_open": True}),
        ("record_fixing", {"has_owner_refused": False}),
        ("settle_old_parts", {"choice": OldParts.CUSTOMER_DECLINED}),
        (
            "hand_over",
            {"said": HANDED_OVER, "signatures": ()},
        ),
        ("show_statement", {}),
        ("take_payment", {"paid_fen": 0, "method": PaymentMethod.CASH}),
        ("finish_visit", {}),
    ]


def test_no_step_can_be_done_before_its_turn() -> None:
    walk = on_site()
    for name, arguments in early(walk):
        with pytest.raises(StepNotYet):
            walk.act(getattr(visit, name), **arguments)
    assert reads.list_steps(walk.visit_id) == ()


def test_no_step_can_be_done_before_the_arrival() -> None:
    walk = on_site()
    other = begin(company_id=walk.case.company_id, phone="19900000002")
    for name, arguments in [("show_price_list", {}), *early(other)]:
        with pytest.raises(StepNotYet):
            other.act(getattr(visit, name), **arguments)


@pytest.mark.parametrize("lacking", ["symptom", "cause", "proof"])
def test_a_diagnosis_says_what_was_found_why_and_how_it_shows(lacking: str) -> None:
    walk = on_site().to(Step.DIAGNOSIS)
    with pytest.raises(FieldMissing):
        walk.act(visit.record_diagnosis, **(TEXTS | {lacking: " \n"}))
    assert Step.DIAGNOSIS not in {step.step for step in reads.list_steps(walk.visit_id)}


def test_proofs_are_seen_on_site_and_by_the_technician_of_the_visit() -> None:
    walk = begin(UNLOCK)
    with pytest.raises(StepNotYet):
        walk.prove()
    walk.arrive()
    own, walk.technician = walk.technician, Actor.technician(walk.case.id)
    with pytest.raises(VisitUnknown):
        walk.prove()
    assert "case.proof.recorded" not in kinds(walk.case)
    walk.technician = own
    walk.prove()
    assert get_proof_state(walk.case.id).is_complete


def test_an_unlock_stands_still_until_every_proof_was_seen() -> None:
    walk = on_site(UNLOCK).to(Step.OWNERSHIP)
    with pytest.raises(OwnershipUnproven):
        walk.act(visit.check_ownership)
    with pytest.raises(StepNotYet):
        walk.act(visit.record_diagnosis, **TEXTS)
    walk.prove()
    walk.act(visit.check_ownership)
    assert body(walk.case, "visit.ownership.checked") == {"level": "L2"}


class TestOpening:
    """The safe is opened."""

    @pytest.fixture
    def walk(self) -> Walk:
        return on_site(UNLOCK, lines=OPENING).to(Step.OPENING)

    def test_not_without_the_owner(self, walk: Walk) -> None:
        with pytest.raises(OwnerAbsent):
            walk.act(
                visit.record_opening,
                method=MethodClass.OWN_MEANS,
                is_owner_present=False,
                has_owner_confirmed_contents=True,
            )

    def test_not_destructively_without_the_consent_to_it(self, walk: Walk) -> None:
        with pytest.raises(StepNotYet):
            walk.act(
                visit.record_opening,
                method=MethodClass.DESTRUCTIVE,
                is_owner_present=True,
                has_owner_confirmed_contents=True,
            )

    def test_the_owner_sets_the_new_code_and_tries_it_three_times(self, walk: Walk) -> None:
        walk.do(Step.OPENING)
        for arguments in (
            {"is_set_by_owner": False, "tries": 3},
            {"is_set_by_owner": True, "tries": 2},
        ):
            with pytest.raises(OwnerAbsent):
                walk.act(visit.record_new_code, **arguments)
        walk.do(Step.NEW_CODE)
        assert body(walk.case, "visit.code.renewed") == {}

    def test_the_record_names_the_class_of_the_method_alone(self, walk: Walk) -> None:
        walk.do(Step.OPENING)
        assert body(walk.case, "visit.opened") == {
            "method": "lock_change",
            "contents_confirmed": True,
        }


class TestTesting:
    """The model's own list, whole, with the door open."""

    @pytest.fixture
    def walk(self) -> Walk:
        return on_site(serial="ANH45F-230000022").to(Step.TEST)

    def test_the_list_is_the_models(self, walk: Walk) -> None:
        wanted = reads.get_tests(walk.visit_id)
        assert set(wanted.tests) == {"lock_cycle", "low_battery", "alarm", "fingerprint"}
        assert wanted.locks == 2

    @pytest.mark.parametrize(
        "change",
        [
            {"is_door_open": False},
            {"locks_fitted": 1},
            {"passed": ("lock_cycle", "low_battery", "alarm")},
            {"passed": ("lock_cycle", "low_battery", "alarm", "fingerprint", "made_up")},
        ],
        ids=["door-shut", "a-lock-less", "one-not-passed", "one-invented"],
    )
    def test_less_than_all_is_not_handed_over(self, walk: Walk, change: dict[str, object]) -> None:
        wanted = reads.get_tests(walk.visit_id)
        whole: dict[str, object] = {
            "passed": wanted.tests,
            "locks_fitted": wanted.locks,
            "is_door_open": True,
        }
        with pytest.raises(errors.TestsIncomplete):
            walk.act(visit.record_test, **(whole | change))
        walk.act(visit.record_test, **whole)


def test_WK_11_after_installing_or_moving_a_light_safe_is_fixed_or_refused() -> None:
    walk = on_site().to(Step.TEST)
    Case.objects.filter(id=walk.case.id).update(fault_id="SF-35")  # moves are booked, not rushed to
    walk.to(Step.FIXING)
    with pytest.raises(StepNotYet):
        walk.do(Step.HAND_OVER)
    walk.act(visit.record_fixing, has_owner_refused=True)
    assert body(walk.case, "visit.fixed") == {"owner_refused": True}


def test_handing_over_explains_everything() -> None:
    walk = on_site().to(Step.HAND_OVER)
    for change in ({"has_explained_all": False}, {"action_taken": ""}, {"safety_note": " "}):
        with pytest.raises(FieldMissing):
            walk.hand_over(**change)
    walk.hand_over()


@pytest.mark.parametrize("step", [Step.PRICE_LIST, Step.DIAGNOSIS, Step.WORK, Step.STATEMENT])
@pytest.mark.parametrize("reason", [StopReason.CRIME_SIGNS, StopReason.CUSTOMER_ENDS])
def test_stopping_is_possible_from_any_step(step: Step, reason: StopReason) -> None:
    walk = on_site().to(step)
    walk.act(visit.stop_visit, reason=reason, note="密码是 123456，请记下")
    assert body(walk.case, "visit.stopped") == {"reason": cause_of(reason).value}
    assert reads.get_next_step(walk.visit_id) is None
    with pytest.raises(StepNotYet):
        walk.act(visit.stop_visit, reason=reason)


def test_an_unknown_visit_is_not_found() -> None:
    for read in (reads.get_visit, reads.list_steps, reads.get_next_step, reads.get_arrival_signs):
        with pytest.raises(VisitUnknown):
            read(uuid4())
