"""The third door: one field and its three answers, the list, a scanned badge, a call, a reported hotline."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.asker import Asker, ask, holder_of
from tests.pages.crew import Phone, enter, staff, text
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import begin
from tests.world import NOW, WATCH, found_company, kinds
from yinuo.base.local_time import ZONE
from yinuo.engines import tlog
from yinuo.genuine import reads
from yinuo.genuine.actions import add_badge_photo
from yinuo.genuine.badges import issue_badge
from yinuo.genuine.facts import AlarmKind
from yinuo.outlet.reads import get_technician
from yinuo.pages.frame.qr import qr_svg
from yinuo.people.facts import StaffRole
from yinuo.record.reads import get_public_key
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _founded(transactional_db: None, request: pytest.FixtureRequest) -> None:
    if "phone" not in request.fixturenames:  # a visit comes with a company of its own
        found_company()
    clock.move(NOW, speed=0)


# --- one field --------------------------------------------------------------------------------------


def test_CM_03_one_field_answers_ours_not_ours_or_unsure_with_what_to_do() -> None:
    assert "是我们的" in ask("400-000-0000")
    assert "不是我们的" in ask("4008-123-123")
    assert "说不准" in ask("13800000000")
    assert "没有看懂" in ask("你好")
    answer = Client().post("/genuine/", {"text": ""})
    assert (answer.status_code, "请填要查的" in text(answer)) == (400, True)


def test_AR_06_a_badge_number_is_looked_up_and_a_number_alone_proves_nothing() -> None:
    said = ask("an370100-01")
    assert "AN370100-01" in said
    assert "光有工号不算数" in said or "现在不当班" in said
    assert "没有这个工号" in ask("AN370100-99")


def test_what_was_asked_is_in_no_address_and_counted_without_saying_what() -> None:
    page = Client().get("/genuine/?text=400-000-0000")
    assert "是我们的" not in text(page)
    ask("13800000000")
    assert reads.count_checks(NOW) == {("text", "mobile"): 1}


def test_CM_07_the_list_says_in_whose_name_and_is_downloaded_signed() -> None:
    page = text(Client().get("/genuine/numbers/"))
    assert "400-000-0000" in page
    assert "名下" in page
    file = Client().get("/genuine/numbers.json")
    assert "attachment" in file["Content-Disposition"]
    key = tlog.parse_key(get_public_key())
    assert tlog.verify_statement(file.content, reads.NUMBERS, key).ok


# --- the badge ---------------------------------------------------------------------------------------


def shown_token(phone: Phone) -> str:
    """What a phone reads from the technician's screen; the picture itself is tests/browser's."""
    assert "工牌码" in phone.look()
    return issue_badge(phone.visit_id, clock.now())[0]


@pytest.fixture
def phone() -> Phone:
    return Phone(begin())


def scan(token: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/genuine/b", {"token": token})


def test_AR_06_scanned_on_ones_own_phone_it_is_the_one_sent_with_the_word_to_ask_for(
    phone: Phone,
) -> None:
    asker = holder_of(phone.walk.case, clock.now())
    answer = text(scan(shown_token(phone), asker.client))
    assert "就是派给您的师傅" in answer
    assert get_technician(phone.visit.technician_id).badge_no in answer
    assert "开门前，请师傅说出这两个字" in answer
    stranger = text(scan(shown_token(phone)))
    assert "工牌是真的，他正在上门" in stranger
    assert "开门前，请师傅说出这两个字" not in stranger


def test_AR_06_forged_it_says_dont_open_and_a_manager_sees_it(phone: Phone) -> None:
    answer = text(scan("Zm9yZ2Vk"))
    assert "工牌是假的" in answer
    assert "别开门" in answer
    (alarm,) = reads.list_alarms()
    assert alarm.kind is AlarmKind.FORGED_BADGE
    manager = enter(staff(StaffRole.MANAGER))
    assert "有人扫到了假工牌" in text(manager.get("/company/fakes/"))


def test_an_old_code_is_not_taken(phone: Phone) -> None:
    token = shown_token(phone)
    clock.move(clock.now() + timedelta(hours=2), speed=0)
    assert "这个码过期了" in text(scan(token))


def test_the_technicians_screen_holds_the_code_and_no_server_sees_it_in_an_address(
    phone: Phone,
) -> None:
    token = shown_token(phone)
    address = f"{settings.YINUO_PUBLIC_URL}/genuine/b#{token}"
    code = qr_svg(address, "工牌码，给客户扫", passing=True)
    for path in (phone.path, f"{phone.path}badge/"):
        assert code in phone.client.get(path).content.decode()
    assert Client().get("/genuine/b?token=x").status_code == 200
    assert "怎么扫" in text(Client().get("/genuine/b?token=x"))


def test_ID_09_the_photo_is_for_the_cases_customer_and_for_a_true_badge_alone(
    phone: Phone,
) -> None:
    technician_id = phone.visit.technician_id
    perform(add_badge_photo, actor=WATCH, now=NOW, technician_id=technician_id, picture=jpeg())
    path = f"/genuine/photo/{technician_id}.jpg"
    stranger = Client()
    assert stranger.get(path).status_code == 404
    assert path in scan(shown_token(phone), stranger).content.decode()
    shown = stranger.get(path)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown["Cache-Control"]
    assert Client().get(path).status_code == 404
    asker = holder_of(phone.walk.case, clock.now())
    own = f"/case/{phone.walk.case.id}/crew/{technician_id}.jpg"
    assert own in asker.client.get(f"/case/{phone.walk.case.id}/").content.decode()
    assert asker.client.get(own).status_code == 200
    assert Client().get(own).status_code == 404


def at_the_door(phone: Phone) -> Asker:
    perform(
        add_badge_photo,
        actor=WATCH,
        now=NOW,
        technician_id=phone.visit.technician_id,
        picture=jpeg(),
    )
    phone.walk.act(visit.start_travel)
    phone.walk.act(visit.knock, point=None, photo=None)
    clock.move(phone.walk.now, speed=0)
    return holder_of(phone.walk.case, clock.now())


@pytest.mark.parametrize(
    ("word", "kind"), [("yes", "genuine.person.confirmed"), ("no", "genuine.person.denied")]
)
def test_ID_09_the_customer_says_whether_it_is_the_one_on_the_photo(
    phone: Phone, word: str, kind: str
) -> None:
    asker = at_the_door(phone)
    case = phone.walk.case
    assert "门外的人和照片一样吗" in asker.look(case)
    answer = asker.client.post(f"/case/{case.id}/person/{word}/", {"key": "one"})
    assert answer.status_code == (302 if word == "yes" else 200)
    asker.client.post(f"/case/{case.id}/person/{word}/", {"key": "one"})
    assert kinds(case).count(kind) == 1
    assert ("别开门" in text(answer)) == (word == "no")
    assert "门外的人和照片一样吗" not in asker.look(case)
    assert len(reads.list_alarms()) == (1 if word == "no" else 0)


# --- was this call from you? --------------------------------------------------------------------------


def call(typed: str = "", *, minutes: int = 0, client: Client | None = None) -> Any:
    at = (clock.now() + timedelta(minutes=minutes)).astimezone(ZONE)
    fields = {"text": typed, "at": f"{at:%Y-%m-%dT%H:%M}"}
    return (client or Client()).post("/genuine/call/", fields)


def test_CM_06_a_call_is_judged_by_its_number_and_never_more_surely_than_that() -> None:
    assert "是不是我们打的说不准" in text(call("400-000-0000"))
    assert "不是我们的号码" in text(call("400-812-3123"))
    assert "说不准" in text(call())
    assert call(minutes=60).status_code == 400
    assert call(minutes=-60 * 24 * 40).status_code == 400


def test_a_manager_keeps_the_list_and_photos_of_his_own_technicians() -> None:
    manager = enter(staff(StaffRole.MANAGER))
    number = {"use": "sms", "text": "1069 0000 0000", "owner": "安诺", "valid_from": "2026-01-01"}
    assert manager.post("/company/numbers/", {**number, "key": "a"}).status_code == 302
    assert "是我们的" in ask("106900000000")
    refused = manager.post("/company/numbers/", {**number, "text": "你好", "key": "b"})
    assert (refused.status_code, "没有看懂" in text(refused)) == (400, True)
    listed = manager.get("/company/numbers/").content.decode()
    end = re.search(r"/company/numbers/[0-9a-f-]+/end/", listed)
    assert end
    assert manager.post(end[0], {"key": "c"}).status_code == 302
    assert "已经停用" in ask("106900000000")
    badges = manager.get("/company/badges/").content.decode()
    member = re.search(r"/company/badges/[0-9a-f-]+/", badges)
    assert member
    file = SimpleUploadedFile("x.jpg", jpeg(900, 900))
    assert manager.post(member[0], {"picture": file, "key": "d"}).status_code == 302
    assert manager.get(f"{member[0]}photo.jpg")["Content-Type"] == "image/jpeg"
    bad = SimpleUploadedFile("x.jpg", b"no picture")
    assert manager.post(member[0], {"picture": bad, "key": "e"}).status_code == 400
    assert manager.post(member[0], {"do": "remove", "key": "f"}).status_code == 302
    assert manager.get(f"{member[0]}photo.jpg").status_code == 404
