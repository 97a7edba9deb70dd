"""A job beside the board: why whom, sending by hand, handing over, taking back, and what is refused."""

from __future__ import annotations

import re
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.pages.board.scene import stand_still
from tests.pages.crew import enter, staff, text
from tests.work.dispatch.hand import free, pause, send_to
from tests.world import (
    NOW,
    WATCH,
    active,
    decide,
    job_of,
    lines,
    open_case,
)
from yinuo.case.facts import CaseFacts
from yinuo.outlet.models import Technician
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import cancel_job

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "客户点名要他"


@pytest.fixture
def case() -> CaseFacts:
    return open_case(stand_still())


@pytest.fixture
def board(case: CaseFacts) -> Client:
    return enter(staff(StaffRole.DISPATCHER))


def path(case: CaseFacts, verb: str = "") -> str:
    return f"/board/job/{job_of(case).id}/{verb}"


def send(client: Client, case: CaseFacts, technician_id: UUID | None, **fields: Any) -> Any:
    """Send the form as it stands on the screen."""
    screen = client.get(path(case)).content.decode()
    hidden = dict(re.findall(r'name="(seat|seen)" value="([^"]*)"', screen))
    form = {
        "key": str(uuid.uuid4()),
        "seat": hidden.get("seat", "1"),
        "seen": hidden.get("seen", ""),
        "technician": str(technician_id or ""),
        "reason": "customer_asked",
        "words": WORDS,
    }
    return client.post(path(case, "send/"), form | fields)


def test_it_says_why_this_one_and_why_not_the_others(board: Client, case: CaseFacts) -> None:
    decide()
    pause(free(case)[1], starts=0, minutes=0)
    screen = text(board.get(path(case)))
    assert "选了" in screen
    assert "暂停接单" in screen
    assert "已在这一单" in screen
    assert re.search(r"\d+ 分钟到 · 迟到风险 \d+% · 代价 [\d.]+", screen)


def test_somebody_is_sent_by_hand_and_it_is_said_on_the_job(board: Client, case: CaseFacts) -> None:
    wanted = free(case)[1]
    assert send(board, case, wanted).status_code == 302
    assert [row.technician_id for row in active(case)] == [wanted]
    screen = text(board.get(path(case)))
    assert "手工指派" in screen
    assert WORDS in screen
    assert lines(case, "dispatch.technician.assigned")[-1].actor.startswith("staff:")


def test_a_job_is_handed_over(board: Client, case: CaseFacts) -> None:
    decide()
    before = active(case)[0]
    wanted = free(case)[0]
    assert send(board, case, wanted).status_code == 302
    assert active(case)[0].technician_id == wanted != before.technician_id


def test_a_stale_board_is_refused_with_words_and_the_fresh_state(
    board: Client, case: CaseFacts
) -> None:
    one, other = free(case)[:2]
    send_to(case, one)
    answer = send(board, case, other, seen="")
    assert answer.status_code == 409
    screen = text(answer)
    name = Technician.objects.get(id=one)
    assert f"现在派的是{name.name_zh}" in screen
    assert WORDS in screen
    assert active(case)[0].technician_id == one


def test_a_second_look_at_the_fresh_state_may_decide_otherwise(
    board: Client, case: CaseFacts
) -> None:
    one, other = free(case)[:2]
    send_to(case, one)
    screen = send(board, case, other, seen="").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', screen)
    assert seen is not None
    assert seen[1] == str(active(case)[0].id)
    assert send(board, case, other).status_code == 302


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": ""}, "请用一句话写明原因"),
        ({"technician": ""}, "请先选一位师傅"),
        ({"reason": "whim"}, "请选原因"),
    ],
)
def test_what_is_missing_is_asked_for(
    board: Client, case: CaseFacts, fields: dict[str, str], says: str
) -> None:
    answer = send(board, case, free(case)[0], **fields)
    assert answer.status_code == 400
    assert says in text(answer)
    assert active(case) == []


def test_a_refusal_is_told_and_nothing_is_lost(board: Client, case: CaseFacts) -> None:
    wanted = free(case)[0]
    pause(wanted, starts=0, minutes=0)
    answer = send(board, case, wanted)
    assert answer.status_code == 409
    assert "暂停接单，没有派他去" in text(answer)
    assert WORDS in text(answer)


def test_a_job_is_taken_back(board: Client, case: CaseFacts) -> None:
    decide()
    (assignment,) = active(case)
    form = {
        "key": str(uuid.uuid4()),
        "assignment": str(assignment.id),
        "reason": "workload",
        "words": "他今天已经五单",
    }
    assert board.post(path(case, "back/"), form).status_code == 302
    assert active(case) == []
    assert board.post(path(case, "back/"), form).status_code == 302
    again = form | {"key": str(uuid.uuid4())}
    assert board.post(path(case, "back/"), again).status_code == 409


def test_a_part_is_only_the_panel(board: Client, case: CaseFacts) -> None:
    whole = board.get(path(case)).content.decode()
    part = board.get(path(case), headers={"X-Yinuo-Part": "panel"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert case.number in part


def test_the_desk_looks_and_does_nothing(board: Client, case: CaseFacts) -> None:
    desk = enter(staff(StaffRole.DESK))
    screen = desk.get(path(case)).content.decode()
    assert "派他去" not in screen
    assert "为什么不是别人" in screen
    assert send(desk, case, free(case)[0]).status_code == 403
    assert active(case) == []


def test_a_manager_acts_too(case: CaseFacts) -> None:
    assert send(enter(staff(StaffRole.MANAGER)), case, free(case)[0]).status_code == 302


def test_a_job_of_another_part_of_the_company_is_none(case: CaseFacts) -> None:
    elsewhere = Scope(ScopeKind.REGION, ("51",))
    client = enter(staff(StaffRole.DISPATCHER, scope=elsewhere))
    assert client.get(path(case)).status_code == 404
    form = {"key": str(uuid.uuid4()), "technician": str(free(case)[0])}
    assert client.post(path(case, "send/"), form).status_code == 404
    assert active(case) == []


def test_a_job_that_is_over_takes_nobody(board: Client, case: CaseFacts) -> None:
    wanted = free(case)[0]
    perform(cancel_job, actor=WATCH, now=NOW, case_id=case.id)
    assert "已经结束，不再派人" in text(board.get(path(case)))
    assert send(board, case, wanted).status_code == 409
