"""The board in a browser, with the real stream: changes and moves come by themselves, also after a break."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.looks import Answers, cookie, faults
from tests.cli.processes import end_group, free_port, wait_for
from tests.pages.board.scene import stand_still
from tests.pages.crew import enter, staff
from tests.work.dispatch.hand import free
from tests.world import NOW, active, after, decide, open_case
from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.cli.installation import stream_command
from yinuo.config.browser_rules import content_policy
from yinuo.people.facts import StaffRole
from yinuo.record.feed import Feed
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import report_position
from yinuo.work.dispatch.feed import Moves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 150_000
LIVE = "[data-stream-state]"


class Ear:
    """The stream's process on a port of its own, which can be ended and brought back."""

    def __init__(self, origin: str) -> None:
        self.port = free_port()
        self._origin = origin
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The stream's address."""
        return f"http://127.0.0.1:{self.port}/stream/"

    def start(self) -> None:
        """Listen, and wait until it answers."""
        environment = os.environ | {
            "YINUO_PUBLIC_URL": self._origin,
            "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
        }
        command = stream_command("127.0.0.1", self.port)
        self._process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
        wait_for(self._answers, "the stream", 60)

    def stop(self) -> None:
        """End it with everybody who listens."""
        if self._process is not None:
            end_group(self._process)
            self._process = None

    def _answers(self) -> bool:
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            caller.request("GET", "/stream/?ticket=none")
            return caller.getresponse().status == 403
        except OSError:
            return False
        finally:
            caller.close()


@pytest.fixture
def ear(live_server: LiveServer, settings: Settings) -> Iterator[Ear]:
    ear = Ear(live_server.url)
    settings.YINUO_STREAM_URL = ear.url
    settings.CONTENT_SECURITY_POLICY = content_policy(stream_url=ear.url, tile_url="")
    try:
        ear.start()
        yield ear
    finally:
        ear.stop()


@pytest.fixture
def company() -> UUID:
    return stand_still()


def open_board(page: Page, live_server: LiveServer, *, width: int = 1440) -> None:
    """The board of a dispatcher who is logged in."""
    client = enter(staff(StaffRole.DISPATCHER))
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([cookie(client.cookies["sessionid"].value, live_server.url)])
    page.goto(f"{live_server.url}/board/")


@contextmanager
def next_look(page: Page) -> Iterator[None]:
    """The board asks the pages for its picture meanwhile."""
    with page.expect_response(re.compile("/board/now/")) as answer:
        yield
    assert answer.value.status == 200


def test_a_new_job_and_who_is_sent_appear_by_themselves(
    page: Page, live_server: LiveServer, ear: Ear, company: UUID
) -> None:
    with next_look(page):
        open_board(page, live_server)
    expect(page.locator(LIVE)).to_have_text("实时")
    expect(page.locator("[data-job]")).to_have_count(0)
    feed = Feed()
    with next_look(page):
        open_case(company, fault_id="SF-28")
        feed.announce(NOW)
    expect(page.locator("[data-job]")).to_have_count(1)
    expect(page.locator("[data-said]")).to_contain_text("新的紧急单")
    with next_look(page):
        decide()
        feed.announce(NOW)
    expect(page.locator("[data-job]")).to_contain_text("待出发")


def test_a_technician_moves_without_another_look(
    page: Page, live_server: LiveServer, ear: Ear, company: UUID
) -> None:
    case = open_case(company)
    decide()
    who = active(case)[0].technician_id
    with next_look(page):
        open_board(page, live_server)
    expect(page.locator(LIVE)).to_have_text("实时")
    looks: list[str] = []
    page.on("request", lambda request: looks.append(request.url))
    drawn = "document.querySelector('#map canvas').toDataURL()"
    before = page.evaluate(drawn)
    perform(
        report_position,
        actor=Actor.technician(who),
        now=NOW,
        technician_id=who,
        point=Point(case.point.lat + 0.02, case.point.lng + 0.03),
    )
    Moves().announce(NOW)
    page.wait_for_function(f"before => {drawn} !== before", arg=before)
    assert [url for url in looks if "/board/now/" in url] == []


