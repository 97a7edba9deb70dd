"""A look at a zone: who is sent, who is not and why, and what the database never lets happen twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from tests.work.visit.walk import Walk, begin
from tests.world import (
    AWAY,
    CREW_OF_TWO,
    HOME,
    NOW,
    REGION,
    REPORT,
    UNLOCK,
    WATCH,
    active,
    after,
    body,
    decide,
    find_active_assignment,
    found_company,
    job_of,
    kinds,
    lines,
    list_assignments,
    open_case,
    send,
)
from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.config.wiring import due_sources
from yinuo.notice.reads import list_notices
from yinuo.outlet.models import Credential, Outlet, Shift, Technician
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import perform
from yinuo.store.watch import run_due
from yinuo.work.dispatch.actions import (
    cancel_job,
    decide_zone,
    decline_assignment,
    look_at_zone,
    report_position,
)
from yinuo.work.dispatch.facts import (
    AssignmentEnded,
    DeclineReason,
    EndReason,
    JobState,
    PositionFacts,
    PositionSource,
)
from yinuo.work.dispatch.models import Assignment, Position, Zone
from yinuo.work.dispatch.reads import count_overlaps, find_position, get_explanations
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import StopReason, VisitState
from yinuo.work.visit.models import Visit
from yinuo.work.visit.reads import find_running_visit

pytestmark = pytest.mark.django_db(transaction=True)


def unpromised(company: UUID, **changes: object) -> CaseFacts:
    """A case that nobody can come to."""
    answer = send(company, **changes)  # type: ignore[arg-type]
    assert answer.case_id is not None
    return get_case(answer.case_id)


def excluded(case: CaseFacts) -> list[str]:
    found: list[str] = body(case, "dispatch.job.unassigned")["excluded"]
    return found


def decline(case: CaseFacts, minutes: float = 1) -> UUID:
    """Whoever goes to this case can't go after all."""
    assignment = active(case)[0]
    perform(
        decline_assignment,
        actor=WATCH,
        now=after(minutes),
        assignment_id=assignment.id,
        reason=DeclineReason.BREAKDOWN,
    )
    return assignment.technician_id


class TestSending:
    """Somebody goes."""

    def test_the_job_is_assigned_a_visit_planned_and_both_sides_told(self) -> None:
        case = open_case(found_company())
        decide()
        (row,) = active(case)
        assert job_of(case).state is JobState.ASSIGNED
        assert row.eta < job_of(case).deadline_at
        planned = find_running_visit(row.id)
        assert planned is not None
        assert planned.state is VisitState.PLANNED
        assert body(case, "dispatch.technician.assigned")["technician"] == str(row.technician_id)
        assert "visit.assigned" in {notice.template for notice in list_notices(case.id)}

    def test_a_second_look_changes_nothing(self) -> None:
        case = open_case(found_company())
        decide()
        first = active(case)
        decide(after(1))
        assert active(case) == first
        assert kinds(case).count("dispatch.technician.assigned") == 1

    def test_the_watch_looks_at_a_zone_with_a_new_job_by_itself(self) -> None:
        case = open_case(found_company())
        run_due(due_sources(), NOW)
        assert len(active(case)) == 1

    def test_each_technician_gets_one_job_and_each_job_one_technician(self) -> None:
        company = found_company()
        cases = [
            open_case(company, phone=f"1990000010{n}", address=f"济南市市中区示范路 {n + 20} 号")
            for n in range(5)
        ]
        decide()
        sent = [active(case)[0].technician_id for case in cases]
        assert len(set(sent)) == 5
        assert count_overlaps() == 0

    def test_two_seats_are_two_people(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        rows = active(case)
        assert [row.seat for row in rows] == [1, 2]
        assert len({row.technician_id for row in rows}) == 2
        assert job_of(case).state is JobState.ASSIGNED


class TestTheDatabase:
    """The last word."""

    def test_two_looks_at_once_send_one(self) -> None:
        company = found_company()
        cases = [
            open_case(company, phone=f"1990000010{n}", address=f"济南市市中区示范路 {n + 20} 号")
            for n in range(4)
        ]

        def look(_: int) -> None:
            try:
                perform(decide_zone, actor=WATCH, now=NOW, region=REGION)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(look, range(6)))
        for case in cases:
            assert len(list_assignments(job_of(case).id)) == 1
            assert kinds(case).count("visit.planned") == 1
        assert count_overlaps() == 0

    def test_a_technician_has_one_active_job_and_a_seat_one_person(self) -> None:
        company = found_company()
        one = open_case(company)
        other = open_case(company, phone="19900000002", address="济南市市中区示范路 9 号")
        decide()
        row = Assignment.objects.get(id=active(one)[0].id)
        row.id, row.job_id, row.seat = new_id(NOW), job_of(other).id, 2
        with pytest.raises(IntegrityError, match="one_job_per_technician"), transaction.atomic():
            row.save(force_insert=True)
        row.job_id, row.seat = job_of(one).id, 1
        row.technician_id = Technician.objects.exclude(
            id__in=[active(one)[0].technician_id, active(other)[0].technician_id]
        )[0].id
        with pytest.raises(IntegrityError, match="one_technician_per_seat"), transaction.atomic():
            row.save(force_insert=True)

    def test_a_declined_job_is_decided_by_one_of_two_looks(self) -> None:
        case = open_case(found_company())
        decide()
        decline(case)

        def look(_: int) -> None:
            try:
                run_due(due_sources(), after(1))
            finally:
                connections.close_all()

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(look, range(3)))
        assert len(active(case)) == 1
        assert count_overlaps() == 0


