"""A technician's hand on the app, with a connection or without."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.app import TICKS, kept, outbox, settle, sign, tap
from tests.browser.looks import audit
from tests.pages.crew import PASSWORD, staff
from tests.work.visit.walk import Walk
from tests.world import IMPORT, NOW
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads


class Hand:
    """One thumb on one phone, at one visit."""

    def __init__(self, page: Page, site: str, walk: Walk) -> None:
        self.page, self.site, self.walk = page, site, walk
        self.visit_id = walk.visit_id
        clock.move(walk.now)

    @property
    def path(self) -> str:
        return f"/t/visit/{self.visit_id}/"

    def log_in(self, username: str = "shifu") -> None:
        """As the technician of the visit, by a new login."""
        facts = staff(StaffRole.TECHNICIAN, username)
        technician_id = self.walk.facts.technician_id
        perform(give_login, actor=IMPORT, now=NOW, technician_id=technician_id, staff_id=facts.id)
        self.page.goto(f"{self.site}/t/")
        self.enter(username)

    def enter(self, username: str = "shifu") -> None:
        """At the login page."""
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.get_by_role("heading", name="我的上门").wait_for()

    def open(self) -> None:
        """The visit, from the list, once the phone has kept both."""
        settle(self.page)
        kept(self.page)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.get_by_role("link", name="打开").click()
        self.page.wait_for_url(f"**{self.path}")
        settle(self.page)
        kept(self.page)

    def offline(self, *, is_off: bool = True) -> None:
        self.page.context.set_offline(is_off)

    def tap(self, name: str) -> None:
        tap(self.page, name)

    def fill(self, name: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{name}")).first.fill(text)

    def pick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()

    def unfold(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def says(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=20_000)

    def bar(self) -> Locator:
        return self.page.locator("[data-bar]")

    def states(self) -> list[str]:
        """How the steps of this phone stand, oldest first."""
        return [str(step["state"]) for step in outbox(self.page)]

    def waits_for_nothing(self) -> None:
        """Until everything has arrived and the fresh screen stands."""
        self.page.wait_for_function(
            "() => document.documentElement.dataset.outbox === 'empty'", timeout=60_000
        )

    def reads_well(self) -> None:
        assert audit(self.page) == [], self.page.url

    # --- the job, in its order -------------------------------------------------------------------

    def arrive(self, code: str | None = None) -> None:
        self.tap("我出发了")
        self.tap("我在门口，已敲门")
        self.fill("到达码", code or reads.get_arrival_signs(self.visit_id).arrival_code)
        self.tap("核对到达码")

    def find(self) -> None:
        self.tap("客户已看过价目表")
        self.tap("有成年人在场")
        self.tap("证明齐了，继续")
        self.fill("现象", "把手转不动")
        self.fill("原因", "锁栓卡住")
        self.fill("凭什么这样判断", "手感与读数已请客户看过")
        self.tap("记下检查结果")

    def quote(self, *lines: str) -> None:
        for line in lines or ("调整、清洁门栓",):
            field = self.page.get_by_label(re.compile(line)).first
            field.locator("xpath=ancestor::details[1]").evaluate("group => { group.open = true }")
            field.fill("1")
        self.tap("发给客户决定")

    def sign_for_quote(self) -> None:
        self.unfold("在这部手机上签字接受")
        sign(self.page, "客户签字")
        self.tap("客户已签字接受")

    def test(self) -> None:
        self.pick("检查时门是开着的")
        for box in self.page.locator("input[name=passed]").all():
            box.check()
        self.fill("现在装着几把锁", str(reads.get_tests(self.visit_id).locks))
        self.tap("全部通过")

    def hand_over(self) -> None:
        self.fill("做了什么", "润滑并校正锁栓")
        self.fill("提醒客户", "不要用力摔门")
        for tick in TICKS:
            self.pick(tick)
        for who in self.page.locator("[data-sign] legend").all_inner_texts():
            sign(self.page, who)
        self.tap("交付完毕")

    def close(self) -> None:
        self.tap("客户已看过账单")
        self.pick("公司收款码")
        self.tap("已收到这个数")
        self.tap("完成上门")

    def outbox(self) -> list[dict[str, Any]]:
        return outbox(self.page)
