"""A look at a zone: who is sent, who is not and why, and what the database never lets happen twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from tests.work.dispatch.scene import decline, unpromised
from tests.work.visit.walk import begin
from tests.world import (
    CREW_OF_TWO,
    HOME,
    NOW,
    REGION,
    REPORT,
    WATCH,
    active,
    after,
    body,
    decide,
    found_company,
    job_of,
    kinds,
    lines,
    list_assignments,
    open_case,
)
from yinuo.config.wiring import due_sources
from yinuo.notice.reads import list_notices
from yinuo.outlet.models import Technician
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import perform
from yinuo.store.watch import run_due
from yinuo.work.dispatch.actions import (
    decide_zone,
    look_at_zone,
)
from yinuo.work.dispatch.facts import (
    JobState,
)
from yinuo.work.dispatch.models import Assignment, Zone
from yinuo.work.dispatch.reads import count_overlaps
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import find_running_visit

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_somebody_busy_in_another_zone_is_not_sent_here() -> None:
    company = found_company(crew=1)
    walk = begin(company_id=company)
    Assignment.objects.filter(ended_at=None).update(region="370200")
    other = unpromised(company, phone="19900000002", address="济南市市中区示范路 9 号")
    decide(after(1))
    assert active(other) == []
    assert walk.facts.state is VisitState.PLANNED


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
