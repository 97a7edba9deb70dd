"""Where a technician was counts at the door only if the technician's own phone has said so, and lately."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.pages.crew import Phone
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import begin
from tests.world import HOME, WATCH, found_company, kinds
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import decide_zone, report_position
from yinuo.work.dispatch.facts import PositionSource
from yinuo.work.dispatch.reads import find_position

pytestmark = pytest.mark.django_db(transaction=True)
WEAK_EVIDENCE = "visit.arrival.knocked"


def knock(phone: Phone) -> list[str]:
    """Knock with a photo and without a position; what the record says of the knock."""
    phone.do("leave")
    photo: Any = SimpleUploadedFile("door.jpg", jpeg(), "image/jpeg")
    phone.do("knock", photo=photo)
    return [kind for kind in kinds(phone.walk.case) if "knocked" in kind]


def test_the_place_of_the_last_job_is_no_evidence_of_being_at_the_next_door() -> None:
    company = found_company(crew=1)
    first = begin(company_id=company).arrive().finish()
    perform(decide_zone, actor=WATCH, now=first.now, region=first.case.region)
    next_door = begin(company_id=company, now=first.now, phone="19900000002", address=NEXT_DOOR)
    position = find_position(next_door.facts.technician_id)
    assert position is not None
    assert (position.point, position.source) == (HOME, PositionSource.ASSUMED)
    assert knock(Phone(next_door)) == ["visit.knocked"]


NEXT_DOOR = "山东省济南市市中区示范路 18 号 3 栋 2 单元 502"


@pytest.mark.parametrize(("minutes_ago", "evidence"), [(14, WEAK_EVIDENCE), (16, "visit.knocked")])
def test_what_the_phone_said_counts_for_a_quarter_of_an_hour(
    minutes_ago: int, evidence: str
) -> None:
    walk = begin()
    phone = Phone(walk)
    said_at = walk.now
    perform(
        report_position,
        actor=walk.technician,
        now=said_at,
        technician_id=walk.facts.technician_id,
        point=HOME,
    )
    walk.now = said_at + timedelta(minutes=minutes_ago)
    clock.move(walk.now)
    assert knock(phone) == [evidence]
