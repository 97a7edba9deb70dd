"""The second factor at the door: asked for after the password, set up before anything else, one lockout."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from pytest_django import Settings

from tests.pages.crew import PASSWORD, staff, text
from tests.world import NOW
from yinuo.base.actor import Actor
from yinuo.people.actions import change_password, reset_factor
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.people.models import Login, SecondFactor
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def required(settings: Settings, transactional_db: None) -> Settings:
    settings.YINUO_SECOND_FACTOR = "required"
    clock.move(NOW)
    return settings


def password(client: Client, facts: StaffFacts, **more: str) -> Any:
    fields = {"username": facts.username, "password": PASSWORD, **more}
    return client.post("/login/", fields)


def code(step: int = 0) -> str:
    """The code that the newest factor's app shows, so many steps from now."""
    secret = SecondFactor.objects.latest("begun_at").secret
    return pyotp.TOTP(secret).at(clock.real_now() + timedelta(seconds=30 * step))


def forget_used_codes() -> None:
    """As half a minute later, which a test doesn't wait for."""
    SecondFactor.objects.update(used_step=0)


def enrol(client: Client, facts: StaffFacts) -> list[str]:
    """Log in for the first time and set a factor up; the codes on paper."""
    assert password(client, facts)["Location"] == "/login/enrol/"
    assert client.get("/login/enrol/").status_code == 200
    shown = client.post("/login/enrol/", {"code": code()})
    assert shown.status_code == 200, text(shown)
    forget_used_codes()
    return re.findall(r"<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>", shown.content.decode())


def test_without_a_factor_nothing_opens_before_one_is_set_up() -> None:
    facts, client = staff(StaffRole.MANAGER), Client()
    assert password(client, facts)["Location"] == "/login/enrol/"
    assert client.get("/company/")["Location"].startswith("/login/")
    page = client.get("/login/enrol/")
    assert "<svg" in page.content.decode()
    assert client.post("/login/enrol/", {"code": "000000"}).status_code == 400
    codes = enrol(client, facts)
    assert len(codes) == 10
    assert client.get("/company/").status_code == 200
    kinds = [event.kind for event in list_events("staff", facts.id)]
    assert "people.staff.factor.confirmed" in kinds
    assert kinds[-1] == "people.staff.logged_in"


def test_the_password_alone_lets_nobody_in() -> None:
    facts = staff(StaffRole.MANAGER)
    codes = enrol(Client(), facts)
    client = Client()
    assert password(client, facts, next="/company/figures/")["Location"] == "/login/code/"
    assert client.get("/company/")["Location"].startswith("/login/")
    assert client.get("/login/enrol/")["Location"] == "/login/"
    assert client.get("/account/")["Location"].startswith("/login/")
    wrong = client.post("/login/code/", {"code": "000000"})
    assert (wrong.status_code, "验证码不对" in text(wrong)) == (400, True)
    assert client.post("/login/code/", {"code": code()})["Location"] == "/company/figures/"
    assert client.get("/company/").status_code == 200
    other = Client()
    password(other, facts)
    assert other.post("/login/code/", {"code": codes[3]}).status_code == 302
    assert other.get("/company/").status_code == 200


def test_a_code_seen_over_a_shoulder_opens_nothing() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    first, second = Client(), Client()
    typed = code()
    password(first, facts)
    assert first.post("/login/code/", {"code": typed}).status_code == 302
    password(second, facts)
    refused = second.post("/login/code/", {"code": typed})
    assert (refused.status_code, "已经用过" in text(refused)) == (400, True)


def test_passwords_and_codes_are_guessed_against_one_lockout() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    client = Client()
    password(client, facts)
    answers = [client.post("/login/code/", {"code": f"{n:06}"}).status_code for n in range(5)]
    assert answers == [400, 400, 400, 400, 429]
    assert client.post("/login/code/", {"code": code()}).status_code == 429
    assert password(Client(), facts).status_code == 429
    kinds = [event.kind for event in list_events("staff", facts.id)]
    assert kinds.count("people.staff.locked_out") >= 1


def test_half_a_login_is_over_after_ten_minutes_and_ends_with_its_browser() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    client = Client()
    password(client, facts)
    session = client.session
    at = clock.real_now() - timedelta(minutes=11)
    session["pending_login"] = {**session["pending_login"], "at": at.isoformat()}
    session.save()
    assert client.post("/login/code/", {"code": code()})["Location"] == "/login/"
    assert Client().get("/login/code/")["Location"] == "/login/"


