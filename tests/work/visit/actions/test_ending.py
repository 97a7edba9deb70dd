"""The end of a visit: its papers, what is asked of the customer, and what nobody can change afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import Error as DatabaseError

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import BOARD, Walk, on_site
from tests.world import UNLOCK, body, kinds
from yinuo.case.actions import confirm_fixed, dispute_case
from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.case.reads import get_case
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import MethodClass, PhotoKind, Step, StopReason, VisitState
from yinuo.work.visit.models import ItemQuote, OpeningForm, Payment, Visit

pytestmark = pytest.mark.django_db(transaction=True)
OPENING = (("VISIT", 1), ("OPEN-KEEP", 1))


def test_finishing_asks_the_customer_and_says_how_long_it_took() -> None:
    walk = on_site()
    arrived = walk.now
    walk.finish()
    assert walk.facts.state is VisitState.FINISHED
    minutes = round((walk.now - arrived) / timedelta(minutes=1))
    assert body(walk.case, "visit.finished") == {"minutes": minutes}
    assert get_case(walk.case.id).state is CaseState.WAITING_FOR_CUSTOMER


def test_a_dispute_made_meanwhile_is_not_silenced_by_the_end_of_the_visit() -> None:
    walk = on_site().to(Step.FINISH)
    walk.say(dispute_case, words="师傅态度不好", about=DisputeAbout.CONDUCT)
    walk.do(Step.FINISH)
    assert get_case(walk.case.id).state is CaseState.DISPUTED


def test_fitted_parts_are_warranted_from_the_handover() -> None:
    walk = on_site(lines=BOARD).finish()
    (part,) = reads.list_parts(walk.visit_id)
    assert part.warranted_until is not None
    assert part.warranted_until - date(2026, 11, 23) >= timedelta(days=30)


class TestTheFormOfAnOpening:
    """ID-07: what was recorded, kept for years, changed by nobody."""

    @pytest.fixture
    def walk(self) -> Walk:
        return on_site(UNLOCK, lines=OPENING).finish()

    def test_it_holds_who_when_and_by_which_class_of_method(self, walk: Walk) -> None:
        form = OpeningForm.objects.get(visit_id=walk.visit_id)
        assert form.method_class == MethodClass.LOCK_CHANGE
        assert form.permit_number
        assert set(form.proof_kinds) >= {"identity", "ownership"}
        assert form.body["owner_present"] is True
        assert form.body["new_code_tries"] == 3
        assert form.retained_until >= date(2029, 11, 23)
        assert body(walk.case, "visit.form.written") == {
            "retained_until": form.retained_until.isoformat()
        }

    def test_the_database_refuses_to_change_it(self, walk: Walk) -> None:
        rows = OpeningForm.objects.filter(visit_id=walk.visit_id)
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            rows.update(permit_number="另一个")
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            rows.update(retained_until=date(2026, 12, 1))

    def test_a_repair_has_none(self, walk: Walk) -> None:
        assert OpeningForm.objects.filter(visit_id=walk.visit_id).exists()
        stopped = on_site(UNLOCK, company_id=walk.case.company_id, phone="19900000002")
        stopped.act(visit.stop_visit, reason=StopReason.NO_PROOF)
        assert not OpeningForm.objects.filter(visit_id=stopped.visit_id).exists()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("visit_visitstep", "at"),
        ("visit_photo", "taken_at"),
        ("visit_quoteline", "amount_fen"),
    ],
)
def test_what_was_recorded_on_site_can_only_be_added_to(table: str, column: str) -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    walk.finish()
    with pytest.raises(DatabaseError, match="written once"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608 - our own names


def test_the_database_keeps_a_payment_below_what_was_accepted() -> None:
    walk = on_site().finish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(visit_id=walk.visit_id).update(recorded_fen=99_999)


def test_the_database_keeps_one_accepted_quote_of_a_visit() -> None:
    walk = on_site().finish()
    accepted = ItemQuote.objects.filter(visit_id=walk.visit_id).values().get()
    second = ItemQuote(**(accepted | {"id": walk.case.id, "version": 9}))
    with pytest.raises(IntegrityError, match="quote_one_accepted"), transaction.atomic():
        second.save(force_insert=True)


def test_a_visit_ends_with_an_instant_or_not_at_all() -> None:
    walk = on_site()
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(id=walk.visit_id).update(state=VisitState.FINISHED)


def test_the_stop_note_is_encrypted_and_its_codes_masked() -> None:
    walk = on_site()
    walk.act(visit.stop_visit, reason=StopReason.DANGER, note="密码 123456，屋里漏气")
    assert Visit.objects.get(id=walk.visit_id).stop_note == "密码 ＊＊＊，屋里漏气"
    with connection.cursor() as cursor:
        cursor.execute("SELECT stop_note FROM visit_visit WHERE id = %s", [walk.visit_id])
        assert "漏气" not in cursor.fetchone()[0]


def test_the_repairs_of_a_product_are_listed_with_cause_and_parts_oldest_first() -> None:
    serial = "ANC25-230000010"
    first = on_site(plate=serial, lines=BOARD).finish()
    assert first.facts.unit_id is not None
    first.say(confirm_fixed)
    second = on_site(
        plate=serial,
        company_id=first.case.company_id,
        now=first.now,
        phone="19900000002",
        address="山东省济南市市中区示范路 20 号 1 栋 101",
    ).finish()
    repairs = reads.list_repairs(first.facts.unit_id)
    assert [repair.visit_id for repair in repairs] == [first.visit_id, second.visit_id]
    assert (repairs[0].symptom, repairs[0].cause) == ("把手转不动", "锁栓卡住")
    assert [part.code for part in repairs[0].parts] == ["P-BOARD"]
    assert repairs[0].minutes > 0
    assert "visit.part.fitted" in kinds(first.case)
