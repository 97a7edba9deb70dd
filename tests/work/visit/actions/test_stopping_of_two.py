"""One of two at a job stops: the other goes on, or both are done."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import Walk, stop
from tests.world import CREW_OF_TWO, active, body, decide, found_company, kinds, open_case
from yinuo.intake.actions import come_again
from yinuo.intake.facts import ManagerDecides
from yinuo.work.visit import reads
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import Step, StopReason, VisitState

pytestmark = pytest.mark.django_db(transaction=True)


class TestOfTwo:
    """Two people are there, and either may have to stop."""

    @pytest.fixture
    def seats(self) -> tuple[Walk, Walk]:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        assert len(active(case)) == 2
        return Walk(case), Walk(case, seat=2)

    def test_one_who_is_still_on_the_way_does_not_end_the_work_of_the_other(
        self, seats: tuple[Walk, Walk]
    ) -> None:
        lead, second = seats
        lead.arrive()
        with pytest.raises(StepNotYet):
            stop(second)
        assert lead.facts.state is VisitState.ON_SITE

    def test_the_second_on_site_ends_the_price_of_the_first(self, seats: tuple[Walk, Walk]) -> None:
        lead, second = seats
        lead.lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
        lead.arrive()
        second.code()
        lead.to(Step.WORK)
        second.now = lead.now
        assert reads.find_stop_statement(second.visit_id) is not None
        stop(second, StopReason.DANGER)
        assert lead.facts.state is VisitState.STOPPED
        assert reads.get_payment(lead.visit_id).recorded_fen == 0
        assert kinds(lead.case).count("visit.stopped") == 1
        assert [one.id for one in reads.list_stopped_visits()] == [lead.visit_id]

    def test_one_who_never_arrived_is_called_off_by_a_stop_with_a_line(
        self, seats: tuple[Walk, Walk]
    ) -> None:
        lead, second = seats
        lead.arrive()
        stop(lead, StopReason.DANGER)
        assert second.facts.state is VisitState.CALLED_OFF
        assert body(lead.case, "visit.called_off") == {"reason": "not_needed"}

    def test_a_second_who_stops_alone_is_on_the_managers_list_and_leads_the_job(
        self, seats: tuple[Walk, Walk]
    ) -> None:
        lead, second = seats
        second.code()
        stop(second, StopReason.CRIME_SIGNS)
        assert lead.facts.state is VisitState.CALLED_OFF
        assert [one.id for one in reads.list_stopped_visits()] == [second.visit_id]
        led = [one.id for one in reads.list_leading_visits(lead.case.id)]
        assert second.visit_id in led
        with pytest.raises(ManagerDecides):
            second.say(come_again, words="")

    def test_one_who_never_arrived_was_not_there_when_the_work_is_finished(
        self, seats: tuple[Walk, Walk]
    ) -> None:
        lead, second = seats
        lead.lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
        lead.arrive().to(Step.QUOTE).propose()
        lead.decline()
        lead.finish()
        assert second.facts.state is VisitState.CALLED_OFF
        assert body(lead.case, "visit.called_off") == {"reason": "not_needed"}
