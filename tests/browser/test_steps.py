"""A technician's screen at every step of a visit: what it is headed, and what axe finds there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.pages.crew import enter, staff
from tests.work.visit.walk import DRILL, USUAL, Walk, begin
from tests.world import IMPORT, NOW, UNLOCK
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import knock, start_travel, stop_visit
from yinuo.work.visit.facts import MethodClass, Step, StopReason

from .looks import faults, heading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = {
    "planned": "出发",
    "on the way": "到门口敲门",
    "at the door": "输入客户的到达码",
}
STEPS = {
    Step.PRICE_LIST: "先出示价目表",
    Step.ADULT: "确认有成年人在场",
    Step.OWNERSHIP: "所有权核对完毕",
    Step.DIAGNOSIS: "检查故障",
    Step.QUOTE: "报价",
    Step.DESTRUCTIVE: "等客户决定",
    Step.WORK: "开始作业",
    Step.OPENING: "开启",
    Step.NEW_CODE: "客户自己设新密码",
    Step.TEST: "逐项检查",
    Step.FIXING: "固定在地面或墙上",
    Step.OLD_PARTS: "旧件处理",
    Step.HAND_OVER: "交付和讲解",
    Step.STATEMENT: "出示账单",
    Step.PAYMENT: "收款",
    Step.FINISH: "完成上门",
}
MISSING_PROOF = "核对所有权证明"


class Screen:
    """The technician's phone at one visit."""

    def __init__(self, page: Page, server: LiveServer, walk: Walk) -> None:
        self.page, self.walk = page, walk
        self.address = f"{server.url}/t/visit/{walk.visit_id}/"
        facts = staff(StaffRole.TECHNICIAN)
        technician_id = walk.facts.technician_id
        perform(give_login, actor=IMPORT, now=NOW, technician_id=technician_id, staff_id=facts.id)
        session = enter(facts).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
        self.found: list[str] = []

    def look(self, title: str) -> None:
        """The screen as it stands now; whatever is wrong with it is kept for the end."""
        clock.move(self.walk.now, speed=0)
        self.page.goto(self.address)
        assert heading(self.page) == title
        self.found += [f"{title}: {fault}" for fault in faults(self.page)]

    def arrive(self) -> None:
        """The three screens before the arrival."""
        self.look(BEFORE["planned"])
        self.walk.act(start_travel)
        self.look(BEFORE["on the way"])
        self.walk.act(knock, point=None, photo=None)
        self.look(BEFORE["at the door"])
        self.walk.code()

    def step(self, step: Step) -> None:
        """The screen of a step, and of what is missing before it can be taken."""
        if step is Step.OWNERSHIP and not reads.get_moment(self.walk.visit_id).is_proven:
            self.look(MISSING_PROOF)
            self.walk.prove()
        self.look(STEPS[step])
        if step is Step.QUOTE:
            self.walk.propose(*self.walk.lines, destructive=self.walk.destructive)
            self.look(STEPS[Step.DESTRUCTIVE])
        self.walk.do(step)

    def work(self) -> list[Step]:
        """Every step that this visit asks for, in turn."""
        taken = []
        while (step := reads.get_next_step(self.walk.visit_id)) is not None:
            self.step(step)
            taken.append(step)
        return taken


def test_every_step_of_a_repair(page: Page, live_server: LiveServer) -> None:
    walk = begin(lines=(*USUAL, ("P-BOLT", 1)))
    screen = Screen(page, live_server, walk)
    screen.arrive()
    taken = screen.work()
    assert Step.OLD_PARTS in taken
    screen.look("上门完成了")
    assert screen.found == []


def test_every_step_of_an_unlock_by_force(page: Page, live_server: LiveServer) -> None:
    lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-FORCE", 1), ("P-LOCK", 1))
    walk = begin(UNLOCK, lines=lines, destructive=DRILL, method=MethodClass.DESTRUCTIVE)
    screen = Screen(page, live_server, walk)
    screen.walk.arrive()
    taken = screen.work()
    assert {Step.OWNERSHIP, Step.DESTRUCTIVE, Step.OPENING} <= set(taken)
    assert screen.found == []


def test_a_visit_that_was_stopped(page: Page, live_server: LiveServer) -> None:
    walk = begin().arrive()
    walk.act(stop_visit, reason=StopReason.DANGER)
    screen = Screen(page, live_server, walk)
    screen.look("上门已停止")
    assert screen.found == []
