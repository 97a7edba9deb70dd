"""A phone for three hours offline, then on a poor connection: each step once, in order, and each photo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, sync_playwright
from playwright.sync_api import Error as BrowserError
from pytest_django.live_server_helper import LiveServer

from tests.browser.app import settle
from tests.browser.conftest import QUIET, find_browser
from tests.browser.technician.hand import Hand
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk, begin
from tests.world import HOME, kinds
from yinuo.record.reads import check_chains
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.actions import give_photo_consent
from yinuo.work.visit.facts import Step, VisitState
from yinuo.work.visit.models import SentStep

from .flaky import Flaky, Signal, flaky

pytestmark = pytest.mark.django_db(transaction=True)

SEED = "20261122"
LOOKS = 600
LOOK_MS = 2_000
NUDGE_MS = 150
PHOTOS = 12
PARTS = (
    *("门栓组件", "应急钥匙", "电池盒", "照明灯条"),
    *("隔板与内衬", "铰链销与垫片", "干燥剂", "排线和插头", "膨胀螺栓", "门栓润滑脂"),
)
ON_THE_WAY = ("leave", "knock", "knock", "code")
BEFORE_WORK = ("price-list", "adult", "ownership", *["photo"] * 4, "serial", "diagnosis")
AGREED = (*["photo"] * 2, "quote", "accept-here")
WORK = ("start", *["part"] * len(PARTS), *["photo"] * 4, "test", "old-parts", *["photo"] * 2)
END = ("hand-over", "statement", "payment", "finish")
STEPS = (*ON_THE_WAY, *BEFORE_WORK, *AGREED, *WORK, *END)
"""What the technician does without a connection, from setting out to the end."""


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A real Chromium; its driver's event loop is one that Django must bear."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as driver:
        options = [*QUIET, "--no-sandbox"]
        browser = driver.chromium.launch(executable_path=find_browser(), args=options)
        yield browser
        browser.close()


def pick_up(browser: Browser, site: str, walk: Walk) -> Hand:
    """The phone with the app on it, its technician logged in, the visit's screen kept."""
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",
        permissions=["geolocation"],
        geolocation={"latitude": HOME.lat, "longitude": HOME.lng},
    )
    context.set_default_timeout(15_000)
    context.clock.install(time=walk.now)
    hand = Hand(context.new_page(), site, walk)
    hand.log_in()
    hand.open()
    return hand


def photograph(hand: Hand, first: int, count: int) -> None:
    """Pictures of which no two are alike."""
    for number in range(first, first + count):
        box = hand.page.locator("details", has=hand.page.locator('form[data-keep="photo"]')).first
        box.evaluate("box => { box.open = true }")
        form = hand.page.locator('form[data-keep="photo"]').first
        form.locator('input[name="kind"]').first.check()
        data = jpeg(64 + number, 48)
        file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=data)
        form.locator('input[type="file"]').set_input_files(file)
        form.get_by_role("button", name="保存照片").click()
        settle(hand.page)


def travel(hand: Hand) -> None:
    hand.tap("我出发了")
    hand.tap("我在门口，已敲门")
    hand.unfold("到门口敲门")
    hand.tap("我在门口，已敲门")
    hand.fill("到达码", reads.get_arrival_signs(hand.visit_id).arrival_code)
    hand.tap("核对到达码")


def find(hand: Hand) -> None:
    hand.tap("客户已看过价目表")
    hand.tap("有成年人在场")
    hand.tap("证明齐了，继续")
    photograph(hand, 0, 4)
    hand.unfold("读机身编号")
    hand.fill("机身编号", "SN-40")
    hand.pick("这是我刚从机身铭牌上读到的")
    hand.tap("记下编号")
    hand.fill("现象", "把手转不动")
    hand.fill("原因", "锁栓卡住")
    hand.fill("凭什么这样判断", "手感与读数已请客户看过")
    hand.tap("记下检查结果")
    photograph(hand, 4, 2)
    late = hand.page.locator("select[name=finish_at] option").last.get_attribute("value")
    hand.page.locator("select[name=finish_at]").select_option(late)
    hand.quote(*PARTS, "调整、清洁门栓")
    hand.sign_for_quote()


def fit(hand: Hand, number: int) -> None:
    hand.unfold("换上的配件")
    hand.fill("新件编号", f"A-{number}")
    hand.fill("旧件坏在哪里", "齿轮断齿")
    hand.pick("拆封前给客户看过包装")
    hand.tap("记下这个配件")


