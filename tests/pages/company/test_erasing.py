"""A manager erases a customer: for a reason, once sure, and nobody else may."""

from __future__ import annotations

import pytest

from tests.pages.crew import enter, staff
from tests.world import NOW, customer_of, found_company, open_case
from yinuo.case.facts import CaseFacts, WithdrawReason
from yinuo.intake.actions import withdraw_case
from yinuo.people.facts import StaffRole
from yinuo.people.reads import get_customer
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {"reason": "not_needed", "is_sure": "on", "key": "once"}


def a_case_that_is_over() -> CaseFacts:
    clock.move(NOW, speed=0)
    case = open_case(found_company())
    reason = WithdrawReason.SOLVED
    perform(withdraw_case, actor=customer_of(case), now=NOW, case_id=case.id, reason=reason)
    return case


def test_a_manager_erases_for_a_reason_that_the_record_keeps() -> None:
    case, manager = a_case_that_is_over(), staff(StaffRole.MANAGER)
    client, path = enter(manager), f"/company/case/{case.id}/erase/"
    assert "会删除" in client.get(path).content.decode()
    assert client.post(path, {"reason": "not_needed"}).status_code == 400
    assert not get_customer(case.customer_id).is_erased
    for _ in range(2):
        assert client.post(path, FORM)["Location"] == f"/company/case/{case.id}/"
    lines = [line for line in list_events("person", case.customer_id) if "erased" in line.kind]
    assert [(line.actor, line.body) for line in lines] == [
        (f"staff:{manager.id}", {"reason": "not_needed"})
    ]
    assert client.get(f"/company/case/{case.id}/").status_code == 200
    assert "已经删除" in client.get(path).content.decode()


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.TECHNICIAN])
def test_nobody_else_may(role: StaffRole) -> None:
    case = a_case_that_is_over()
    refused = enter(staff(role)).post(f"/company/case/{case.id}/erase/", FORM)
    assert refused.status_code == 403
    assert not get_customer(case.customer_id).is_erased
