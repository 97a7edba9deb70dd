"""`yinuo staff`: a login with its role, a technician's with his badge, the password never an argument."""

from __future__ import annotations

import argparse
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.transfer.hands import bring
from tests.work.visit.walk import on_site
from tests.world import NOW, OUTLET, found_company
from yinuo.base.actor import Actor
from yinuo.cli import staff
from yinuo.outlet.reads import (
    find_technician_by_badge,
    find_technician_of_staff,
    get_technician,
    list_technicians,
)
from yinuo.people.actions import begin_factor
from yinuo.people.facts import StaffRole
from yinuo.people.models import Staff
from yinuo.people.reads import find_staff
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

# A command brings the tables up to date as their owner first.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
BADGE = f"{OUTLET}-01"
PASSWORD = "rope-lantern-42"
Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: str, password: str = PASSWORD) -> int:
        parser = argparse.ArgumentParser()
        staff.add_parser(parser.add_subparsers())
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        args = parser.parse_args(["staff", *arguments])
        return int(args.run(args))

    return call


def test_a_technicians_login_works_under_his_badge(run: Run) -> None:
    found_company()
    assert run("add", "li", "--role", "technician", "--name", "测试师傅", "--badge", BADGE) == 0
    added = find_staff("li")
    assert added is not None
    assert added.role is StaffRole.TECHNICIAN
    technician = find_technician_of_staff(added.id)
    assert technician is not None
    assert technician.badge_no == BADGE
    assert Staff.objects.get(username="li").check_password(PASSWORD)


def test_an_unknown_badge_adds_nobody(run: Run) -> None:
    found_company()
    assert run("add", "li", "--role", "technician", "--name", "测试师傅", "--badge", "NONE-99") == 1
    assert find_staff("li") is None


@pytest.mark.parametrize("extra", [("--role", "technician"), ("--role", "desk", "--badge", BADGE)])
def test_a_badge_is_for_technicians_and_every_technician_has_one(
    run: Run, extra: tuple[str, ...]
) -> None:
    assert run("add", "li", "--name", "测试", *extra) == 2
    assert find_staff("li") is None


def test_a_short_password_adds_nobody(run: Run) -> None:
    assert run("add", "li", "--name", "测试", "--role", "desk", password="short") == 1
    assert find_staff("li") is None


