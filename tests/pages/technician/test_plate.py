"""The plate at the technician's screen: read there and said so, and what it tells of earlier repairs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.crew import Phone, text
from tests.work.visit.walk import BOARD, on_site
from tests.world import kinds
from yinuo.case.actions import confirm_fixed
from yinuo.work.visit.facts import Step

pytestmark = pytest.mark.django_db(transaction=True)
SERIAL = "ANH60V-250000317"


def test_a_number_counts_only_as_read_from_the_plate() -> None:
    phone = Phone(on_site(serial=SERIAL).to(Step.DIAGNOSIS))
    assert "还没有核对铭牌" in phone.look()
    copied = phone.send("serial", serial=SERIAL)
    assert copied.status_code == 400
    assert "不要照着报修单" in text(copied)
    assert "visit.serial.read" not in kinds(phone.walk.case)
    phone.do("serial", serial=SERIAL, is_from_plate="on")
    assert phone.visit.is_serial_read
    assert "还没有核对铭牌" not in phone.look()


@pytest.mark.parametrize(("typed", "status"), [("!!", 422), ("9" * 41, 400)])
def test_what_is_no_serial_number_is_said_in_the_readers_language(typed: str, status: int) -> None:
    phone = Phone(on_site().to(Step.DIAGNOSIS))
    path = f"/en{phone.path}serial/"
    sent = {"key": "00000000-0000-4000-8000-000000000001", "serial": typed, "is_from_plate": "on"}
    answer = phone.client.post(path, sent)
    assert answer.status_code in {400, status}
    assert "serial number has" in text(answer)
    assert not phone.visit.is_serial_read


def test_AF_03_once_the_plate_is_read_its_earlier_repairs_stand_there() -> None:
    first = on_site(plate=SERIAL, lines=BOARD).finish()
    first.say(confirm_fixed)
    later = on_site(
        serial=SERIAL,
        company_id=first.case.company_id,
        now=first.now + timedelta(minutes=5),
        phone="19900000002",
        address="山东省济南市市中区示范路 20 号 1 栋 101",
    ).to(Step.DIAGNOSIS)
    phone = Phone(later)
    assert "以前的维修" not in phone.look()
    phone.do("serial", serial=SERIAL, is_from_plate="on")
    screen = phone.look()
    assert "以前的维修" in screen
    assert "锁栓卡住" in screen
    assert "SN-1" in screen
