"""Arriving: only the customer's code, the customer's own tap, or door, photo and silence count."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin
from tests.world import (
    AWAY,
    CREW_OF_TWO,
    HOME,
    REGION,
    WATCH,
    active,
    body,
    customer_of,
    decide,
    found_company,
    kinds,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_again
from yinuo.promise.reads import list_promises
from yinuo.record.actions import hold_chain
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import decline_assignment
from yinuo.work.dispatch.facts import DeclineReason
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.errors import StepNotYet, VisitOver, VisitUnknown
from yinuo.work.visit.facts import CodeOutcome, StopReason, VisitState
from yinuo.work.visit.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_right_code_near_the_door_arrives_and_is_written_with_its_metres() -> None:
    walk = begin()
    answer = walk.code()
    assert answer.outcome is CodeOutcome.RIGHT
    assert (walk.facts.state, walk.facts.arrived_at) == (VisitState.ON_SITE, walk.now)
    assert body(walk.case, "visit.arrival.confirmed") == {
        "by": "code",
        "position": "near",
        "metres": 0,
    }


def test_a_code_typed_twice_arrives_once() -> None:
    walk = begin()
    walk.code()
    assert walk.code().outcome is CodeOutcome.RIGHT
    assert kinds(walk.case).count("visit.arrival.confirmed") == 1


def test_a_wrong_code_is_remembered_and_says_how_many_tries_are_left() -> None:
    walk = begin()
    answer = walk.code(walk.wrong_code())
    assert (answer.outcome, answer.tries_left) == (CodeOutcome.WRONG, 4)
    assert body(walk.case, "visit.code.wrong") == {"left": 4}
    assert walk.facts.arrived_at is None


def test_five_wrong_codes_lock_it_even_for_the_right_one() -> None:
    walk = begin()
    outcomes = [walk.code(walk.wrong_code()).outcome for _ in range(5)]
    assert outcomes == [CodeOutcome.WRONG] * 4 + [CodeOutcome.LOCKED]
    assert walk.facts.is_code_locked
    assert walk.code().outcome is CodeOutcome.LOCKED
    assert walk.facts.arrived_at is None
    assert kinds(walk.case).count("visit.code.locked") == 1


def test_after_the_lock_the_customers_own_tap_still_arrives() -> None:
    walk = begin()
    for _ in range(5):
        walk.code(walk.wrong_code())
    walk.say(visit.customer_says_here)
    assert walk.facts.state is VisitState.ON_SITE
    assert body(walk.case, "visit.arrival.confirmed")["by"] == "customer"


def test_a_code_from_afar_is_not_even_checked() -> None:
    walk = begin()
    for _ in range(6):
        assert walk.code(walk.wrong_code(), point=AWAY).outcome is CodeOutcome.TOO_FAR
    assert walk.code(point=AWAY).outcome is CodeOutcome.TOO_FAR
    assert Visit.objects.get(id=walk.visit_id).wrong_tries == 0
    assert body(walk.case, "visit.code.refused")["position"] == "far"


def test_a_code_without_a_position_is_asked_for_one_where_the_door_is_known() -> None:
    walk = begin()
    assert walk.code(point=None).outcome is CodeOutcome.NO_POSITION
    assert body(walk.case, "visit.code.refused") == {"position": "unknown"}


def test_the_code_alone_counts_where_no_point_of_the_door_is_known() -> None:
    walk = begin(point=None, point_source=None)
    assert not walk.case.has_door_point
    assert walk.code(point=AWAY).outcome is CodeOutcome.RIGHT
    assert body(walk.case, "visit.arrival.confirmed") == {"by": "code", "position": "none"}


def test_knocking_with_a_photo_at_the_door_is_weak_evidence_and_without_only_news() -> None:
    walk = begin()
    walk.act(visit.knock, point=HOME, photo=None)
    assert body(walk.case, "visit.knocked") == {"position": "near"}
    walk.act(visit.knock, point=AWAY, photo=jpeg())
    assert body(walk.case, "visit.knocked") == {"position": "far"}
    assert "visit.arrival.knocked" not in kinds(walk.case)
    walk.act(visit.knock, point=HOME, photo=jpeg())
    assert body(walk.case, "visit.arrival.knocked") == {"metres": 0}
    assert walk.facts.state is VisitState.AT_DOOR


def test_the_customer_can_deny_a_knock_and_nothing_else() -> None:
    walk = begin()
    with pytest.raises(StepNotYet):
        walk.say(visit.customer_denies)
    walk.act(visit.knock, point=HOME, photo=jpeg())
    walk.say(visit.customer_denies)
    assert (walk.facts.state, walk.facts.knocked_at) == (VisitState.ON_THE_WAY, None)
    assert "visit.arrival.denied" in kinds(walk.case)


def test_travel_said_twice_counts_once_and_not_after_a_knock() -> None:
    walk = begin()
    walk.act(visit.start_travel)
    at = walk.facts.on_way_at
    walk.act(visit.start_travel)
    walk.act(visit.knock, point=HOME, photo=None)
    walk.act(visit.start_travel)
    assert walk.facts.on_way_at == at
    assert walk.facts.state is VisitState.AT_DOOR
    assert kinds(walk.case).count("visit.travel.started") == 1


def test_another_technician_and_a_foreign_customer_find_no_visit() -> None:
    walk = begin()
    stranger = Actor.technician(UUID(int=5))
    with pytest.raises(VisitUnknown):
        perform(visit.start_travel, actor=stranger, now=walk.now, visit_id=walk.visit_id)
    for actor in (Actor.customer(UUID(int=6)), Actor.technician(walk.case.customer_id)):
        with pytest.raises(VisitUnknown):
            perform(visit.customer_says_here, actor=actor, now=walk.now, case_id=walk.case.id)
    with pytest.raises(VisitUnknown):
        perform(
            visit.enter_code,
            actor=customer_of(walk.case),
            now=walk.now,
            visit_id=walk.visit_id,
            code="0000",
            point=HOME,
        )
    assert walk.facts.state is VisitState.PLANNED


def test_whoever_takes_over_gets_the_same_code_and_another_badge_word() -> None:
    walk = begin()
    before = reads.get_arrival_signs(walk.visit_id)
    perform(
        decline_assignment,
        actor=walk.technician,
        now=walk.now,
        assignment_id=walk.facts.assignment_id,
        reason=DeclineReason.BREAKDOWN,
    )
    decide(walk.now)
    later = Walk(walk.case, now=walk.now)
    after = reads.get_arrival_signs(later.visit_id)
    assert later.technician != walk.technician
    assert after.arrival_code == before.arrival_code
    assert after.badge_word != before.badge_word
    with pytest.raises(StepNotYet):
        walk.code()


def test_whoever_comes_again_has_a_code_that_nobody_was_told_yet() -> None:
    walk = begin()
    told = reads.get_arrival_signs(walk.visit_id).arrival_code
    walk.arrive().act(visit.stop_visit, reason=StopReason.PART_MISSING)
    decide(walk.now)
    walk.say(come_again, words="还是打不开")
    decide(walk.now)
    again = Walk(get_case(walk.case.id), now=walk.now)
    assert again.visit_id != walk.visit_id
    assert reads.get_arrival_signs(again.visit_id).arrival_code != told


def test_a_technician_who_taps_while_the_customer_withdraws_waits_and_blocks_nobody() -> None:
    walk = begin()
    is_holding, may_end = threading.Event(), threading.Event()
    errors: list[Exception] = []

    def tap() -> None:
        try:
            is_holding.wait(10)
            walk.act(visit.start_travel)
        except Exception as error:  # noqa: BLE001 - the thread hands it to the test
            errors.append(error)
        finally:
            connection.close()
            may_end.set()

    technician = threading.Thread(target=tap)
    technician.start()
    with transaction.atomic():
        hold_chain(
            "case", walk.case.id
        )  # the customer has written the first line of the withdrawal
        is_holding.set()
        may_end.wait(0.5)  # as long as the technician gets: waiting, and holding nothing
        visit.call_off(
            visit_id=walk.visit_id, reason="cancelled", actor=customer_of(walk.case), now=walk.now
        )
    technician.join(10)
    assert [type(error) for error in errors] == [VisitOver]
    assert walk.facts.state is VisitState.CALLED_OFF


def test_code_and_word_are_on_no_line_and_not_readable_in_the_table() -> None:
    walk = begin()
    walk.code(walk.wrong_code())
    walk.code()
    signs = reads.get_arrival_signs(walk.visit_id)
    said = " ".join(str(line.body.values()) for line in list_events("case", walk.case.id))
    assert signs.badge_word not in said
    assert f"'{signs.arrival_code}'" not in said


class TestACrewOfTwo:
    """Two come to one door, and either may be met first."""

    @pytest.fixture
    def seats(self) -> tuple[Walk, Walk]:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        assert [row.seat for row in active(case)] == [1, 2]
        return Walk(case), Walk(case, seat=2)

    def test_both_have_the_same_code_and_word(self, seats: tuple[Walk, Walk]) -> None:
        one, two = (reads.get_arrival_signs(seat.visit_id) for seat in seats)
        assert one == two

    def test_the_customers_tap_is_about_whoever_knocked(self, seats: tuple[Walk, Walk]) -> None:
        lead, second = seats
        second.act(visit.knock, point=HOME, photo=None)
        second.say(visit.customer_says_here)
        assert second.facts.state is VisitState.ON_SITE
        assert lead.facts.state is VisitState.PLANNED

    def test_a_knock_of_the_second_can_be_denied(self, seats: tuple[Walk, Walk]) -> None:
        lead, second = seats
        lead.code()
        second.act(visit.knock, point=HOME, photo=jpeg())
        second.say(visit.customer_denies)
        assert second.facts.state is VisitState.ON_THE_WAY
        assert lead.facts.state is VisitState.ON_SITE

    def test_stopping_sends_both_home(self, seats: tuple[Walk, Walk]) -> None:
        lead, second = seats
        lead.code()
        lead.act(visit.stop_visit, reason=StopReason.DANGER)
        assert second.facts.state is VisitState.CALLED_OFF

    def test_the_customer_confirms_the_price_of_the_leads_visit(
        self, seats: tuple[Walk, Walk]
    ) -> None:
        lead, second = seats
        lead.lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
        lead.arrive()
        second.code()
        lead.finish()
        total = reads.get_statement(lead.visit_id).total_fen
        lead.say(visit.customer_confirms_price, paid_fen=total)
        assert reads.get_payment(lead.visit_id).confirmed_fen == total
        assert second.facts.state is VisitState.FINISHED


def test_the_promise_is_kept_at_the_codes_instant_not_when_somebody_notices() -> None:
    walk = begin()
    walk.code()
    arrived = walk.now
    decide(walk.now, REGION)
    perform(visit.start_travel, actor=WATCH, now=walk.now, visit_id=walk.visit_id)
    (promise,) = list_promises(walk.case.id)
    assert promise.made_at < arrived <= promise.due_at
