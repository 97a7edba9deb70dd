"""Two at one job: whoever comes first leads, either does the steps, and the lead can be handed over."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import Walk
from tests.world import CREW_OF_TWO, active, body, decide, found_company, kinds, lines, open_case
from yinuo.promise.facts import PromiseState
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import decline_assignment
from yinuo.work.dispatch.facts import DeclineReason
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.errors import NotLeading, PartnerAbsent, StepNotYet
from yinuo.work.visit.facts import Step, VisitState

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))


@pytest.fixture
def seats() -> tuple[Walk, Walk]:
    """Those who were sent in the first and in the second seat."""
    case = open_case(found_company(), CREW_OF_TWO)
    decide()
    assert [row.seat for row in active(case)] == [1, 2]
    one, two = Walk(case), Walk(case, seat=2)
    one.lines = two.lines = KEPT
    return one, two


def meet(one: Walk, two: Walk) -> None:
    """Each comes a minute after the other, and time is the same for both."""
    one.code()
    two.now = one.now
    two.code()
    one.now = two.now


def test_whoever_comes_first_leads_whichever_seat_he_was_sent_in(seats: tuple[Walk, Walk]) -> None:
    sent_first, sent_second = seats
    sent_second.code()
    assert (sent_second.facts.seat, sent_first.facts.seat) == (1, 2)
    assert sent_second.facts.leader_id == sent_second.facts.technician_id
    assert body(sent_second.case, "visit.lead.taken") == {
        "technician": str(sent_second.facts.technician_id)
    }
    found = reads.find_visit_of_case(sent_second.case.id)
    assert found is not None
    assert found.id == sent_second.visit_id


def test_he_works_alone_up_to_the_work_and_the_other_not_before_he_is_there(
    seats: tuple[Walk, Walk],
) -> None:
    second, first = seats
    first.arrive().to(Step.WORK)
    with pytest.raises(StepNotYet):
        first.act(visit.start_work)
    assert reads.get_moment(first.visit_id).waits_for_crew
    second.now = first.now
    with pytest.raises(StepNotYet):
        second.act(visit.record_test, passed=(), locks_fitted=1, is_door_open=True)
    second.code()
    assert not reads.get_moment(first.visit_id).waits_for_crew
    first.now = second.now
    first.act(visit.start_work)


def test_when_both_are_there_either_does_the_steps_and_it_is_kept_who_did(
    seats: tuple[Walk, Walk],
) -> None:
    one, two = seats
    meet(one, two)
    one.to(Step.ADULT)
    two.now = one.now
    two.to(Step.DIAGNOSIS)
    by = {step.step: step.technician_id for step in reads.list_steps(one.visit_id)}
    assert by[Step.PRICE_LIST] == one.facts.technician_id
    assert by[Step.ADULT] == by[Step.OWNERSHIP] == two.facts.technician_id
    assert (
        reads.list_steps(two.visit_id) == ()
    )  # the job's steps are kept once, with who came first
    actors = [str(line.actor) for line in lines(one.case, "visit.adult")]
    assert actors == [str(two.technician)]


def test_the_promise_is_kept_by_the_first_arrival(seats: tuple[Walk, Walk]) -> None:
    one, two = seats
    two.code()
    (promise,) = list_promises(one.case.id)
    assert promise.state in (PromiseState.RUNNING, PromiseState.KEPT)
    assert kinds(one.case).count("visit.arrival.confirmed") == 1
    assert one.facts.state is VisitState.PLANNED


def test_the_lead_goes_to_the_one_beside_him_and_no_further(seats: tuple[Walk, Walk]) -> None:
    one, two = seats
    one.code()
    with pytest.raises(PartnerAbsent):
        one.act(visit.pass_lead)
    two.now = one.now
    two.code()
    with pytest.raises(NotLeading):
        two.act(visit.pass_lead)
    one.now = two.now
    one.act(visit.pass_lead)
    assert one.facts.leader_id == two.facts.technician_id
    assert body(one.case, "visit.lead.passed") == {"technician": str(two.facts.technician_id)}
    with pytest.raises(NotLeading):
        one.act(visit.pass_lead)
    two.now = one.now
    two.act(visit.pass_lead)
    assert one.facts.leader_id == one.facts.technician_id


def test_a_consent_to_photos_goes_along_when_the_seats_change(seats: tuple[Walk, Walk]) -> None:
    one, two = seats
    one.say(visit.give_photo_consent, wording="1")
    two.now = one.now
    two.code()
    assert reads.get_moment(two.visit_id).has_photo_consent


def test_who_comes_in_the_others_place_gets_the_seat_that_is_free(
    seats: tuple[Walk, Walk],
) -> None:
    one, two = seats
    two.code()
    visit_id = one.visit_id
    perform(
        decline_assignment,
        actor=one.technician,
        now=two.now,
        assignment_id=one.facts.assignment_id,
        reason=DeclineReason.BREAKDOWN,
    )
    decide(two.now)
    later = [one for one in reads.list_visits_of_case(two.case.id) if one.id != visit_id]
    running = {one.seat for one in later if one.ended_at is None}
    assert running == {1, 2}
