"""A technician beside the board: his day, pausing and resuming."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from tests.pages.board.scene import stand_still
from tests.pages.crew import enter, staff, text
from tests.world import active, decide, open_case
from yinuo.outlet.models import Technician
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.work.dispatch.models import Pause

pytestmark = pytest.mark.django_db(transaction=True)


def pause(client: Client, path: str, key: str | None = None, **fields: str) -> Any:
    form = {"starts": "0", "minutes": "30", "reason": "unwell", "work": "keep"}
    return client.post(f"{path}pause/", form | {"key": key or str(uuid.uuid4())} | fields)


def test_his_day_and_what_he_does_are_shown() -> None:
    case = open_case(stand_still())
    decide()
    (assignment,) = active(case)
    screen = text(
        enter(staff(StaffRole.DISPATCHER)).get(f"/board/technician/{assignment.technician_id}/")
    )
    assert case.number in screen
    assert "待出发" in screen


def test_he_is_paused_and_resumed() -> None:
    stand_still(crew=2)
    path = f"/board/technician/{Technician.objects.order_by('id')[0].id}/"
    client = enter(staff(StaffRole.DISPATCHER))
    assert pause(client, path).status_code == 302
    screen = text(client.get(path))
    assert "恢复接单" in screen
    assert "身体不适" in screen
    answer = client.post(f"{path}resume/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert "恢复接单" not in text(client.get(path))
    late = client.post(f"{path}resume/", {"key": str(uuid.uuid4())})
    assert late.status_code == 409
    assert "没有在暂停" in text(late)


def test_sent_twice_he_is_paused_once() -> None:
    stand_still(crew=2)
    path = f"/board/technician/{Technician.objects.order_by('id')[0].id}/"
    client = enter(staff(StaffRole.DISPATCHER))
    key = str(uuid.uuid4())
    assert [pause(client, path, key).status_code for _ in range(2)] == [302, 302]
    assert Pause.objects.count() == 1
    again = pause(client, path)
    assert again.status_code == 400
    assert "不能和已有的暂停重叠" in text(again)


def test_the_desk_looks_and_pauses_nobody() -> None:
    stand_still(crew=2)
    path = f"/board/technician/{Technician.objects.order_by('id')[0].id}/"
    desk = enter(staff(StaffRole.DESK))
    assert "暂停接单" not in text(desk.get(path))
    assert pause(desk, path).status_code == 403


def test_a_technician_of_another_part_of_the_company_is_none() -> None:
    stand_still(crew=2)
    path = f"/board/technician/{Technician.objects.order_by('id')[0].id}/"
    client = enter(staff(StaffRole.DISPATCHER, scope=Scope(ScopeKind.REGION, ("51",))))
    assert client.get(path).status_code == 404
    assert pause(client, path).status_code == 404
    assert not Pause.objects.exists()