def work(hand: Hand) -> None:
    hand.tap("开始作业")
    for number in range(len(PARTS)):
        fit(hand, number)
    photograph(hand, 6, 4)
    hand.test()
    hand.page.locator('form[data-keep="old-parts"] input[name=choice]').first.check()
    hand.page.locator('form[data-keep="old-parts"] button').click()
    settle(hand.page)
    photograph(hand, 10, 2)
    hand.hand_over()
    hand.close()


def kill(hand: Hand) -> None:
    """The page's process is gone, without a word; the technician opens the app again, still offline."""
    with pytest.raises(BrowserError):
        hand.page.goto("chrome://crash")
    context = hand.page.context
    hand.page.close()
    hand.page = context.new_page()
    hand.page.goto(f"{hand.site}{hand.path}")
    settle(hand.page)


def wait(hand: Hand, hours: float) -> None:
    """Time goes on, here and on the phone."""
    clock.move(clock.now() + timedelta(hours=hours))
    hand.page.context.clock.fast_forward(int(hours * 3_600_000))


def arrive(hand: Hand, proxy: Flaky) -> None:
    """There is a connection again, a poor one; the technician looks at the phone every now and then."""
    proxy.signal = Signal.POOR
    for _ in range(LOOKS):
        if is_empty(hand):
            return
        hand.page.wait_for_timeout(NUDGE_MS)
    raise AssertionError(hand.states())


def is_empty(hand: Hand) -> bool:
    """Whether all has arrived; a hand on the phone makes it try at once. Each look is bounded: a page that
    waits for an answer that was lost has nothing to say."""
    root = hand.page.locator("html")
    try:
        if root.get_attribute("data-outbox", timeout=LOOK_MS) == "empty":
            return True
        root.dispatch_event("visibilitychange", timeout=LOOK_MS)
    except BrowserError:  # it is just leaving this page for the next
        pass
    return False


def test_three_hours_offline_and_a_connection_that_loses_half_of_all_answers_double_nothing(
    phone: Browser, live_server: LiveServer
) -> None:
    walk = begin()
    walk.say(give_photo_consent, wording="1")
    with flaky(live_server.thread.port, SEED) as proxy:
        hand = pick_up(phone, proxy.site, walk)
        proxy.signal = Signal.NONE
        travel(hand)
        wait(hand, 1)
        find(hand)
        kill(hand)
        wait(hand, 1)
        work(hand)
        wait(hand, 1)
        assert [step["task"] for step in hand.outbox()] == list(STEPS)
        assert set(hand.states()) == {"kept"}
        assert not SentStep.objects.exists()
        arrive(hand, proxy)
        print(f"lost: {proxy.lost_answers} answers, {proxy.lost_requests} requests")
        assert proxy.lost_answers > len(STEPS)
        assert proxy.lost_requests > 0
    assert (len(STEPS), STEPS.count("photo")) == (40, PHOTOS)
    holds_each_once(walk)
    assert len(check_chains().broken) == 0


def holds_each_once(walk: Walk) -> None:
    """Every step of the visit once and in its order, every photo once, the visit finished and paid once."""
    sent = list(SentStep.objects.filter(visit_id=walk.visit_id).order_by("seq"))
    assert [row.task for row in sent] == list(STEPS)
    assert [row.seq for row in sent] == list(range(1, len(STEPS) + 1))
    assert len({row.outbox for row in sent}) == 1
    assert all(row.refusal is None for row in sent)
    steps = [step.step for step in reads.list_steps(walk.visit_id)]
    assert steps == sorted(set(steps), key=list(Step).index)
    assert reads.get_visit(walk.visit_id).state is VisitState.FINISHED
    photos = reads.list_photos(walk.visit_id)
    assert len({photo.sha256 for photo in photos}) == len(photos) == PHOTOS
    assert len(reads.list_parts(walk.visit_id)) == len(PARTS)
    once = (
        "visit.travel.started",
        "visit.work.started",
        "visit.payment.recorded",
        "visit.finished",
    )
    said = kinds(walk.case)
    assert [said.count(kind) for kind in once] == [1] * len(once)
    assert (said.count("visit.part.fitted"), said.count("visit.knocked")) == (len(PARTS), 2)
