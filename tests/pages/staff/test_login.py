"""Login: the right page for each role, one lockout for guesses, and a line in the record for each end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.pages.crew import PASSWORD, enter, staff, text
from tests.world import NOW, WEB
from yinuo.people.actions import claim_login, deactivate_staff
from yinuo.people.facts import StaffRole
from yinuo.people.models import LoginTry
from yinuo.people.retention import DUE_SOURCES
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _morning(transactional_db: None) -> None:
    clock.move(NOW)


def log_in(
    username: str = "manager", password: str = PASSWORD, client: Client | None = None, **extra: Any
) -> Any:
    fields = {"username": username, "password": password, "next": extra.pop("next", "")}
    return (client or Client()).post("/login/", fields, **extra)


def lines(staff_id: Any) -> list[str]:
    return [event.kind.removeprefix("people.staff.") for event in list_events("staff", staff_id)]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (StaffRole.TECHNICIAN, "/t/"),
        (StaffRole.DESK, "/desk/"),
        (StaffRole.DISPATCHER, "/board/"),
        (StaffRole.MANAGER, "/company/"),
    ],
)
def test_after_login_each_role_stands_at_its_own_first_page(role: StaffRole, first: str) -> None:
    facts = staff(role)
    answer = log_in(role.value)
    assert (answer.status_code, answer["Location"]) == (302, first)
    assert lines(facts.id) == ["added", "logged_in"]


def test_login_leads_back_to_the_page_that_was_asked_for_and_never_to_a_stranger() -> None:
    staff(StaffRole.MANAGER)
    assert log_in(next="/company/figures/")["Location"] == "/company/figures/"
    assert log_in(next="https://example.org/")["Location"] == "/company/"


def test_a_session_ends_with_the_shift() -> None:
    staff(StaffRole.TECHNICIAN)
    staff(StaffRole.DESK)
    phone, desk = Client(), Client()
    log_in("technician", client=phone)
    log_in("desk", client=desk)
    assert phone.session.get_expiry_age() == 12 * 3600
    assert desk.session.get_expiry_age() == 4 * 3600


def test_logout_is_a_post_and_is_recorded() -> None:
    facts = staff(StaffRole.MANAGER)
    client = Client()
    log_in(client=client)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert lines(facts.id) == ["added", "logged_in", "logged_out"]
    assert client.get("/company/").status_code == 302
    assert client.post("/logout/").status_code == 302
    assert lines(facts.id)[-1] == "logged_out"


@pytest.mark.parametrize("username", ["manager", "nobody"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(username: str) -> None:
    staff(StaffRole.MANAGER)
    answer = log_in(username, "wrong")
    assert answer.status_code == 400
    assert "用户名或密码不对" in text(answer)
    assert f'value="{username}"' in answer.content.decode()
    assert "wrong" not in answer.content.decode()


def test_the_sixth_try_in_fifteen_minutes_is_not_even_looked_at() -> None:
    facts = staff(StaffRole.MANAGER)
    for _ in range(5):
        assert log_in(password="wrong").status_code == 400
    locked = log_in()
    assert locked.status_code == 429
    assert "08:15" in text(locked)
    assert lines(facts.id) == ["added", "locked_out"]
    clock.move(NOW + timedelta(minutes=15, seconds=10))
    assert log_in().status_code == 302


def test_the_right_password_forgets_the_wrong_ones_before_it() -> None:
    staff(StaffRole.MANAGER)
    for _ in range(2):
        for _ in range(4):
            log_in(password="wrong")
        assert log_in().status_code == 302


def test_refused_tries_do_not_lengthen_the_lock() -> None:
    staff(StaffRole.MANAGER)
    for _ in range(5):
        log_in(password="wrong")
    clock.move(NOW + timedelta(minutes=14))
    assert log_in().status_code == 429
    clock.move(NOW + timedelta(minutes=15, seconds=10))
    assert log_in().status_code == 302


def test_an_address_that_tries_one_password_on_many_names_is_shut_out_alone() -> None:
    staff(StaffRole.MANAGER)
    for number in range(20):
        claim = perform(
            claim_login, actor=WEB, now=NOW, username=f"name{number}", address="192.0.2.7"
        )
        assert claim.may_try
    assert log_in(REMOTE_ADDR="192.0.2.7").status_code == 429
    assert log_in(REMOTE_ADDR="192.0.2.8").status_code == 302


def test_behind_a_proxy_on_this_machine_the_address_is_the_one_the_proxy_names() -> None:
    staff(StaffRole.MANAGER)
    for number in range(20):
        perform(claim_login, actor=WEB, now=NOW, username=f"name{number}", address="192.0.2.7")
    assert log_in(headers={"X-Forwarded-For": "8.8.8.8, 192.0.2.7"}).status_code == 429
    assert log_in(headers={"X-Forwarded-For": "192.0.2.7, 192.0.2.9"}).status_code == 302
    believed = log_in(headers={"X-Forwarded-For": "192.0.2.7"}, REMOTE_ADDR="192.0.2.10")
    assert believed.status_code == 302


def test_somebody_who_left_gets_in_no_more() -> None:
    staff(StaffRole.MANAGER, "who stays")
    facts = staff(StaffRole.MANAGER)
    client = enter(facts)
    perform(deactivate_staff, actor=WEB, now=NOW, staff_id=facts.id)
    assert client.get("/company/").status_code == 302
    assert log_in().status_code == 400


@pytest.mark.parametrize("username", ["", "x" * 10_000, "a\x00b"])
def test_a_name_that_is_none_is_answered_and_counts_nothing(username: str) -> None:
    assert log_in(username).status_code == 400
    assert LoginTry.objects.count() == 0


def test_a_try_can_be_read_by_nobody_and_goes_by_itself() -> None:
    log_in("manager", "wrong", REMOTE_ADDR="192.0.2.7")
    row = LoginTry.objects.get()
    assert "manager" not in row.name_index
    assert "192.0.2.7" not in row.address_index
    source = next(source for source in DUE_SOURCES if source.name == "people.login_tries")
    assert source.find_due(NOW + timedelta(minutes=10), 10) == []
    assert source.find_due(NOW + timedelta(minutes=16), 10) == [row.id]
    source.handle(row.id, NOW + timedelta(minutes=16))
    assert LoginTry.objects.count() == 0


def test_a_login_form_without_its_token_is_refused() -> None:
    staff(StaffRole.MANAGER)
    assert log_in(client=Client(enforce_csrf_checks=True)).status_code == 403
