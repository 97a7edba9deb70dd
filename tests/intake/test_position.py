"""The position that a device sends: agreed to, for its case alone, and gone when it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.work.visit.walk import Walk
from tests.world import (
    REPORT,
    after,
    body,
    customer_of,
    decide,
    found_company,
    job_of,
    kinds,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.base.point import Point, distance_m
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.intake.actions import withdraw_position
from yinuo.intake.facts import PRIVACY_NOTICE
from yinuo.people.facts import PointSource, Purpose
from yinuo.people.reads import get_address, has_consent
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = Point(36.6631, 117.0042)  # away from the district's own point
LOCATED = replace(REPORT, point=PHONE, point_source=PointSource.DEVICE)


def lines_of_person(case: CaseFacts) -> list[str]:
    return [event.kind for event in list_events("person", case.customer_id)]


def withdraw(case: CaseFacts, minutes: float = 1) -> int:
    return perform(withdraw_position, actor=customer_of(case), now=after(minutes), case_id=case.id)


def test_PD_05_a_position_that_is_sent_is_a_consent_of_its_own_with_its_wording() -> None:
    case = open_case(found_company(), LOCATED)
    assert case.point_source is PointSource.DEVICE
    assert has_consent(case.customer_id, Purpose.LOCATION, after(0))
    given = [e for e in list_events("person", case.customer_id) if "consent" in e.kind]
    assert [line.body for line in given] == [{"purpose": "location", "wording": PRIVACY_NOTICE}]


def test_a_report_without_a_position_is_no_consent() -> None:
    case = open_case(found_company())
    assert not has_consent(case.customer_id, Purpose.LOCATION, after(0))


def test_PD_05_the_position_is_for_its_case_and_the_address_never_learns_it() -> None:
    case = open_case(found_company(), LOCATED)
    assert case.address_id is not None
    address = get_address(case.address_id)
    assert address.source in (PointSource.TOWN, PointSource.COUNTY)
    assert distance_m(address.point, PHONE) > 100
    assert str(PHONE.lat) not in str([event.body for event in list_events("case", case.id)])


def test_PD_09_taken_back_the_exact_point_goes_from_case_and_job_and_the_service_goes_on() -> None:
    case = open_case(found_company(), LOCATED)
    assert withdraw(case) == 1
    left, job = get_case(case.id), job_of(case)
    assert left.point_source is not PointSource.DEVICE
    assert not left.has_door_point
    assert left.point == job.point
    assert distance_m(left.point, PHONE) > 100
    assert job.radius_m == left.radius_m > 1000
    assert not has_consent(case.customer_id, Purpose.LOCATION, after(1))
    assert body(case, "case.position.forgotten")["point_source"] == left.point_source.value
    assert lines_of_person(case)[-1] == "people.consent.withdrawn"
    decide(after(1))
    assert Walk(left, now=after(1)).facts.state is VisitState.PLANNED


def test_it_goes_from_every_case_of_the_customer_since_it_was_one_consent() -> None:
    company = found_company()
    first = open_case(company, LOCATED)
    second = open_case(
        company, LOCATED, address="济南市市中区示范路 40 号 2 栋 202", point=Point(36.66, 116.99)
    )
    assert first.customer_id == second.customer_id
    assert withdraw(first) == 2
    for case in (first, second):
        assert get_case(case.id).point_source is not PointSource.DEVICE
        assert kinds(case).count("case.position.forgotten") == 1


def test_taken_back_twice_changes_nothing_the_second_time() -> None:
    case = open_case(found_company(), LOCATED)
    assert [withdraw(case, 1), withdraw(case, 2)] == [1, 0]
    assert lines_of_person(case).count("people.consent.withdrawn") == 1


def test_the_chain_of_the_case_is_taken_before_that_of_the_person() -> None:
    """A visit holds its case's chain when it issues a link on the person's: else the two deadlock."""
    case = open_case(found_company(), LOCATED)
    with CaptureQueriesContext(connection) as seen:
        withdraw(case)
    taken = [query["sql"] for query in seen if "record_chain" in query["sql"]]
    first = [
        next(place for place, sql in enumerate(taken) if str(id) in sql)
        for id in (case.id, case.customer_id)
    ]
    assert first == sorted(first)


def test_nobody_else_takes_it_back() -> None:
    case = open_case(found_company(), LOCATED)
    stranger = Actor.customer(case.company_id)
    with pytest.raises(NotAllowed):
        perform(withdraw_position, actor=stranger, now=after(1), case_id=case.id)
    assert get_case(case.id).point == PHONE
