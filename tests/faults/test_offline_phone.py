"""Phones for three hours offline, then on a poor connection: each step once, in order, and each photo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, sync_playwright
from playwright.sync_api import Error as BrowserError
from pytest_django.live_server_helper import LiveServer

from tests.browser.app import settle
from tests.browser.conftest import QUIET, find_browser
from tests.browser.technician.hand import Hand
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk
from tests.world import HOME, REPORT, decide, found_company, kinds, open_case
from yinuo.record.reads import check_chains
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.actions import give_photo_consent
from yinuo.work.visit.facts import Step, VisitState
from yinuo.work.visit.models import SentStep

from .flaky import Flaky, flaky

pytestmark = pytest.mark.django_db(transaction=True)

SEED = "20261122"
PHONES = 3
PHOTOS = 4  # of each
HOURS = 3
PATIENCE_MS = 90_000
NUDGE_MS = 250
AFTER_ARRIVAL = (
    *("price-list", "adult", "ownership", "diagnosis", "photo", "photo", "quote", "accept-here"),
    *("start", "photo", "part", "test", "old-parts", "photo", "hand-over", "statement", "payment"),
    "finish",
)
"""What each phone's technician does without a connection."""


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A real Chromium; its driver's event loop is one that Django must bear."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as driver:
        options = [*QUIET, "--no-sandbox"]
        browser = driver.chromium.launch(executable_path=find_browser(), args=options)
        yield browser
        browser.close()


def begin_visits() -> list[Walk]:
    """One visit for each phone; the customers have agreed to photos."""
    company_id = found_company()
    cases = []
    for number in range(PHONES):
        report = replace(REPORT, phone=f"1990000010{number}", email=f"c{number}@example.org")
        cases.append(open_case(company_id, report))
        decide()
    walks = [Walk(case).arrive() for case in cases]
    for walk in walks:
        walk.say(give_photo_consent, wording="1")
    return walks


def new_phone(browser: Browser, site: str, walk: Walk, name: str) -> Hand:
    """A phone with the app on it, its technician logged in, the visit's screen kept."""
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
    hand.log_in(name)
    hand.open()
    return hand


def photograph(hand: Hand, number: int) -> None:
    """A picture like no other."""
    box = hand.page.locator("details", has=hand.page.locator('form[data-keep="photo"]')).first
    box.evaluate("box => { box.open = true }")
    form = hand.page.locator('form[data-keep="photo"]').first
    form.locator('input[name="kind"]').first.check()
    data = jpeg(64 + number, 48)
    file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=data)
    form.locator('input[type="file"]').set_input_files(file)
    form.get_by_role("button", name="保存照片").click()
    settle(hand.page)


def kill(hand: Hand) -> None:
    """The page's process is gone, without a word; the technician opens the app again, still offline."""
    with pytest.raises(BrowserError):
        hand.page.goto("chrome://crash")
    context = hand.page.context
    hand.page.close()
    hand.page = context.new_page()
    hand.page.goto(f"{hand.site}{hand.path}")
    settle(hand.page)


def begin_work(hand: Hand, first_photo: int) -> None:
    hand.offline()
    hand.find()
    photograph(hand, first_photo)
    photograph(hand, first_photo + 1)
    late = hand.page.locator("select[name=finish_at] option").last.get_attribute("value")
    hand.page.locator("select[name=finish_at]").select_option(late)
    hand.quote("门栓组件", "调整、清洁门栓")
    hand.sign_for_quote()


def end_work(hand: Hand, first_photo: int) -> None:
    hand.tap("开始作业")
    photograph(hand, first_photo)
    hand.unfold("换上的配件")
    hand.fill("新件编号", "A-7")
    hand.fill("旧件坏在哪里", "齿轮断齿")
    hand.pick("拆封前给客户看过包装")
    hand.tap("记下这个配件")
    hand.test()
    hand.page.locator('form[data-keep="old-parts"] input[name=choice]').first.check()
    hand.page.locator('form[data-keep="old-parts"] button').click()
    settle(hand.page)
    photograph(hand, first_photo + 1)
    hand.hand_over()
    hand.close()


def wait_hours(hands: list[Hand], hours: float) -> None:
    """Time goes on, here and on the phones."""
    clock.move(clock.now() + timedelta(hours=hours))
    for hand in hands:
        hand.page.context.clock.fast_forward(int(hours * 3_600_000))


def arrive_all(hands: list[Hand], proxy: Flaky) -> None:
    """There is a connection again, a poor one; each phone tries whenever it is looked at."""
    proxy.is_poor = True
    for hand in hands:
        hand.offline(is_off=False)
    for _ in range(PATIENCE_MS // NUDGE_MS):
        if all(is_empty(hand) for hand in hands):
            return
        hands[0].page.wait_for_timeout(NUDGE_MS)
    raise AssertionError([hand.states() for hand in hands])


def is_empty(hand: Hand) -> bool:
    """Whether all has arrived; a hand on the phone makes it try at once."""
    try:
        return bool(
            hand.page.evaluate(
                """() => {
                  if (document.documentElement.dataset.outbox === 'empty') return true;
                  document.dispatchEvent(new Event('visibilitychange'));
                  return false;
                }"""
            )
        )
    except BrowserError:  # it is just leaving this page for the next
        return False


def test_three_hours_offline_and_a_connection_that_loses_half_of_all_answers_double_nothing(
    chromium: Browser, live_server: LiveServer
) -> None:
    walks = begin_visits()
    with flaky(live_server.thread.port, SEED) as proxy:
        hands = [
            new_phone(chromium, proxy.site, walk, f"shifu-{number}")
            for number, walk in enumerate(walks)
        ]
        for number, hand in enumerate(hands):
            begin_work(hand, PHOTOS * number)
        wait_hours(hands, HOURS / 2)
        for number, hand in enumerate(hands):
            kill(hand)
            end_work(hand, PHOTOS * number + 2)
            assert [step["task"] for step in hand.outbox()] == list(AFTER_ARRIVAL)
            assert set(hand.states()) == {"kept"}
        wait_hours(hands, HOURS / 2)
        assert not SentStep.objects.exists()
        arrive_all(hands, proxy)
        print(
            json.dumps({"lost answers": proxy.lost_answers, "lost requests": proxy.lost_requests})
        )
        assert proxy.lost_answers > 40
        assert proxy.lost_requests > 0
    for walk in walks:
        holds_each_once(walk)
    assert len(check_chains().broken) == 0


def holds_each_once(walk: Walk) -> None:
    """Every step of a visit once and in its order, every photo once, the visit finished and paid once."""
    sent = list(SentStep.objects.filter(visit_id=walk.visit_id).order_by("seq"))
    assert [row.task for row in sent] == list(AFTER_ARRIVAL)
    assert [row.seq for row in sent] == list(range(1, len(AFTER_ARRIVAL) + 1))
    assert len({row.outbox for row in sent}) == 1
    assert all(row.refusal is None for row in sent)
    steps = [step.step for step in reads.list_steps(walk.visit_id)]
    assert steps == sorted(set(steps), key=list(Step).index)
    assert reads.get_visit(walk.visit_id).state is VisitState.FINISHED
    photos = reads.list_photos(walk.visit_id)
    assert len({photo.sha256 for photo in photos}) == len(photos) == PHOTOS
    once = ("visit.work.started", "visit.part.fitted", "visit.payment.recorded", "visit.finished")
    said = kinds(walk.case)
    assert [said.count(kind) for kind in once] == [1] * len(once)
