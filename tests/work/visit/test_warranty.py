"""The warranty of a visit: by the number that was read from the unit, and by nothing that somebody typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.work.visit.walk import BOARD, Walk, begin, on_site
from tests.world import body, decide, kinds
from yinuo.case.actions import confirm_fixed
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_again
from yinuo.outlet.facts import WarrantyBasis
from yinuo.people.facts import SerialNotValid
from yinuo.work.visit import actions as visit
from yinuo.work.visit.errors import FieldMissing, StepNotYet
from yinuo.work.visit.facts import Step
from yinuo.work.visit.models import Visit
from yinuo.work.visit.warranty import decide_warranty

pytestmark = pytest.mark.django_db(transaction=True)
IN_WARRANTY = "ANH60V-250000317"


def test_a_serial_that_was_only_typed_into_the_report_decides_no_money_and_the_quote_says_so() -> (
    None
):
    walk = on_site(serial=IN_WARRANTY, lines=BOARD).to(Step.QUOTE)
    assert walk.facts.unit_id is not None
    quote = walk.propose()
    assert not quote.in_warranty
    assert quote.total_fen > 0
    assert quote.warranty_zh.startswith("还没有核对保修")
    assert quote.warranty_en.startswith("The warranty was not checked")


def test_the_same_serial_read_from_the_plate_bears_the_price() -> None:
    walk = on_site(serial=IN_WARRANTY, plate=IN_WARRANTY, lines=BOARD).to(Step.QUOTE)
    assert walk.facts.is_serial_read
    assert walk.propose().total_fen == 0


def test_what_the_plate_says_counts_and_not_what_the_report_said() -> None:
    walk = on_site(serial=IN_WARRANTY, plate="ZZ-0000", lines=BOARD).to(Step.QUOTE)
    assert walk.facts.unit_id is None
    assert walk.propose().total_fen > 0


def test_a_number_that_is_not_said_to_stand_on_the_plate_is_not_taken() -> None:
    walk = on_site()
    with pytest.raises(FieldMissing):
        walk.act(visit.read_serial, serial=IN_WARRANTY, is_from_plate=False)
    with pytest.raises(SerialNotValid):
        walk.act(visit.read_serial, serial="!!", is_from_plate=True)
    assert not walk.facts.is_serial_read
    assert "visit.serial.read" not in kinds(walk.case)


def test_before_the_arrival_there_is_no_plate_to_read() -> None:
    walk = begin()
    with pytest.raises(StepNotYet):
        walk.read_serial(IN_WARRANTY)


def test_the_serial_number_is_read_before_any_price() -> None:
    walk = on_site().to(Step.DIAGNOSIS)
    walk.read_serial("ANC25-230000010")
    assert walk.facts.unit_id is not None
    assert body(walk.case, "visit.serial.read")["basis"]
    walk.to(Step.QUOTE).propose()
    with pytest.raises(StepNotYet):
        walk.read_serial("ANH45F-230000022")


def test_a_serial_on_no_file_leaves_the_visit_without_a_warranty() -> None:
    walk = on_site()
    walk.read_serial("ZZ-0000")
    assert walk.facts.unit_id is None
    assert body(walk.case, "visit.serial.read")["in_warranty"] is False


def test_a_preview_says_like_the_quote_that_the_warranty_was_not_checked() -> None:
    walk = on_site(serial=IN_WARRANTY).to(Step.QUOTE)
    row = Visit.objects.get(id=walk.visit_id)
    assert decide_warranty(row, walk.case, walk.now).basis is WarrantyBasis.NOT_CHECKED


def test_AF_06_of_two_visits_to_one_repair_the_later_end_counts() -> None:
    first = on_site(plate=IN_WARRANTY).to(Step.QUOTE)
    before = ends_date(first)
    first.finish()
    first.say(confirm_fixed)
    first.now += timedelta(days=3)
    first.say(come_again, words="又坏了")
    decide(first.now)
    second = Walk(get_case(first.case.id), now=first.now, plate=IN_WARRANTY).arrive().finish()
    assert ends_date(second) == before + timedelta(days=3)


def ends_date(walk: Walk) -> date:
    row = Visit.objects.get(id=walk.visit_id)
    decided = decide_warranty(row, walk.case, walk.now)
    assert decided.ends_date is not None
    return decided.ends_date
