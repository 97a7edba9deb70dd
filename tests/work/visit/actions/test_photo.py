"""Photos at a visit: by consent only, never around an opening, kept encrypted and without metadata."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import on_site
from tests.world import HOME, UNLOCK, body, kinds
from yinuo.store.facts import PhotoTooLarge, PhotoUnreadable
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.errors import PhotoNotAllowed, StepNotYet, VisitUnknown
from yinuo.work.visit.facts import PhotoKind, Step

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_consent_none_is_kept() -> None:
    walk = on_site()
    with pytest.raises(PhotoNotAllowed):
        walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    assert reads.list_photos(walk.visit_id) == ()


def test_with_consent_one_is_kept_once_and_its_digest_is_on_the_record() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    photo = walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    again = walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    assert photo == again
    assert body(walk.case, "visit.photo.taken") == {"kind": "fault", "sha256": photo.sha256}
    assert body(walk.case, "visit.photo.consented") == {"wording": "photo-1"}
    assert reads.get_photo_bytes(photo.id, case_id=walk.case.id).startswith(b"\xff\xd8")


def test_consent_taken_back_ends_it() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.say(visit.withdraw_photo_consent)
    with pytest.raises(PhotoNotAllowed):
        walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    assert not reads.has_photo_consent(walk.visit_id)
    walk.to(Step.DIAGNOSIS)  # and the service goes on


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (jpeg() + b"\0" * 50_000_000, PhotoTooLarge),
        (b"", PhotoUnreadable),
        ("这不是照片".encode(), PhotoUnreadable),
        (b"%PDF-1.7\n", PhotoUnreadable),
        (jpeg()[:200], PhotoUnreadable),
    ],
    ids=["50-megabytes", "empty", "words", "pdf", "half"],
)
def test_what_is_no_photo_or_too_large_is_refused_and_the_visit_goes_on(
    data: bytes, error: type[Exception]
) -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    with pytest.raises(error):
        walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=data)
    with pytest.raises(error):
        walk.act(visit.add_photo, kind=PhotoKind.PART, data=data)
    assert "visit.photo.taken" not in kinds(walk.case)
    walk.to(Step.DIAGNOSIS)


def test_a_photo_is_ciphertext_in_the_table() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    photo = walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg(secret="三楼书房"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM visit_photo WHERE id = %s", [photo.id])
        stored = bytes(cursor.fetchone()[0])
    plain = reads.get_photo_bytes(photo.id, case_id=walk.case.id)
    assert plain[:64] not in stored
    assert b"\xff\xd8" not in stored[:4]
    assert b"Exif" not in plain
    assert "三楼".encode() not in plain


def test_a_photo_of_another_visit_is_not_found() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    photo = walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    with pytest.raises(VisitUnknown):
        reads.get_photo_bytes(photo.id, case_id=photo.id)
    with pytest.raises(VisitUnknown):
        reads.get_photo_bytes(photo.id, case_id=walk.case.id, visit_id=photo.id)
    assert reads.get_photo_bytes(photo.id, case_id=walk.case.id, visit_id=walk.visit_id)
    assert reads.list_photos_of_case(walk.case.id) == (photo,)


def test_a_photo_of_the_house_door_is_for_a_knock_alone() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    with pytest.raises(PhotoNotAllowed):
        walk.act(visit.add_photo, kind=PhotoKind.DOOR, data=jpeg())


def test_around_an_opening_the_camera_is_off_even_with_consent() -> None:
    walk = on_site(UNLOCK, lines=(("VISIT", 1), ("OPEN-KEEP", 1)))
    walk.say(visit.give_photo_consent, wording="photo-1")
    for step in (Step.OPENING, Step.NEW_CODE):
        walk.to(step)
        with pytest.raises(PhotoNotAllowed):
            walk.act(visit.add_photo, kind=PhotoKind.RESULT, data=jpeg())
    walk.to(Step.TEST)
    walk.act(visit.add_photo, kind=PhotoKind.RESULT, data=jpeg())


def test_after_the_visit_there_are_no_more() -> None:
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.finish()
    with pytest.raises(StepNotYet):
        walk.act(visit.add_photo, kind=PhotoKind.RESULT, data=jpeg())
    with pytest.raises(StepNotYet):
        walk.act(visit.knock, point=HOME, photo=jpeg())