def test_a_taken_name_leaves_the_first_login_and_the_badge_alone(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    found_company()
    assert run("add", "li", "--name", "测试", "--role", "manager") == 0
    assert run("add", "li", "--name", "测试", "--role", "technician", "--badge", BADGE) == 1
    assert "taken" in capsys.readouterr().err
    known = find_staff("li")
    assert known is not None
    assert known.role is StaffRole.MANAGER
    technician = find_technician_by_badge(BADGE)
    assert technician is not None
    assert technician.staff_id is None


def in_browser(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


def is_inside(client: Client, page: str = "/company/") -> bool:
    return client.get(page).status_code == 200


def test_a_new_password_ends_every_login_under_the_old_one(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    found_company()
    assert run("add", "li", "--name", "测试", "--role", "manager") == 0
    browser = in_browser("li")
    assert is_inside(browser)
    assert run("password", "li", password="lantern-rope-24") == 0
    assert not is_inside(browser)
    assert Staff.objects.get(username="li").check_password("lantern-rope-24")
    assert kinds("li")[-2:] == ["people.staff.password.changed", "people.staff.sessions.ended"]
    assert "lantern" not in capsys.readouterr().out


def test_who_leaves_is_out_at_once_and_comes_in_no_more(run: Run) -> None:
    found_company()
    for username in ("li", "wang"):
        assert run("add", username, "--name", "测试", "--role", "manager") == 0
    browser = in_browser("li")
    assert run("leave", "li") == 0
    assert not is_inside(browser)
    assert "people.staff.deactivated" in kinds("li")
    for arguments in (("leave", "li"), ("password", "li"), ("role", "li", "--role", "desk")):
        assert run(*arguments) == 1
    assert kinds("li").count("people.staff.deactivated") == 1


def test_a_technician_who_leaves_is_sent_no_more_and_the_badge_needs_a_file_to_come_back(
    run: Run,
) -> None:
    company_id = found_company()
    assert run("add", "li", "--role", "technician", "--name", "测试师傅", "--badge", BADGE) == 0
    assert run("leave", "li") == 0
    assert find_technician_by_badge(BADGE) is None
    assert BADGE not in {one.badge_no for one in list_technicians(company_id)}
    assert kinds("li")[-2:] == ["outlet.login.taken", "people.staff.deactivated"]


def test_a_technician_at_work_keeps_the_login_until_the_visit_has_ended(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    walk = on_site()
    badge = get_technician(walk.facts.technician_id).badge_no
    assert run("add", "li", "--role", "technician", "--name", "测试师傅", "--badge", badge) == 0
    assert run("leave", "li") == 1
    assert "at work" in capsys.readouterr().err
    staff = find_staff("li")
    assert staff is not None
    assert staff.is_active
    assert find_technician_by_badge(badge) is not None


def test_another_role_is_another_door_and_a_technician_of_it_goes_out_no_more(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    found_company()
    assert run("add", "li", "--role", "technician", "--name", "测试师傅", "--badge", BADGE) == 0
    browser = in_browser("li")
    assert is_inside(browser, "/t/")
    assert run("role", "li", "--role", "manager") == 0
    assert "was technician, is manager" in capsys.readouterr().out
    assert not is_inside(browser, "/t/")  # every login under the old role has ended
    again = in_browser("li")
    assert is_inside(again)
    assert not is_inside(again, "/t/")
    assert find_technician_by_badge(BADGE) is None
    assert run("role", "li", "--role", "technician") == 2
    assert run("add", "wang", "--name", "测试", "--role", "manager") == 0  # head office keeps one
    assert run("role", "li", "--role", "technician", "--badge", f"{OUTLET}-02") == 0
    added = find_staff("li")
    assert added is not None
    technician = find_technician_of_staff(added.id)
    assert technician is not None
    assert technician.badge_no == f"{OUTLET}-02"
    ours = [kind for kind in kinds("li") if kind != "people.staff.sessions.ended"]
    assert ours[-4:] == [
        "outlet.login.taken",
        "people.staff.role.changed",
        "outlet.login.given",
        "people.staff.role.changed",
    ]


@pytest.mark.parametrize("command", [("password",), ("leave",), ("role", "--role", "desk")])
def test_a_login_that_nobody_has_is_said_and_changes_nothing(
    run: Run, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert run(command[0], "nobody", *command[1:]) == 1
    assert "nobody has the login" in capsys.readouterr().err


def kinds(username: str) -> list[str]:
    staff = Staff.objects.get(username=username)
    return [line.kind for line in list_events("staff", staff.id)]


def test_a_lost_second_factor_is_taken_away_and_that_is_on_the_record(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "wang", "--role", "desk", "--name", "测试员工") == 0
    facts = find_staff("wang")
    assert facts is not None
    assert run("factor", "reset", "wang") == 1
    assert "There is no second factor" in capsys.readouterr().err
    actor = Actor.staff(facts.id)
    perform(begin_factor, actor=actor, now=NOW, staff_id=facts.id, issuer="Anno")
    assert run("factor", "reset", "wang") == 0
    assert list_events("staff", facts.id)[-1].kind == "people.staff.factor.reset"


def test_a_link_for_a_first_login_is_printed_for_those_without_a_password(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    company_id = found_company()
    bring(company_id, [("登录名", "姓名", "角色"), ("neu", "新同事", "接单")], NOW)
    capsys.readouterr()
    assert run("invite") == 0
    said = capsys.readouterr().out
    path = re.search(r"neu  \S+?(/login/first/\S+)", said)
    assert path is not None
    form = {"password": PASSWORD, "again": PASSWORD}
    assert Client().post(path[1], form).status_code == 302
    assert Staff.objects.get(username="neu").check_password(PASSWORD)
    assert run("invite") == 0
    assert "everybody has a password" in capsys.readouterr().out
    assert Client().get(path[1]).status_code == 410
