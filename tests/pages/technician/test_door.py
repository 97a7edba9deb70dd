"""Who sees a visit, and for how long."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from tests.pages.crew import Phone, enter, staff, technician, text
from tests.pages.technician.steps import others
from tests.work.visit.walk import begin, on_site
from tests.world import (
    active,
    find_active_assignment,
)
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_elses_visit_is_not_found() -> None:
    walk = begin()
    other = technician(next(iter(others(walk))), "other")
    assert other.get(f"/t/visit/{walk.visit_id}/").status_code == 404
    answer = other.post(f"/t/visit/{walk.visit_id}/leave/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 404
    assert walk.facts.state is VisitState.PLANNED
    assert other.get(f"/t/visit/{uuid.uuid4()}/").status_code == 404


def test_a_login_without_a_badge_is_told_what_to_do() -> None:
    walk = begin()
    client = enter(staff(StaffRole.TECHNICIAN))
    answer = client.get("/t/")
    assert answer.status_code == 403
    assert "还没有关联工牌" in text(answer)
    assert client.get(f"/t/visit/{walk.visit_id}/").status_code == 403


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.MANAGER])
def test_nobody_but_the_technician_works_on_a_visit(role: StaffRole) -> None:
    walk = begin()
    client = enter(staff(role))
    answer = client.post(f"/t/visit/{walk.visit_id}/leave/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 403
    assert walk.facts.state is VisitState.PLANNED


def test_who_is_not_logged_in_is_sent_to_the_login_and_back() -> None:
    walk = begin()
    answer = Client().get(f"/t/visit/{walk.visit_id}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/login/?next=/t/visit/{walk.visit_id}/"


def test_a_case_closes_for_the_technician_a_day_after_its_end() -> None:
    """PD-06."""
    phone = Phone(on_site())
    phone.do("stop", reason="customer_ends")
    assert "示范路" in phone.look()
    clock.move(phone.walk.now + timedelta(hours=24, minutes=2))
    screen = phone.look()
    assert "示范路" not in screen
    assert phone.walk.case.number in screen


def test_the_running_visit_stands_first_and_the_past_is_paged() -> None:
    phone = Phone(begin())
    said = text(phone.client.get("/t/"))
    assert phone.walk.case.number in said
    assert "示范路" not in said
    assert phone.client.get("/t/?before=nonsense").status_code == 200
    assert "现在没有派给您的单" not in said


def test_a_technician_without_a_visit_reads_what_will_appear() -> None:
    walk = begin()
    client = technician(others(walk)[0], "idle")
    assert "现在没有派给您的单" in text(client.get("/t/"))


def test_a_technician_who_cannot_go_gives_the_job_back_and_sees_the_case_no_more() -> None:
    walk = begin()
    phone = Phone(walk)
    answer = phone.send("decline", reason="breakdown")
    assert answer.status_code == 302
    assert answer["Location"] == "/t/"
    assert find_active_assignment(phone.visit.technician_id) is None
    assert active(walk.case) == []
    screen = phone.look()
    assert "已改派" in screen
    assert "示范路" not in screen
    assert "还没有" not in text(phone.send("leave"))
