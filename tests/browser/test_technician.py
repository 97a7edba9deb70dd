"""A technician's whole job on a phone: from the login to the paid bill, thumb by thumb."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.pages.crew import PASSWORD, staff
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin
from tests.world import AWAY, HOME, IMPORT, NOW, UNLOCK, body, kinds
from yinuo.base.point import Point
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import accept_price
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import customer_says_here, give_photo_consent, start_travel
from yinuo.work.visit.facts import VisitState

from .app import TICKS, sign, tap
from .looks import audit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hand:
    """A technician's hand on the phone."""

    def __init__(self, page: Page, base: str, walk: Walk) -> None:
        self.page, self.base, self.walk = page, base, walk
        self.visit_id = walk.visit_id

    def log_in(self) -> None:
        facts = staff(StaffRole.TECHNICIAN)
        perform(
            give_login,
            actor=IMPORT,
            now=NOW,
            technician_id=self.walk.facts.technician_id,
            staff_id=facts.id,
        )
        self.page.goto(f"{self.base}/t/")
        self.page.get_by_label("用户名").fill(facts.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.tap("登录")
        self.page.get_by_role("link", name="打开").click()

    def tap(self, name: str) -> None:
        """Every button brings the next screen, or says what is missing."""
        tap(self.page, name)
        self.fits()

    def fits(self) -> None:
        """Nothing hangs over the edge of a 390 px screen, and nothing to tap is too small for a thumb."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (self.page.url, width)
        small = self.page.evaluate(
            "[...document.querySelectorAll('main button, main a, main summary, main input:not([type=hidden],"
            "[type=radio],[type=checkbox])')].filter(e => e.checkVisibility() && "
            "e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))"
        )
        assert small == [], self.page.url

    def reads_well(self) -> None:
        """Nothing on the screen keeps anybody out (WCAG 2.2 AA)."""
        assert audit(self.page) == [], self.page.url

    def pick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()

    def fill(self, name: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{name}")).first.fill(text)

    def says(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)


def stand(context: BrowserContext, point: Point) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": point.lat, "longitude": point.lng})


def start(page: Page, base: str, walk: Walk) -> Hand:
    clock.move(walk.now)
    hand = Hand(page, base, walk)
    hand.log_in()
    return hand


def arrives(hand: Hand, context: BrowserContext) -> None:
    """A code from afar, a wrong one, the right one."""
    code = reads.get_arrival_signs(hand.visit_id).arrival_code
    stand(context, AWAY)
    hand.tap("我出发了")
    hand.page.locator("summary", has_text="输入客户的到达码").click()
    hand.fill("到达码", code)
    hand.tap("核对到达码")
    hand.says("离客户家还远")
    stand(context, HOME)
    hand.tap("我在门口，已敲门")
    hand.reads_well()
    hand.fill("到达码", hand.walk.wrong_code())
    hand.tap("核对到达码")
    hand.says("还可以试 4 次")
    hand.fill("到达码", code)
    hand.tap("核对到达码")
    hand.says("先出示价目表")


def finds(hand: Hand) -> None:
    """The fault, with one field forgotten at first, and its price."""
    hand.tap("客户已看过价目表")
    hand.tap("有成年人在场")
    hand.tap("证明齐了，继续")
    hand.fill("现象", "把手转不动")
    hand.fill("原因", "锁栓卡住")
    hand.tap("记下检查结果")
    hand.says("请填写这一项")
    hand.reads_well()
    hand.fill("凭什么这样判断", "手感与读数已请客户看过")
    hand.tap("记下检查结果")
    hand.page.locator("summary", has_text="维修费").click()
    hand.page.get_by_label(re.compile("调整、清洁门栓")).fill("1")
    hand.tap("先算合计")
    hand.says("¥140")
    hand.reads_well()
    hand.tap("发给客户决定")
    hand.says("等客户决定")


def customer_agrees(hand: Hand) -> None:
    """To the price and to photos, on another phone."""
    hand.walk.now = clock.now()
    hand.walk.say(accept_price, version=1)
    hand.walk.say(give_photo_consent, wording="1")
    clock.move(hand.walk.now)
    hand.page.get_by_role("link", name="看看客户决定了没有").click()


def works(hand: Hand, photo: Path) -> None:
    """The work, a photo, the tests, the handing over."""
    hand.tap("开始作业")
    photo.write_bytes(jpeg())
    hand.page.locator("summary", has_text="拍照").click()
    hand.pick("修好后（柜门关着）")
    hand.page.locator("#photo-photo").set_input_files(photo)
    hand.tap("保存照片")
    hand.pick("检查时门是开着的")
    for box in hand.page.locator("input[name=passed]").all():
        box.check()
    hand.fill("现在装着几把锁", str(reads.get_tests(hand.visit_id).locks))
    hand.tap("全部通过")
    hand.fill("做了什么", "润滑并校正锁栓")
    hand.fill("提醒客户", "不要用力摔门")
    for tick in TICKS:
        hand.pick(tick)
    sign(hand.page, "客户签字")
    hand.tap("交付完毕")


def is_paid(hand: Hand) -> None:
    """The bill in its six groups, and the exact sum."""
    for group in ("上门费", "检测费", "维修费", "材料费", "配件费", "夜间费"):
        hand.says(group)
    hand.reads_well()
    hand.tap("客户已看过账单")
    hand.pick("公司收款码")
    hand.tap("已收到这个数")
    hand.tap("完成上门")
    hand.says("上门完成了")


def test_a_technician_does_a_whole_job_with_a_thumb(
    page: Page, context: BrowserContext, live_server: object, tmp_path: Path
) -> None:
    walk = begin()
    hand = start(page, str(live_server), walk)
    arrives(hand, context)
    finds(hand)
    customer_agrees(hand)
    works(hand, tmp_path / "result.jpg")
    is_paid(hand)

    assert reads.get_visit(walk.visit_id).state is VisitState.FINISHED
    assert body(walk.case, "visit.arrival.confirmed")["position"] == "near"
    assert body(walk.case, "visit.payment.recorded")["paid_fen"] == 14000
    assert len(reads.list_photos(walk.visit_id)) == 1
    assert kinds(walk.case).count("visit.travel.started") == 1


def test_the_screen_hears_what_the_customer_decided_and_keeps_what_is_typed(
    page: Page, context: BrowserContext, live_server: object
) -> None:
    walk = begin(UNLOCK)
    walk.act(start_travel)
    hand = start(page, str(live_server), walk)
    page.locator("summary", has_text="停止上门").click()
    hand.fill("补充", "写到一半")
    walk.now = clock.now()
    walk.say(customer_says_here)
    clock.move(walk.now)
    page.evaluate(
        "document.querySelector('[data-live]').dispatchEvent(new CustomEvent('yinuo:refresh'))"
    )
    hand.says("客户确认您到了")
    expect(page.get_by_label(re.compile("^补充"))).to_have_value("写到一半")
    page.get_by_role("link", name="继续下一步").click()
    hand.says("先出示价目表")