def test_after_a_killed_stream_it_says_so_and_is_right_within_a_second_of_its_return(
    page: Page, live_server: LiveServer, ear: Ear, company: UUID
) -> None:
    with next_look(page):
        open_board(page, live_server)
    expect(page.locator(LIVE)).to_have_text("实时")
    ear.stop()
    expect(page.locator(LIVE)).to_have_text("断线，正在重连；倒计时照走")
    open_case(company)  # nobody hears of it
    ear.start()
    expect(page.locator(LIVE)).to_have_text("实时", timeout=3000)
    expect(page.locator("[data-job]")).to_have_count(1, timeout=3000)


def test_every_promise_counts_down_and_breaks_by_itself(
    page: Page, live_server: LiveServer, company: UUID
) -> None:
    open_case(company)
    clock.move(after(29.9), speed=1)
    open_board(page, live_server)
    count = page.locator("[data-job] [data-count]")
    first = count.inner_text()
    assert re.fullmatch(r"0:0\d", first)
    expect(count).to_have_text(re.compile(r"^\+0:0\d$"), timeout=15_000)
    expect(page.locator("[data-job]")).to_have_attribute("data-tone", "bad")
    expect(page.locator("[data-kpi=bad]")).to_have_text("1")
    expect(page.locator("[data-said]")).to_contain_text("已超时")


def test_somebody_is_sent_by_hand_without_leaving_the_board(
    page: Page, live_server: LiveServer, company: UUID
) -> None:
    case = open_case(company)
    wanted = free(case)[1]
    open_board(page, live_server)
    page.locator("[data-job] a").click()
    panel = page.locator("[data-panel-part]")
    expect(panel).to_contain_text(case.number)
    panel.locator(f"input[value='{wanted}']").check(force=True)
    panel.get_by_role("button", name="派他去").click()
    expect(panel).to_contain_text("请用一句话写明原因")
    panel.get_by_label("用一句话写明").fill("客户点名要他")
    with next_look(page):
        panel.get_by_role("button", name="派他去").click()
    expect(panel).to_contain_text("办好了")
    assert [row.technician_id for row in active(case)] == [wanted]
    expect(page.locator("[data-job]")).to_contain_text("待出发")
    panel.get_by_role("button", name="关闭").click()
    expect(page.locator(".people")).to_be_visible()


def test_it_works_by_keyboard(page: Page, live_server: LiveServer, company: UUID) -> None:
    case = open_case(company)
    open_board(page, live_server)
    page.locator("[data-job] a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel-title]")).to_be_focused()
    expect(page.locator("[data-panel-part]")).to_contain_text(case.number)
    page.keyboard.press("Escape")
    expect(page.locator("[data-job] a")).to_be_focused()


def test_it_weighs_little_and_fits_its_screen(
    page: Page, live_server: LiveServer, company: UUID
) -> None:
    for number in range(1, 5):
        open_case(company, phone=f"1990000000{number}", address=f"济南市市中区示范路 {number} 号")
    decide()
    answers = Answers(page)
    open_board(page, live_server)
    assert answers.weight() < MOST_BYTES
    page.locator("[data-job] a").first.click()
    expect(page.locator(".is-open")).to_be_visible()
    assert faults(page) == []


def test_without_scripts_it_is_a_list_with_forms(
    page: Page, live_server: LiveServer, company: UUID
) -> None:
    case = open_case(company)
    wanted = free(case)[1]
    client = enter(staff(StaffRole.DISPATCHER))
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    context.add_cookies([cookie(client.cookies["sessionid"].value, live_server.url)])
    plain = context.new_page()
    plain.goto(f"{live_server.url}/board/")
    expect(plain.locator("#map")).to_be_hidden()
    plain.locator("[data-job] a").click()
    plain.locator(f"input[value='{wanted}']").check(force=True)
    plain.get_by_label("用一句话写明").fill("客户点名要他")
    plain.get_by_role("button", name="派他去").click()
    expect(plain.locator("main")).to_contain_text("手工指派")
    assert [row.technician_id for row in active(case)] == [wanted]
    context.close()


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((35.6895, 139.6917), (35.6895, 139.6917)),
    ],
)
def test_points_are_drawn_where_tiles_of_china_have_them(
    page: Page,
    live_server: LiveServer,
    company: UUID,
    wgs84: tuple[float, float],
    gcj02: tuple[float, float],
) -> None:
    open_board(page, live_server)
    found = page.evaluate(
        "async point => (await import('/static/board/datum.js')).toGcj02(point)", list(wgs84)
    )
    assert found == pytest.approx(gcj02, abs=1e-6)
