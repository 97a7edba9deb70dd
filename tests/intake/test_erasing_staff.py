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
from yinuo.notice.facts import RecipientKind
from yinuo.notice.models import Subscription
from yinuo.outlet.actions import give_login
from yinuo.outlet.models import Technician
from yinuo.people.actions import add_staff, change_password
from yinuo.people.facts import EraseReason, StaffRole
from yinuo.store.ids import new_id
from yinuo.store.models import Outcome, Timer
from yinuo.store.perform import perform
from yinuo.transfer import jobs as transfer_jobs
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


def test_browsers_and_kept_answers_go_and_files_are_looked_at(technician_id: UUID) -> None:
    staff_id = hire(technician_id)
    Subscription.objects.create(
        id=new_id(NOW),
        recipient_kind=RecipientKind.STAFF.value,
        recipient=staff_id,
        endpoint="https://push.example.org/1",
        endpoint_index="x",
        p256dh="x",
        auth="x",
        made_at=NOW,
    )
    himself, key = Actor.staff(staff_id), "a-step"
    perform(change_password, actor=himself, now=NOW, key=key, staff_id=staff_id, password="x-y-z-1")
    assert Outcome.objects.filter(actor=str(himself)).exists()
    erase(staff_id)
    assert not Subscription.objects.exists()
    assert not Outcome.objects.filter(actor=str(himself)).exists()
    assert Timer.objects.filter(kind=transfer_jobs.FORGET, subject=staff_id).exists()
