"""Photos of a visit: for the customer, the visit's technician and the managers, and for nobody else."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.pages.asker import Asker, holder_of
from tests.pages.crew import Phone, enter, staff, technician
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin, on_site
from yinuo.outlet.reads import list_technicians
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import PhotoKind, StopReason

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walk() -> Walk:
    """A visit with a photo."""
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    clock.move(walk.now)
    return walk


def photo_on(client: Client, page: str) -> str:
    """The address of the photo that a page shows, or nothing."""
    answer = client.get(page)
    assert answer.status_code == 200
    found = re.search(r'<img src="([^"]+)"[^>]* alt="故障处"', answer.content.decode())
    return found.group(1) if found else ""


def is_kept_by_nobody(answer: Any) -> bool:
    said = answer["Cache-Control"]
    return "no-store" in said and "private" in said and "public" not in said


def test_the_customer_the_technician_and_a_manager_see_it_and_no_cache_keeps_it(
    walk: Walk,
) -> None:
    readers = [
        (holder_of(walk.case, walk.now).client, f"/case/{walk.case.id}/"),
        (Phone(walk).client, f"/t/visit/{walk.visit_id}/"),
        (enter(staff(StaffRole.MANAGER)), f"/company/case/{walk.case.id}/"),
    ]
    for client, page in readers:
        answer = client.get(photo_on(client, page))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer.content.startswith(b"\xff\xd8")
        assert is_kept_by_nobody(answer)


def test_nobody_else_sees_it_whatever_address_they_know(walk: Walk) -> None:
    mine = holder_of(walk.case, walk.now)
    path = photo_on(mine.client, f"/case/{walk.case.id}/")
    stranger = Asker(now=walk.now).client
    assert stranger.get(path).status_code == 404
    other = begin(
        company_id=walk.case.company_id,
        phone="19900000002",
        address="济南市市中区示范路 90 号",
        now=walk.now,
    )
    neighbour = holder_of(other.case, walk.now).client
    assert neighbour.get(path).status_code == 404
    assert neighbour.get(path.replace(str(walk.case.id), str(other.case.id))).status_code == 404
    photo_id = path.rsplit("/", 1)[1]
    of_company = f"/company/case/{walk.case.id}/photo/{photo_id}"
    for role in (StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.TECHNICIAN):
        client = enter(staff(role))
        assert client.get(of_company).status_code == 403
    assert Client().get(of_company).status_code == 302


def test_desk_and_dispatch_read_the_case_without_its_photos(walk: Walk) -> None:
    for role in (StaffRole.DESK, StaffRole.DISPATCHER):
        assert photo_on(enter(staff(role)), f"/company/case/{walk.case.id}/") == ""


def test_another_technician_finds_none_and_the_own_one_only_until_a_day_later(walk: Walk) -> None:
    phone = Phone(walk)
    path = photo_on(phone.client, phone.path)
    everybody = list_technicians(walk.case.company_id)
    other = next(one for one in everybody if one.id != walk.facts.technician_id)
    assert technician(other.id, "other").get(path).status_code == 404
    assert phone.client.get(path.rsplit("/", 1)[0] + f"/{uuid.uuid4()}.jpg").status_code == 404
    walk.act(visit.stop_visit, reason=StopReason.PART_MISSING)
    assert phone.client.get(path).status_code == 200
    clock.move(walk.now + timedelta(hours=24, minutes=1))
    assert phone.client.get(path).status_code == 404


def test_an_erased_photo_is_gone_from_page_and_address(walk: Walk) -> None:
    mine = holder_of(walk.case, walk.now)
    path = photo_on(mine.client, f"/case/{walk.case.id}/")
    walk.say(visit.erase_photos)
    assert mine.client.get(path).status_code == 404
    assert photo_on(mine.client, f"/case/{walk.case.id}/") == ""
