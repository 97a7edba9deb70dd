"""Photos on a technician's screen: with consent only, and only photos."""

from __future__ import annotations

import re

import pytest

from tests.pages.crew import Phone, text
from tests.pages.technician.steps import upload
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import on_site
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.actions import give_photo_consent

pytestmark = pytest.mark.django_db(transaction=True)


def test_photos_are_locked_with_the_reason_until_the_customer_agrees() -> None:
    """WK-06."""
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    assert "客户还没有同意拍照" in phone.look()
    refused = phone.send("photo", kind="fault", photo=upload(jpeg()))
    assert refused.status_code == 403
    phone.walk.say(give_photo_consent, wording="1")
    clock.move(phone.walk.now)
    phone.do("photo", kind="fault", photo=upload(jpeg()))
    assert len(reads.list_photos(phone.visit_id)) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"no photo at all", "不是可用的照片"), (b"x" * 50_000_000, "超过 20 MB"), (b"", "空的")],
    ids=["text", "50 MB", "nothing"],
)
def test_a_file_that_is_no_photo_gets_a_clear_answer_and_loses_nothing(
    data: bytes, says: str
) -> None:
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    phone.walk.say(give_photo_consent, wording="1")
    clock.move(phone.walk.now)
    answer = phone.send("photo", kind="part", photo=upload(data))
    assert answer.status_code in {400, 413}
    assert says in text(answer)
    assert re.search(r'value="part"[^>]*checked', answer.content.decode())
    assert reads.list_photos(phone.visit_id) == ()
