"""The board's page and its data: by time left, within one's scope, with few queries, and only for who may."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages.board.scene import stand_still
from tests.pages.crew import enter, staff, text
from tests.work.dispatch.hand import pause
from tests.work.visit.walk import Walk, begin
from tests.world import (
    AWAY,
    REGION,
    UNLOCK,
    active,
    after,
    decide,
    open_case,
)
from yinuo.case.facts import CaseFacts
from yinuo.pages.live.ticket import BoardTicket, read_ticket
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.work.visit.actions import start_travel

pytestmark = pytest.mark.django_db(transaction=True)
NOW_PATH = "/board/now/"


def dispatcher(scope: Scope | None = None) -> Client:
    return enter(staff(StaffRole.DISPATCHER, scope=scope or Scope()))


def picture(client: Client, query: str = "") -> dict[str, Any]:
    """The board's data."""
    answer = client.get(f"{NOW_PATH}{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_jobs_stand_by_time_left_with_who_comes_and_when() -> None:
    company = stand_still()
    first = open_case(company)
    later = open_case(
        company, phone="19900000002", now=after(10), address="济南市市中区示范路 9 号"
    )
    clock.move(after(10), speed=0)
    decide(after(10))
    said = text(dispatcher().get("/board/"))
    assert said.index("20:00") < said.index("30:00")
    promise = find_promise(first.id, PromiseKind.ARRIVE)
    assert promise is not None
    shown = picture(dispatcher_again())["jobs"]
    assert [job["tone"] for job in shown] == ["ok", "ok"]
    assert shown[0]["due"] == round(promise.deadline_at.timestamp() * 1000)
    assert shown[1]["seats"][0]["who"] == str(active(later)[0].technician_id)


def dispatcher_again() -> Client:
    """A second dispatcher, in a test that has one."""
    return enter(staff(StaffRole.DISPATCHER, "second-dispatcher"))


def test_an_emergency_is_marked_and_a_broken_promise_is_late() -> None:
    company = stand_still()
    case = open_case(company, UNLOCK, fault_id="SF-28")
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    clock.move(promise.deadline_at + timedelta(seconds=200), speed=0)
    client = dispatcher()
    (job,) = picture(client)["jobs"]
    assert (job["tone"], job["urgent"]) == ("bad", True)
    said = text(client.get("/board/"))
    assert "+3:20" in said
    assert "已超时" in said


def test_work_under_way_counts_nothing_and_stands_at_the_end() -> None:
    company = stand_still()
    walk = Walk(_decided(company)).arrive()
    open_case(company, phone="19900000005", now=walk.now, point=AWAY)
    clock.move(walk.now, speed=0)
    jobs = picture(dispatcher())["jobs"]
    assert [job["tone"] for job in jobs][-1] == "there"
    assert jobs[-1]["due"] is None


def _decided(company: UUID) -> CaseFacts:
    case = open_case(company)
    decide()
    return case


def test_technicians_say_what_they_do_where_and_until_when() -> None:
    walk = begin()
    walk.act(start_travel)
    clock.move(walk.now, speed=0)
    idle = next(
        row["id"]
        for row in picture(dispatcher())["technicians"]
        if row["id"] != str(walk.facts.technician_id)
    )
    pause(UUID(idle), starts=0, ends=90, minutes=0)
    rows = {row["id"]: row for row in picture(dispatcher_again())["technicians"]}
    driving = rows[str(walk.facts.technician_id)]
    assert driving["tone"] == "driving"
    assert driving["to"] == [walk.case.point.lat, walk.case.point.lng]
    assert rows[idle]["tone"] == "paused"
    assert "暂停到" in rows[idle]["html"]


def test_a_board_shows_its_own_part_of_the_company_alone() -> None:
    company = stand_still()
    case = open_case(company)
    elsewhere = dispatcher(Scope(ScopeKind.REGION, ("51",)))
    assert picture(elsewhere)["jobs"] == []
    assert picture(elsewhere)["technicians"] == []
    here = enter(staff(StaffRole.MANAGER, scope=Scope(ScopeKind.REGION, ("37",))))
    assert [job["label"] for job in picture(here)["jobs"]]
    assert read_ticket(picture(here)["ticket"]) == BoardTicket(Scope(ScopeKind.REGION, ("37",)))
    assert case.region == REGION


def test_a_zone_narrows_the_board_and_its_ticket() -> None:
    open_case(stand_still())
    client = dispatcher()
    chosen = picture(client, f"?zone={REGION}")
    assert len(chosen["jobs"]) == 1
    assert read_ticket(chosen["ticket"]) == BoardTicket(Scope(), (REGION,))
    assert read_ticket(picture(client, "?zone=510100")["ticket"]) == BoardTicket()


def test_no_personal_data_is_on_the_board() -> None:
    company = stand_still()
    open_case(company)
    client = dispatcher()
    said = client.get("/board/").content.decode() + client.get(NOW_PATH).content.decode()
    for personal in ("19900000001", "测试客户", "示范路", "customer@example.org"):
        assert personal not in said


def test_the_number_of_queries_does_not_grow_with_the_jobs() -> None:
    company = stand_still()
    open_case(company)
    decide()
    client = dispatcher()
    picture(client)
    with CaptureQueriesContext(connection) as few:
        picture(client)
    for number in range(3, 9):
        open_case(
            company,
            phone=f"1990000000{number}",
            address=f"济南市市中区示范路 {number} 号",
            fault_id="SF-03",
        )
    decide(after(1))
    with CaptureQueriesContext(connection) as many:
        assert len(picture(client)["jobs"]) >= 5
    assert len(many) <= len(few) + 1  # the fault of another kind of job, kept after that
    assert len(many) <= 25


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.MANAGER, 200),
        (StaffRole.DISPATCHER, 200),
        (StaffRole.DESK, 200),
        (StaffRole.TECHNICIAN, 403),
    ],
)
def test_who_may_see_it(role: StaffRole, status: int) -> None:
    stand_still(crew=2)
    client = enter(staff(role))
    assert client.get("/board/").status_code == status
    assert client.get(NOW_PATH).status_code == status


def test_nobody_logged_in_sees_nothing() -> None:
    stand_still(crew=2)
    assert Client().get("/board/").status_code == 302
