"""A member of staff who has left is erased: face, devices and answers go with name and home."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from PIL import Image

from tests.world import NOW, found_company
from yinuo.base.actor import Actor
from yinuo.genuine.actions import add_badge_photo
from yinuo.genuine.badges import find_photo
from yinuo.intake.actions import erase_former_staff
from yinuo.outlet.actions import give_login
from yinuo.outlet.models import Technician
from yinuo.people.actions import add_staff
from yinuo.people.facts import EraseReason, StaffRole
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import leave_company

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = Actor.system("test")


@pytest.fixture
def technician_id(transactional_db: None) -> UUID:
    found_company()
    return Technician.objects.order_by("badge_no")[0].id


def hire(technician_id: UUID) -> UUID:
    role = StaffRole.TECHNICIAN
    staff = perform(add_staff, actor=ACTOR, now=NOW, username="tech", name="陈师傅", role=role)
    perform(give_login, actor=ACTOR, now=NOW, technician_id=technician_id, staff_id=staff.id)
    return staff.id


def erase(staff_id: UUID) -> None:
    perform(leave_company, actor=ACTOR, now=NOW, staff_id=staff_id)
    reason = EraseReason.ASKED
    perform(erase_former_staff, actor=ACTOR, now=NOW, staff_id=staff_id, reason=reason)


def test_the_photo_of_a_technicians_face_goes_with_the_name(technician_id: UUID) -> None:
    staff_id = hire(technician_id)
    picture = io.BytesIO()
    Image.new("RGB", (50, 50)).save(picture, "JPEG")
    face = picture.getvalue()
    perform(add_badge_photo, actor=ACTOR, now=NOW, technician_id=technician_id, picture=face)
    assert find_photo(technician_id) is not None
    erase(staff_id)
    assert find_photo(technician_id) is None
