"""A list of the staff changes what it says, and gives nobody more by what it leaves out."""

from __future__ import annotations

import pytest

from tests.pages.crew import staff
from tests.transfer.hands import bring, counts
from tests.world import NOW, found_company
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import find_staff, get_staff
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)
REGION = Scope(ScopeKind.REGION, ("37",))


@pytest.mark.parametrize(
    "rows",
    [
        [("登录名", "姓名", "角色"), ("quyu", "测试", "经理")],
        [("登录名", "姓名", "角色", "范围"), ("quyu", "测试", "经理", "")],
    ],
)
def test_a_scope_that_is_left_out_stays_as_it_is(rows: list[tuple[str, ...]]) -> None:
    company = found_company()
    clock.move(NOW)
    known = staff(StaffRole.MANAGER, "quyu", REGION)
    _, done = bring(company, rows, NOW)
    assert counts(done) == (0, 0, 1, 0)
    assert get_staff(known.id).scope == REGION


def test_somebody_new_without_a_scope_sees_the_company() -> None:
    company = found_company()
    clock.move(NOW)
    _, done = bring(company, [("登录名", "姓名", "角色"), ("xin", "测试", "接单")], NOW)
    assert counts(done) == (1, 0, 0, 0)
    added = find_staff("xin")
    assert added is not None
    assert added.scope == Scope()
