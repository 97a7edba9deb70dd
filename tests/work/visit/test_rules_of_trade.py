"""Rules of law and trade that hold on site, each by its number in docs/rules.md."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import Error as DatabaseError

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import BOARD, begin, on_site
from tests.world import (
    HOME,
    body,
    kinds,
)
from yinuo.case.actions import confirm_fixed, dispute_case
from yinuo.case.facts import (
    CaseState,
    DisputeAbout,
    WithdrawReason,
)
from yinuo.case.reads import get_case
from yinuo.intake.actions import withdraw_case
from yinuo.notice.reads import list_notices
from yinuo.promise.reads import list_promises
from yinuo.record.reads import build_receipt
from yinuo.work.visit import actions as visit
from yinuo.work.visit import errors, reads
from yinuo.work.visit.facts import (
    PhotoKind,
    QuoteState,
    Step,
    StopReason,
)
from yinuo.work.visit.models import Visit, VisitStep
from yinuo.work.visit.warranty import decide_warranty

pytestmark = pytest.mark.django_db(transaction=True)


IN_WARRANTY = "ANH60V-250000317"


class TestArrival:
    """AR."""

    def test_AR_01_the_clock_stops_when_the_other_side_confirms_and_not_before(self) -> None:
        walk = begin()
        walk.act(visit.knock, point=HOME, photo=None)
        (promise,) = list_promises(walk.case.id)
        assert promise.verdict_at is None
        walk.code()
        assert "visit.arrival.confirmed" in kinds(walk.case)

    def test_AR_02_the_customer_is_told_who_comes_with_badge_and_time(self) -> None:
        walk = begin()
        assert "visit.assigned" in {notice.template for notice in list_notices(walk.case.id)}

    def test_AR_08_where_nobody_opens_the_visit_stops_and_nothing_is_charged(self) -> None:
        walk = begin()
        walk.act(visit.knock, point=HOME, photo=jpeg())
        walk.act(visit.stop_visit, reason=StopReason.NOBODY_OPENS)
        assert reads.get_payment(walk.visit_id).recorded_fen is None

    def test_AR_09_who_runs_late_says_so_and_the_customer_gets_a_new_time_and_a_way_out(
        self,
    ) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        eta_at = walk.facts.eta_at + timedelta(minutes=20)
        walk.act(visit.announce_delay, eta_at=eta_at)
        assert walk.facts.eta_at == eta_at
        assert body(walk.case, "visit.delayed")["eta_at"] == eta_at.isoformat(timespec="seconds")
        assert "visit.late" in {notice.template for notice in list_notices(walk.case.id)}
        walk.say(withdraw_case, reason=WithdrawReason.TOO_LATE)
        assert get_case(walk.case.id).state is CaseState.WITHDRAWN

    def test_AR_10_no_work_before_an_adult_was_seen(self) -> None:
        walk = on_site()
        walk.act(visit.show_price_list)
        with pytest.raises(errors.StepNotYet):
            walk.act(visit.check_ownership)
        walk.act(visit.stop_visit, reason=StopReason.MINOR_ALONE)


class TestWork:
    """WK."""

    def test_WK_01_fault_proof_quote_consent_work_test_acceptance_in_this_order(self) -> None:
        walk = on_site().finish()
        done = [step.step for step in reads.list_steps(walk.visit_id)]
        order = [Step.DIAGNOSIS, Step.QUOTE, Step.WORK, Step.TEST, Step.HAND_OVER]
        assert [step for step in done if step in order] == order

    def test_WK_02_a_replaced_part_has_its_fault_proof_and_its_number(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(visit.start_work)
        without: tuple[dict[str, Any], ...] = ({"fault_proof": ""}, {"serial": ""})
        for lacking in without:
            with pytest.raises(errors.FieldMissing):
                walk.fit("P-BOARD", **lacking)

    def test_WK_02_what_was_not_replaced_is_not_charged(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(visit.start_work)
        walk.to(Step.PAYMENT)
        codes = {line.code for line in reads.get_statement(walk.visit_id).lines}
        assert "P-BOARD" not in codes

    @pytest.mark.parametrize("lacking", ["symptom", "cause", "proof"])
    def test_WK_03_symptom_cause_action_and_test_are_written_down(self, lacking: str) -> None:
        walk = on_site().to(Step.DIAGNOSIS)
        said = {"symptom": "转不动", "cause": "卡住", "proof": "看过", lacking: ""}
        with pytest.raises(errors.FieldMissing):
            walk.act(visit.record_diagnosis, **said)
        walk.finish()
        bodies = {step.step: step.body for step in reads.list_steps(walk.visit_id)}
        assert bodies[Step.HAND_OVER]["action"]
        assert bodies[Step.TEST]["tests"]

    def test_WK_04_a_refurbished_part_is_called_so_before_consent(self) -> None:
        walk = on_site().to(Step.QUOTE)
        quote = walk.propose(("R-BOARD", 1), ("P-BOARD-R", 1))
        part = quote.lines[-1]
        assert part.part_condition == "refurbished"
        assert "翻新" in part.name_zh
        assert part.maker
        assert part.part_no

    def test_WK_05_what_becomes_of_old_parts_is_asked(self) -> None:
        walk = on_site(lines=BOARD).to(Step.OLD_PARTS)
        with pytest.raises(errors.StepNotYet):
            walk.do(Step.HAND_OVER)

    def test_WK_06_no_photo_in_a_home_without_this_visits_consent(self) -> None:
        walk = on_site()
        with pytest.raises(errors.PhotoNotAllowed):
            walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
        walk.say(visit.give_photo_consent, wording="photo-1")
        walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
        later = begin(
            company_id=walk.case.company_id,
            now=walk.now,
            address="济南市市中区示范路 9 号",
        ).arrive()
        with pytest.raises(errors.PhotoNotAllowed):
            later.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())

    def test_WK_07_brought_material_is_shown_sealed(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(visit.start_work)
        with pytest.raises(errors.FieldMissing):
            walk.fit("P-BOARD", was_shown_sealed=False)

    def test_WK_08_WK_13_dangers_cause_parts_and_bill_are_told(self) -> None:
        walk = on_site().to(Step.HAND_OVER)
        for change in ({"safety_note": ""}, {"has_explained_all": False}):
            with pytest.raises(errors.FieldMissing):
                walk.hand_over(**change)

    def test_WK_09_the_place_is_protected_and_left_clean(self) -> None:
        walk = on_site().to(Step.HAND_OVER)
        for change in ({"is_place_protected": False}, {"is_left_clean": False}):
            with pytest.raises(errors.FieldMissing):
                walk.hand_over(**change)
        walk.hand_over()
        assert body(walk.case, "visit.handed_over") == {"protected": True, "clean": True}

    def test_WK_10_a_safe_is_not_handed_over_with_fewer_locks(self) -> None:
        walk = on_site(serial="ANH45F-240000214").to(Step.TEST)
        wanted = reads.get_tests(walk.visit_id)
        assert wanted.locks == 2
        with pytest.raises(errors.TestsIncomplete):
            walk.act(visit.record_test, passed=wanted.tests, locks_fitted=1, is_door_open=True)

    def test_WK_12_after_a_repair_everything_the_model_does_was_tried_with_the_door_open(
        self,
    ) -> None:
        walk = on_site(serial="ANH45F-240000214").to(Step.TEST)
        wanted = reads.get_tests(walk.visit_id)
        for change in ({"passed": wanted.tests[1:]}, {"is_door_open": False}):
            whole = {"passed": wanted.tests, "locks_fitted": 2, "is_door_open": True}
            with pytest.raises(errors.TestsIncomplete):
                walk.act(visit.record_test, **(whole | change))

    def test_WK_14_the_customer_accepts_and_gets_the_papers(self) -> None:
        walk = on_site().finish()
        assert get_case(walk.case.id).state is CaseState.WAITING_FOR_CUSTOMER
        walk.say(confirm_fixed)
        assert get_case(walk.case.id).state is CaseState.DONE
        assert build_receipt("case", walk.case.id, walk.now)

    def test_WK_15_bad_work_can_be_claimed_also_after_the_case_was_closed(self) -> None:
        walk = on_site().finish()
        walk.say(confirm_fixed)
        walk.say(dispute_case, words="又坏了，请重修", about=DisputeAbout.WORK)
        assert get_case(walk.case.id).state is CaseState.DISPUTED

    def test_WK_17_what_was_recorded_on_site_is_added_to_never_changed(self) -> None:
        walk = on_site().to(Step.WORK)
        with (
            pytest.raises(DatabaseError, match="written once"),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE visit_visitstep SET device_at = now()")
        with (
            pytest.raises(DatabaseError, match="written once"),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE visit_quoteline SET amount_fen = 0, quantity = 0")
        quote = reads.find_quote(walk.visit_id)
        assert quote is not None
        assert quote.state is QuoteState.ACCEPTED


class TestAfterwards:
    """AF."""

    def test_AF_01_the_receipt_names_what_was_done_and_paid(self) -> None:
        walk = on_site(lines=BOARD).finish()
        receipt = build_receipt("case", walk.case.id, walk.now).decode()
        for kind in ("visit.part.fitted", "visit.payment.recorded", "visit.finished"):
            assert kind in receipt

    def test_AF_02_a_repaired_part_is_warranted_at_least_thirty_days(self) -> None:
        walk = on_site(lines=BOARD).finish()
        (part,) = reads.list_parts(walk.visit_id)
        assert part.warranted_until is not None
        assert part.warranted_until >= (walk.now + timedelta(days=30)).date()

    def test_AF_03_the_repairs_of_a_product_stay_on_its_list(self) -> None:
        walk = on_site(plate=IN_WARRANTY, lines=BOARD).finish()
        assert walk.facts.unit_id is not None
        (repair,) = reads.list_repairs(walk.facts.unit_id)
        assert (repair.symptom, repair.cause, len(repair.parts)) == ("把手转不动", "锁栓卡住", 1)
        with pytest.raises(DatabaseError, match="written once"):
            VisitStep.objects.filter(visit_id=walk.visit_id).update(body={})

    def test_AF_06_days_in_repair_do_not_count_against_the_warranty(self) -> None:
        walk = on_site()
        walk.read_serial(IN_WARRANTY)
        row = Visit.objects.get(id=walk.visit_id)
        before = decide_warranty(row, walk.case, walk.now)
        walk.now += timedelta(days=20)
        walk.finish()
        after = decide_warranty(row, walk.case, walk.now)
        assert before.ends_date is not None
        assert after.ends_date == before.ends_date + timedelta(days=20)