def test_a_trusted_browser_is_not_asked_again_until_the_factor_is_reset() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    client = Client()
    password(client, facts)
    answer = client.post("/login/code/", {"code": code(), "trust": "on"})
    cookie = answer.cookies["yinuo_device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    client.post("/logout/")
    assert password(client, facts)["Location"] == "/company/"
    stranger = Client()
    stranger.cookies["yinuo_device"] = "made-up"
    assert password(stranger, facts)["Location"] == "/login/code/"
    perform(reset_factor, actor=Actor.system("command"), now=NOW, staff_id=facts.id)
    assert client.get("/company/")["Location"].startswith("/login/")
    assert password(client, facts)["Location"] == "/login/enrol/"


def test_offered_a_factor_is_ones_own_choice_and_asked_for_once_it_is_on(
    required: Settings,
) -> None:
    required.YINUO_SECOND_FACTOR = "offered"
    facts, client = staff(StaffRole.MANAGER), Client()
    assert "这是演示" in text(client.get("/login/"))
    assert password(client, facts)["Location"] == "/company/"
    assert "没有开启" in text(client.get("/account/"))
    client.get("/login/enrol/")
    assert client.post("/login/enrol/", {"code": code()}).status_code == 200
    assert client.get("/login/enrol/")["Location"] == "/account/"
    assert "已开启" in text(client.get("/account/"))
    assert password(Client(), facts)["Location"] == "/login/code/"


def test_where_one_is_in_can_be_seen_and_ended(required: Settings) -> None:
    required.YINUO_SECOND_FACTOR = "offered"
    facts, here, there = staff(StaffRole.DESK), Client(), Client()
    stranger = staff(StaffRole.MANAGER)
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile"
    there.post("/login/", {"username": "desk", "password": PASSWORD}, headers={"User-Agent": agent})
    password(here, facts)
    shown = text(here.get("/account/"))
    assert "Chrome · Android" in shown
    assert "就是这里" in shown
    row = Login.objects.get(staff_id=facts.id, device="Chrome · Android")
    other = Client()
    password(other, stranger)
    assert other.post(f"/account/end/{row.id}/").status_code == 404
    assert there.get("/account/").status_code == 200
    here.post(f"/account/end/{row.id}/")
    assert there.get("/account/")["Location"].endswith("&ended=1")
    assert here.get("/account/").status_code == 200
    password(there, facts)
    here.post("/account/end-others/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_a_screen_in_an_office_that_stands_unused_is_out_and_a_technicians_phone_is_not(
    required: Settings,
) -> None:
    required.YINUO_SECOND_FACTOR = "offered"
    desk, phone = Client(), Client()
    password(desk, staff(StaffRole.DESK))
    password(phone, staff(StaffRole.TECHNICIAN))
    assert desk.get("/company/").status_code == 200
    long_ago = clock.real_now() - timedelta(minutes=31)
    Login.objects.update(seen_at=long_ago, began_at=long_ago)
    assert desk.get("/company/")["Location"].startswith("/login/")
    assert "登录已经结束" in text(desk.get("/login/?ended=1"))
    assert phone.get("/account/").status_code == 200


def test_a_page_asked_for_before_the_login_is_never_a_strangers() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    client = Client()
    password(client, facts, next="https://example.org/")
    assert client.post("/login/code/", {"code": code()})["Location"] == "/company/"


def test_a_session_planted_before_the_login_is_not_the_one_after_it() -> None:
    facts = staff(StaffRole.MANAGER)
    client = Client()
    client.get("/find/")
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    enrol(client, facts)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/company/").status_code == 302


def test_a_login_that_waits_for_its_code_ends_with_its_password() -> None:
    facts = staff(StaffRole.MANAGER)
    enrol(Client(), facts)
    client = Client()
    assert password(client, facts)["Location"] == "/login/code/"
    actor = Actor.staff(facts.id)
    perform(change_password, actor=actor, now=NOW, staff_id=facts.id, password="other-rope-43")
    assert client.post("/login/code/", {"code": code()})["Location"].startswith("/login/")
    assert client.get("/company/")["Location"].startswith("/login/")