class TestDeclined:
    """A technician can't go after all."""

    def test_another_goes_and_the_first_is_not_asked_again(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        first = decline(case)
        decide(after(2))
        (row,) = active(case)
        assert row.technician_id != first
        second = decline(case, 3)
        decide(after(4))
        assert active(case) == []
        assert second != first
        assert "barred:refused:2" in excluded(case)

    def test_why_somebody_cannot_go_is_not_in_the_record_that_the_customer_gets(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        decline(case)
        assert body(case, "dispatch.technician.released")["reason"] == "declined"
        assert body(case, "visit.called_off") == {"reason": "declined"}
        assert Visit.objects.get(case_id=case.id).end_reason == "breakdown"

    def test_nobody_can_decline_what_is_not_theirs_any_more(self) -> None:
        case = open_case(found_company())
        decide()
        earlier = active(case)[0]
        decline(case)
        with pytest.raises(AssignmentEnded):
            perform(
                decline_assignment,
                actor=Actor.technician(earlier.technician_id),
                now=after(2),
                assignment_id=earlier.id,
                reason=DeclineReason.UNWELL,
            )

    def test_nobody_gives_back_what_another_technician_was_sent_to(self) -> None:
        case = open_case(found_company())
        decide()
        assignment = active(case)[0]
        with pytest.raises(AssignmentEnded):
            perform(
                decline_assignment,
                actor=Actor.technician(new_id(after(1))),
                now=after(1),
                assignment_id=assignment.id,
                reason=DeclineReason.UNWELL,
            )
        assert active(case) == [assignment]

    def test_on_site_it_is_too_late_to_decline(self) -> None:
        walk = begin().arrive()
        with pytest.raises(AssignmentEnded):
            decline(walk.case, 9)
        assert walk.facts.state is VisitState.ON_SITE

    def test_one_of_two_is_replaced_alone(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        stays = active(case)[1]
        decline(case)
        assert job_of(case).state is JobState.WAITING
        decide(after(2))
        assert active(case)[1] == stays
        assert job_of(case).state is JobState.ASSIGNED


class TestOffShift:
    """Nobody is sent, or kept, beyond the shift."""

    def move_shift(self, technician_id: UUID, minutes: float) -> None:
        Shift.objects.filter(technician_id=technician_id).delete()
        Shift.objects.create(
            id=new_id(NOW),
            technician_id=technician_id,
            region=REGION,
            period=(after(minutes), after(minutes + 480)),
            created_at=NOW,
        )

    def test_who_has_not_set_out_when_the_shift_ends_is_taken_back(self) -> None:
        case = open_case(found_company())
        decide()
        technician_id = active(case)[0].technician_id
        Shift.objects.filter(technician_id=technician_id).delete()
        decide(after(1))
        assert [row.technician_id for row in active(case)] != [technician_id]
        assert list_assignments(job_of(case).id)[0].end_reason is EndReason.OFF_SHIFT

    def test_also_where_the_next_shift_is_not_far(self) -> None:
        case = open_case(found_company())
        decide()
        technician_id = active(case)[0].technician_id
        self.move_shift(technician_id, 600)
        decide(after(1))
        assert list_assignments(job_of(case).id)[0].end_reason is EndReason.OFF_SHIFT

    def test_who_is_on_the_way_goes_on(self) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        Shift.objects.filter(technician_id=walk.facts.technician_id).delete()
        decide(after(2))
        assert active(walk.case)[0].technician_id == walk.facts.technician_id


def test_somebody_busy_in_another_zone_is_not_sent_here() -> None:
    company = found_company(crew=1)
    walk = begin(company_id=company)
    Assignment.objects.filter(ended_at=None).update(region="370200")
    other = unpromised(company, phone="19900000002", address="济南市市中区示范路 9 号")
    decide(after(1))
    assert active(other) == []
    assert walk.facts.state is VisitState.PLANNED


class TestBarred:
    """Who may not go, counted with the reason."""

    def test_ID_01_no_opening_by_an_outlet_without_its_police_permit(self) -> None:
        company = found_company(crew=3)
        Credential.objects.all().delete()
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert active(unlock) == []
        assert excluded(unlock) == ["barred:no_opening_credential:3"]
        assert kinds(unlock).count("dispatch.job.unassigned") == 1
        decide(after(1))
        assert kinds(unlock).count("dispatch.job.unassigned") == 1
        repair = open_case(company, phone="19900000002")
        decide()
        assert len(active(repair)) == 1

    def test_ID_01_no_opening_on_a_permit_that_has_run_out(self) -> None:
        company = found_company(crew=2)
        Credential.objects.update(valid_to=NOW.date() - timedelta(days=1))
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert excluded(unlock) == ["barred:no_opening_credential:2"]

    def test_ID_02_no_opening_without_the_yearly_proof_of_no_record(self) -> None:
        company = found_company(crew=2)
        Technician.objects.update(no_record_checked_date=None, no_record_valid_to=None)
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert active(unlock) == []
        (reason,) = excluded(unlock)
        assert "no_record" in reason

    def test_AR_05_nobody_goes_for_an_outlet_whose_authorisation_has_ended(self) -> None:
        company = found_company(crew=1)
        case = open_case(company)
        Outlet.objects.update(authorised_to=NOW.date() - timedelta(days=1))
        decide()
        assert active(case) == []
        (reason,) = excluded(case)
        assert "authoris" in reason


class TestExplained:
    """PD-10: why this technician, or why nobody."""

    @pytest.mark.parametrize(("language", "words"), [("zh-hans", "师傅"), ("en", "Master")])
    def test_PD_10_the_choice_is_a_sentence_with_names(self, language: str, words: str) -> None:
        case = open_case(found_company())
        decide()
        (sentence,) = get_explanations(case.id, language)
        assert words in sentence
        assert str(active(case)[0].technician_id) not in sentence

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_so_is_an_empty_seat(self, language: str) -> None:
        company = found_company(crew=2)
        Credential.objects.all().delete()
        case = unpromised(company, report=UNLOCK)
        decide()
        (sentence,) = get_explanations(case.id, language)
        assert sentence
        assert "2" in sentence

    def test_it_stays_after_the_visit_was_stopped(self) -> None:
        walk = begin().arrive()
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert len(get_explanations(walk.case.id, "zh-hans")) == 1

    def test_before_any_job_there_is_nothing_to_explain(self) -> None:
        assert get_explanations(new_id(NOW), "en") == ()


class TestSettled:
    """A visit has ended."""

    def test_the_technician_is_free_where_the_job_was(self) -> None:
        walk = begin().arrive()
        technician_id = walk.facts.technician_id
        walk.finish()
        decide(walk.now)
        assert find_active_assignment(technician_id) is None
        position = find_position(technician_id)
        assert position == PositionFacts(HOME, walk.now, PositionSource.ASSUMED)
        assert job_of(walk.case).state is JobState.DONE
        assert list_assignments(job_of(walk.case).id)[0].end_reason is EndReason.FINISHED

    def test_what_the_phone_told_after_the_arrival_is_better_than_the_jobs_place(self) -> None:
        walk = begin().arrive()
        walk.act(visit.show_price_list)
        technician_id = walk.facts.technician_id
        perform(
            report_position,
            actor=walk.technician,
            now=walk.now,
            technician_id=technician_id,
            point=AWAY,
        )
        told_at = walk.now
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert find_position(technician_id) == PositionFacts(AWAY, told_at, PositionSource.PHONE)

    def test_who_never_arrived_is_not_taken_to_have_been_there(self) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        technician_id = walk.facts.technician_id
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert find_active_assignment(technician_id) is None
        assert find_position(technician_id) is None

    def test_a_stopped_visit_says_so(self) -> None:
        walk = begin().arrive()
        walk.act(visit.stop_visit, reason=StopReason.MINOR_ALONE)
        decide(walk.now)
        assert list_assignments(job_of(walk.case).id)[0].end_reason is EndReason.STOPPED
        assert job_of(walk.case).state is JobState.DONE

    def test_a_job_whose_second_seat_stayed_empty_is_over_too(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        second = Walk(case, seat=2)
        perform(
            decline_assignment,
            actor=WATCH,
            now=after(1),
            assignment_id=second.facts.assignment_id,
            reason=DeclineReason.ACCIDENT,
        )
        lead = Walk(case, now=after(1)).arrive()
        lead.act(visit.stop_visit, reason=StopReason.CUSTOMER_ENDS)
        decide(lead.now)
        assert job_of(case).state is JobState.DONE
        assert active(case) == []


def test_a_cancelled_job_frees_who_was_on_the_way() -> None:
    walk = begin()
    walk.act(visit.start_travel)
    technician_id = walk.facts.technician_id
    perform(cancel_job, actor=WATCH, now=walk.now, case_id=walk.case.id)
    assert find_active_assignment(technician_id) is None
    assert walk.facts.state is VisitState.CALLED_OFF
    perform(cancel_job, actor=WATCH, now=walk.now, case_id=walk.case.id)
    assert kinds(walk.case).count("dispatch.job.cancelled") == 1


def test_PD_05_of_where_a_technician_was_only_the_last_place_is_kept() -> None:
    technician_id = begin().facts.technician_id
    for n in range(3):
        point = Point(36.5 + n, 117.0)
        perform(
            report_position,
            actor=WATCH,
            now=after(n),
            technician_id=technician_id,
            point=point,
        )
    last = PositionFacts(Point(38.5, 117.0), after(2), PositionSource.PHONE)
    assert find_position(technician_id) == last
    assert Position.objects.count() == 1


def test_a_late_job_is_still_sent_and_before_others() -> None:
    company = found_company(crew=1)
    late = open_case(company)
    later = unpromised(company, phone="19900000002", address="济南市市中区示范路 9 号")
    decide(after(45))
    assert len(active(late)) == 1
    assert active(later) == []


def test_with_a_seat_waiting_the_zone_is_looked_at_again_within_five_minutes() -> None:
    company = found_company(crew=1)
    open_case(company)
    unpromised(company, phone="19900000002", address="济南市市中区示范路 9 号")
    decide()
    again = Zone.objects.get(region=REGION).decide_at
    assert again is not None
    assert NOW < again <= after(5)


def test_no_line_of_dispatch_names_a_person_or_a_place() -> None:
    walk = begin()
    said = " ".join(str(line.body) for line in lines(walk.case, "dispatch."))
    for text in (REPORT.name, REPORT.phone, "示范路", "师傅", str(HOME.lat)):
        assert text not in said


def test_a_wish_to_look_at_a_zone_waits_for_the_look_that_is_going_on() -> None:
    found_company()

    def lock_is_free() -> bool:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(try_zone, REGION).result()

    with transaction.atomic():
        look_at_zone(region=REGION, at=NOW, actor=WATCH, now=NOW)
        assert not lock_is_free()
    assert lock_is_free()


def try_zone(region: str) -> bool:
    """Whether somebody else could take the zone at once."""
    try:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            lock_zone(region)
    except OperationalError:
        return False
    else:
        return True
    finally:
        connections["default"].close()
