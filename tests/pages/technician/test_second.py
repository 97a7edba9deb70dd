"""Two technicians at one job: each sees the other, and the second what the first has done."""

from __future__ import annotations

import pytest

from tests.pages.asker import holder_of
from tests.pages.crew import Phone, technician
from tests.work.visit.walk import Walk
from tests.world import CREW_OF_TWO, decide, found_company, open_case
from yinuo.outlet.reads import get_technician
from yinuo.store import clock
from yinuo.work.visit.facts import Step

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seats() -> tuple[Phone, Phone]:
    """The phones of the first and of the second seat."""
    case = open_case(found_company(), CREW_OF_TWO)
    decide()
    lead, second = Walk(case), Walk(case, seat=2)
    lead.lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
    return (
        Phone(lead, technician(lead.facts.technician_id, "first")),
        Phone(second, technician(second.facts.technician_id, "second")),
    )


def test_each_sees_who_else_comes_and_where_he_is(seats: tuple[Phone, Phone]) -> None:
    lead, second = seats
    for mine, other in ((lead, second), (second, lead)):
        assert get_technician(other.visit.technician_id).name_zh in mine.look()
    second.do("leave")
    assert "同行" in lead.look()
    assert "在路上" in lead.look()


def test_the_second_sees_the_steps_the_quote_and_the_parts_of_the_first(
    seats: tuple[Phone, Phone],
) -> None:
    lead, second = seats
    lead.walk.arrive().to(Step.DIAGNOSIS)
    assert "您带队" in lead.look()
    assert "/diagnosis/" not in second.look()  # not there yet
    second.walk.now = lead.walk.now
    second.walk.code()
    screen = second.look()
    assert "核对所有权证明" in screen
    assert "/diagnosis/" in screen  # both are there: either does the next step
    assert "带队" in screen


def test_work_for_two_waits_for_the_second_and_says_so(seats: tuple[Phone, Phone]) -> None:
    lead, second = seats
    lead.walk.arrive().to(Step.WORK)
    assert "等同行的师傅到" in lead.look()
    assert "/start/" not in lead.look()
    second.walk.now = lead.walk.now
    second.walk.code()
    lead.walk.now = second.walk.now
    lead.do("start")


def test_the_lead_is_given_to_the_other_by_a_tap(seats: tuple[Phone, Phone]) -> None:
    lead, second = seats
    lead.walk.arrive()
    assert "/give-lead/" not in lead.look()
    second.walk.now = lead.walk.now
    second.walk.code()
    assert "/give-lead/" not in second.look()
    clock.move(second.walk.now)
    lead.do("give-lead")
    assert "您带队" in second.look()
    assert "/give-lead/" in second.look()


def test_one_who_has_not_arrived_is_offered_no_stop_while_the_other_works(
    seats: tuple[Phone, Phone],
) -> None:
    lead, second = seats
    assert "/stop/" in second.look()
    lead.walk.arrive()
    assert "/stop/" not in second.look()
    assert second.send("stop", reason="danger").status_code == 409


def test_the_customer_reads_both_names_before_the_door_and_on_the_receipt(
    seats: tuple[Phone, Phone],
) -> None:
    lead, second = seats
    case = lead.walk.case
    names = {get_technician(one.visit.technician_id).badge_no for one in seats}
    asker = holder_of(case, lead.walk.now)
    assert names <= set(asker.look(case).split())
    lead.walk.arrive()
    second.walk.now = lead.walk.now
    second.walk.code()
    lead.walk.now = second.walk.now
    lead.walk.finish()
    asker = holder_of(case, lead.walk.now)
    receipt = asker.look(case, "receipt/")
    assert names <= set(receipt.split())
    assert "明细" in receipt  # the bill is the first one's
