"""Photos end by themselves: ninety days after their case has ended, never while it runs or is disputed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import HOME, body, kinds
from yinuo.case.actions import confirm_fixed, dispute_case
from yinuo.case.facts import DisputeAbout, WithdrawReason
from yinuo.config.wiring import timer_handlers
from yinuo.intake.actions import settle_dispute, withdraw_case
from yinuo.record.reads import find_fault
from yinuo.store.timer import Timers
from yinuo.store.watch import run_due
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import PhotoKind
from yinuo.work.visit.rules.retention import PHOTOS_KEPT_FOR

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def ring(now: datetime) -> None:
    run_due((Timers(timer_handlers),), now)


@pytest.fixture
def walk() -> Walk:
    """A finished visit with a photo of the fault."""
    walk = on_site()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    return walk.finish()


def photos(walk: Walk) -> int:
    return len(reads.list_photos_of_case(walk.case.id))


def test_PD_02_photos_go_ninety_days_after_the_case_ended_and_the_record_says_so(
    walk: Walk,
) -> None:
    (photo,) = reads.list_photos(walk.visit_id)
    walk.now += timedelta(days=5)
    walk.say(confirm_fixed)
    for early in (walk.now, walk.now + PHOTOS_KEPT_FOR - SECOND):
        ring(early)
        assert photos(walk) == 1
    ring(walk.now + PHOTOS_KEPT_FOR)
    assert photos(walk) == 0
    with pytest.raises(VisitUnknown):
        reads.get_photo_bytes(photo.id, case_id=walk.case.id)
    assert body(walk.case, "visit.photos.erased") == {"count": 1}
    assert body(walk.case, "visit.photo.taken")["sha256"] == photo.sha256
    assert find_fault("case", walk.case.id) is None


def test_PD_02_photos_of_a_disputed_case_stay_until_it_is_settled(walk: Walk) -> None:
    walk.say(dispute_case, words="刮花了面板", about=DisputeAbout.WORK)
    for days in (91, 200, 400):
        ring(walk.now + timedelta(days=days))
        assert photos(walk) == 1
    walk.now += timedelta(days=400)
    walk.say(settle_dispute)
    ring(walk.now + PHOTOS_KEPT_FOR - SECOND)
    assert photos(walk) == 1
    ring(walk.now + 2 * PHOTOS_KEPT_FOR)
    assert photos(walk) == 0


def test_a_knocks_photo_of_the_door_goes_with_the_others() -> None:
    walk = begin()
    walk.act(visit.knock, point=HOME, photo=jpeg())
    walk.say(withdraw_case, reason=WithdrawReason.OTHER)
    assert photos(walk) == 1
    ring(walk.now + PHOTOS_KEPT_FOR)
    assert photos(walk) == 0


def test_erasing_where_there_is_nothing_writes_nothing() -> None:
    walk = on_site()
    assert walk.say(visit.erase_photos) == 0
    assert "visit.photos.erased" not in kinds(walk.case)
