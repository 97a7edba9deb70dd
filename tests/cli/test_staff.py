"""`yinuo staff add`: a login with its role, a technician's with his badge, the password never an argument."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable

import pytest

from tests.world import OUTLET, found_company
from yinuo.cli import staff
from yinuo.outlet.reads import find_technician_by_badge, find_technician_of_staff
from yinuo.people.facts import StaffRole
from yinuo.people.models import Staff
from yinuo.people.reads import find_staff

pytestmark = pytest.mark.django_db(transaction=True)
BADGE = f"{OUTLET}-01"
PASSWORD = "rope-lantern-42"
Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: str, password: str = PASSWORD) -> int:
        parser = argparse.ArgumentParser()
        staff.add_parser(parser.add_subparsers())
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        args = parser.parse_args(["staff", "add", *arguments])
        return int(args.run(args))

    return call


def test_a_technicians_login_works_under_his_badge(run: Run) -> None:
    found_company()
    assert run("li", "--role", "technician", "--name", "测试师傅", "--badge", BADGE) == 0
    added = find_staff("li")
    assert added is not None
    assert added.role is StaffRole.TECHNICIAN
    technician = find_technician_of_staff(added.id)
    assert technician is not None
    assert technician.badge_no == BADGE
    assert Staff.objects.get(username="li").check_password(PASSWORD)


def test_an_unknown_badge_adds_nobody(run: Run) -> None:
    found_company()
    assert run("li", "--role", "technician", "--name", "测试师傅", "--badge", "NONE-99") == 1
    assert find_staff("li") is None


@pytest.mark.parametrize("extra", [("--role", "technician"), ("--role", "desk", "--badge", BADGE)])
def test_a_badge_is_for_technicians_and_every_technician_has_one(
    run: Run, extra: tuple[str, ...]
) -> None:
    assert run("li", "--name", "测试", *extra) == 2
    assert find_staff("li") is None


def test_a_short_password_adds_nobody(run: Run) -> None:
    assert run("li", "--name", "测试", "--role", "desk", password="short") == 1
    assert find_staff("li") is None


def test_a_taken_name_leaves_the_first_login_and_the_badge_alone(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    found_company()
    assert run("li", "--name", "测试", "--role", "manager") == 0
    assert run("li", "--name", "测试", "--role", "technician", "--badge", BADGE) == 1
    assert "taken" in capsys.readouterr().err
    known = find_staff("li")
    assert known is not None
    assert known.role is StaffRole.MANAGER
    technician = find_technician_by_badge(BADGE)
    assert technician is not None
    assert technician.staff_id is None
