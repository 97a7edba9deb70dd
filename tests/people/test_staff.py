"""Tests of members of staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import authenticate

from tests.people.cast import do, lines
from yinuo.people import actions, reads
from yinuo.people.facts import (
    LastManager,
    Scope,
    ScopeKind,
    StaffFacts,
    StaffRole,
    UsernameTaken,
)

pytestmark = pytest.mark.django_db


def hire(**changes: Any) -> StaffFacts:
    given: dict[str, Any] = {
        "username": "desk1",
        "name": "周敏",
        "role": StaffRole.DESK,
        "password": "long-enough-77",
    }
    staff: StaffFacts = do(actions.add_staff, **(given | changes))
    return staff


def test_staff_log_in_with_their_password_and_only_with_it() -> None:
    staff = hire()
    user = authenticate(username="desk1", password="long-enough-77")
    assert user is not None
    assert user.pk == staff.id
    assert authenticate(username="desk1", password="wrong") is None
    assert lines(staff.id, "staff") == ["people.staff.added"]


def test_without_a_password_nobody_logs_in() -> None:
    hire(password=None)
    for password in ("", "None", "!"):
        assert authenticate(username="desk1", password=password) is None


def test_a_user_name_is_taken_once() -> None:
    hire()
    with pytest.raises(UsernameTaken):
        hire(name="别人")


def test_a_closed_login_opens_no_more() -> None:
    staff = hire()
    for _ in range(2):
        do(actions.deactivate_staff, staff_id=staff.id)
    assert authenticate(username="desk1", password="long-enough-77") is None
    assert reads.list_staff() == ()
    found = reads.find_staff("desk1")
    assert found is not None
    assert not found.is_active
    assert lines(staff.id, "staff") == ["people.staff.added", "people.staff.deactivated"]


def test_a_changed_role_and_password_are_on_the_record() -> None:
    staff = hire()
    for _ in range(2):
        do(actions.change_role, staff_id=staff.id, role=StaffRole.DISPATCHER)
    do(actions.change_password, staff_id=staff.id, password="another-one-88")
    assert authenticate(username="desk1", password="another-one-88") is not None
    assert [found.id for found in reads.list_staff(StaffRole.DISPATCHER)] == [staff.id]
    assert reads.list_staff(StaffRole.DESK) == ()
    assert lines(staff.id, "staff")[1:] == [
        "people.staff.role.changed",
        "people.staff.password.changed",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda id: do(actions.deactivate_staff, staff_id=id),
        lambda id: do(actions.change_role, staff_id=id, role=StaffRole.DESK),
        lambda id: do(actions.change_scope, staff_id=id, scope=Scope(ScopeKind.OUTLET, ("A1",))),
    ],
)
def test_the_last_manager_of_head_office_keeps_his_rights(change: Callable[[UUID], object]) -> None:
    first = do(actions.add_staff, username="first", name="甲", role=StaffRole.MANAGER)
    do(
        actions.add_staff,
        username="regional",
        name="乙",
        role=StaffRole.MANAGER,
        scope=Scope(ScopeKind.REGION, ("37",)),
    )
    with pytest.raises(LastManager):
        change(first.id)
    do(actions.add_staff, username="second", name="丙", role=StaffRole.MANAGER)
    change(first.id)
