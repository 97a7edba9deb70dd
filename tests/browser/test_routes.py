"""Every address of the pages as people find it: filled and with errors, small and large, light and dark.

The addresses come from the URLconf. Each is opened by the examples below; one without an example fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from .exhibits import NOBODY, Exhibits, build, empty_database, served
from .looks import Scale, audit, faults, heading

# Each test only looks, in a transaction of its own, at what was committed before all of them.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_BYTES = 100_000
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Example:
    """One way to open a route; `case` fills its address, `who` holds the session that opens it."""

    route: str
    heading: str
    state: str = ""
    case: str = ""
    who: str = ""
    status: int = 200
    act: Act | None = None
    says: str = ""

    @property
    def id(self) -> str:
        return f"{self.route} {self.state}".strip()

    def path(self, world: Exhibits) -> str:
        """The address of the example in this world."""
        return reverse(self.route, kwargs=_arguments(self, world))


def _arguments(example: Example, world: Exhibits) -> dict[str, str]:
    route, name = example.route, example.case
    if route == "link":
        return {"token": world.links.get(name, "no-such-link-0000000000000000000000")}
    if route in ("technician:visit", "technician:now"):
        return {"visit_id": str(world.walks[name].visit_id) if name else NOBODY}
    if route.startswith("case") or route == "company:case":
        return {"case_id": str(world.case(name).id) if name else NOBODY}
    return {}


def press(button: str) -> Act:
    """Send a form as it stands."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()

    return act


def of(*names: str, **fields: Any) -> list[Example]:
    """One route in several states of its case, each seen by that case's customer."""
    return [Example(state=name, case=name, who=f"customer of {name}", **fields) for name in names]


def unfold_and_press(summary: str, button: str) -> Act:
    """Open what is folded and send its form as it stands."""

    def act(page: Page) -> None:
        page.locator("summary", has_text=summary).click()
        press(button)(page)

    return act


def forget_token(button: str) -> Act:
    """Send a form after the page has been open for too long."""

    def act(page: Page) -> None:
        page.context.clear_cookies(name="csrftoken")
        press(button)(page)

    return act


def choose_later(page: Page) -> None:
    """Pick the first of the later times and look what it changes."""
    page.locator("input[name=at]").first.check()
    press("看看会怎么改")(page)


def look_up(place: str) -> Act:
    """Ask who covers a place."""

    def act(page: Page) -> None:
        page.get_by_label("地址或地名").fill(place)
        with page.expect_navigation():
            page.locator("main form button").last.click()

    return act


def report(place: str, button: str = "发送报修", fault: str = "SF-03") -> Act:
    """Fill in the report with what everybody knows, and send it."""

    def act(page: Page) -> None:
        page.get_by_label("地址", exact=True).fill(place)
        page.get_by_label("电话", exact=True).fill("19900000777")
        page.get_by_label("怎么称呼您").fill("测试客户")
        page.get_by_label("以上都不是？从全部里选").select_option(fault)
        press(button)(page)

    return act


PUBLIC = [
    Example("home", "一诺：说几点到，就几点到"),
    Example("plans", "改套餐 · 退订"),
    Example("genuine", "查真假 · 投诉"),
    Example("tariff", "价目表", says="上门费"),
    Example("outlets", "查网点"),
    Example("outlets", "查网点", "covered", act=look_up("济南市市中区")),
    Example("outlets", "查网点", "not covered", act=look_up("西藏阿里地区札达县")),
    Example("outlets", "查网点", "nothing typed", act=look_up(""), says="还差一点"),
    Example("record-key", "核验凭据"),
    Example("privacy", "隐私说明"),
]
REPORTED = "报修：选问题，写地址，发送"
REPORTING = [
    Example("report", REPORTED),
    Example("report", REPORTED, "nothing typed", act=press("发送报修"), says="请选择哪里有问题"),
    Example("report", REPORTED, "unknown place", act=report("啊啊啊啊"), says="没认出这个地方"),
    Example("report", REPORTED, "two readings", act=report("鼓楼区示范路 1 号"), says="请选一下"),
    Example(
        "report",
        REPORTED,
        "asks back",
        act=report("济南市市中区示范路 901 号", fault="SF-27"),
        says="再问一句",
    ),
    Example(
        "report",
        REPORTED,
        "preview",
        act=report("济南市市中区示范路 900 号", "先看看谁来、几点到、多少钱"),
    ),
    Example("find", "找回我的报修"),
    Example("find", "找回我的报修", "nothing typed", act=press("发验证码"), says="还差一点"),
    Example("find", "找回我的报修", "known here", who="customer of done"),
    Example("link", "{fault}", "good", case="running"),
    Example("link", "打不开", "expired", case="expired", status=410),
    Example("link", "打不开", "unknown", status=404),
]
CUSTOMER = [
    *of(
        *("running", "at the door", "quoted", "on site", "waiting", "done", "broken"),
        *("withdrawn", "stopped", "unlock"),
        route="case",
        heading="{fault}",
    ),
    Example("case", "打不开", "of somebody else", "done", "customer of running", 404),
    Example("case", "打不开", "unknown", who="customer of running", status=404),
    Example("case-now", "{fault}", "running", "running", "customer of running"),
    *of("quoted", route="case-quote", heading="开工前，请看清再决定"),
    *of("done", route="case-quote", heading="您接受的报价"),
    Example("case-quote", "打不开", "of somebody else", "quoted", "customer of running", 404),
    *of("running", route="case-cancel", heading="取消上门"),
    Example(
        "case-cancel",
        "取消上门",
        "no reason",
        "running",
        "customer of running",
        act=press("确认取消"),
        says="还差一点",
    ),
    *of("running", route="case-later", heading="晚一点来"),
    Example(
        "case-later",
        "晚一点来",
        "nothing chosen",
        "running",
        "customer of running",
        act=press("看看会怎么改"),
        says="还差一点",
    ),
    Example(
        "case-later",
        "这样改，请确认",
        "chosen",
        "running",
        "customer of running",
        act=choose_later,
        says="就这样改",
    ),
    *of("later", route="case", heading="{fault}", says="我可以了，请现在来"),
    *of("later", route="case-receipt", heading="服务凭据", says="经您同意暂停计时"),
    *of("running", route="case-link", heading="让旧链接失效"),
    *of("waiting", "broken", route="case-dispute", heading="哪里不对，请告诉我们"),
    Example(
        "case-dispute",
        "哪里不对，请告诉我们",
        "nothing said",
        "waiting",
        "customer of waiting",
        act=press("发送"),
        says="还差一点",
    ),
    *of("done", "broken", "withdrawn", route="case-receipt", heading="服务凭据"),
]
STAFF = [
    Example("login", "员工登录"),
    Example("login", "员工登录", "refused", act=press("登录")),
    Example("login", "页面放得太久了", "open too long", act=forget_token("登录")),
    Example("technician:visits", "我的上门", "busy", who="technician of running"),
    Example("technician:visits", "我的上门", "free", who="technician of waiting"),
    Example("technician:visits", "没有办成", "no badge", who="no badge", status=403),
    Example("technician:visits", "没有办成", "wrong role", who="manager", status=403),
    Example("technician:visit", "出发", "planned", "running", "technician of running"),
    Example("technician:now", "出发", "planned", "running", "technician of running"),
    Example("technician:visit", "没有办成", "not his", "quoted", "technician of running", 404),
    Example(
        "technician:visit",
        "出发",
        "no reason to decline",
        "running",
        "technician of running",
        act=unfold_and_press("去不了", "把这一单交回"),
        says="还差一点",
    ),
    Example("company:cases", "承诺看板", who="manager"),
    Example("company:cases", "承诺看板", "dispatcher", who="dispatcher"),
    Example("company:cases", "没有办成", "wrong role", who="technician of running", status=403),
    Example("company:figures", "数字", who="manager"),
    Example("company:case", "{number} {fault}", "broken", "broken", "manager"),
    Example("company:case", "{number} {fault}", "done", "done", "manager"),
    Example("company:case", "{number} {fault}", "unlock", "unlock", "dispatcher"),
    Example("company:case", "没有办成", "unknown", who="manager", status=404),
]
EXAMPLES = [*PUBLIC, *REPORTING, *CUSTOMER, *STAFF]
PARTS_OF_PAGES = {"case-now": "case", "technician:now": "technician:visit"}
FILES = ("health", "case-receipt-file")
ONLY_SENT_TO = ("large-type", "case-do", "technician:do", "logout")
FAULTS = {"SF-03": "灯亮声音对，把手转不动", "SF-27": "电机或电磁铁故障"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Exhibits]:
    with django_db_blocker.unblock():
        try:
            yield build()
        finally:
            empty_database()


@pytest.fixture(scope="module")
def site(world: Exhibits) -> Iterator[str]:
    with served() as url:
        yield url


def routes() -> dict[str, str]:
    """The name of every address in the URLconf, its patterns' names joined as `reverse` takes them."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, pattern.pattern
            yield f"{space}{pattern.name}", str(pattern.pattern)


def test_no_address_is_without_an_example() -> None:
    shown = {example.route for example in EXAMPLES}
    assert set(routes()) == shown | set(FILES) | set(ONLY_SENT_TO)
    assert shown.isdisjoint(ONLY_SENT_TO)
    ids = [example.id for example in EXAMPLES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ONLY_SENT_TO)
def test_what_is_only_sent_to_shows_no_page(world: Exhibits, name: str) -> None:
    wanted = {"case-do": [NOBODY, "here"], "technician:do": [NOBODY, "code"]}
    client = Client()
    client.cookies["sessionid"] = world.sessions["customer of running"]
    if name == "case-do":
        wanted[name][0] = str(world.case("running").id)
    assert client.get(reverse(name, args=wanted.get(name, []))).status_code == 405


@pytest.mark.parametrize("name", FILES)
def test_what_is_for_machines_is_json(world: Exhibits, name: str) -> None:
    client = Client()
    client.cookies["sessionid"] = world.sessions["customer of done"]
    args = [world.case("done").id] if name == "case-receipt-file" else []
    answer = client.get(reverse(name, args=args))
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_a_page_is_clean(page: Page, world: Exhibits, site: str, example: Example) -> None:
    scale = Scale(page)
    show(page, world, site, example)
    assert scale.take() < MOST_BYTES
    if example.act:
        example.act(page)
    assert heading(page) == expected(example, world)
    if example.says:
        expect(page.locator("main")).to_contain_text(example.says)
    assert faults(page) == []


IN_ENGLISH = list({example.route: example for example in reversed(EXAMPLES)}.values())


@pytest.mark.parametrize("example", IN_ENGLISH, ids=lambda example: example.route)
def test_every_route_speaks_english(
    page: Page, world: Exhibits, site: str, example: Example
) -> None:
    let_in(page, world, site, example)
    page.goto(f"{site}/en{visible(example).path(world)}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert re.search(r"[a-z]{2}", heading(page), re.IGNORECASE)
    assert not re.search(r"[\u3400-\u9fff]", heading(page))
    assert audit(page) == ""


def let_in(page: Page, world: Exhibits, site: str, example: Example) -> None:
    if example.who:
        session = {"name": "sessionid", "value": world.sessions[example.who], "url": site}
        page.context.add_cookies([session])  # type: ignore[list-item]


def visible(example: Example) -> Example:
    """A part that a page fetches by itself is seen on that page."""
    route = PARTS_OF_PAGES.get(example.route)
    if route is None:
        return example
    return next(e for e in EXAMPLES if e.route == route and e.state == example.state)


def show(page: Page, world: Exhibits, site: str, example: Example) -> None:
    """Open the page as its case stands."""
    let_in(page, world, site, example)
    answer = page.goto(f"{site}{visible(example).path(world)}")
    assert answer is not None
    assert answer.status == example.status
    if example.route in PARTS_OF_PAGES:
        refresh(page, example.path(world))


def refresh(page: Page, path: str) -> None:
    """Let the live part be fetched anew."""
    with page.expect_response(lambda answer: path in answer.url) as fetched:
        page.evaluate(
            "document.querySelector('[data-live]').dispatchEvent(new CustomEvent('yinuo:refresh'))"
        )
    assert fetched.value.status == 200
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping')")


def expected(example: Example, world: Exhibits) -> str:
    if "{" not in example.heading:
        return example.heading
    case = world.case(example.case)
    return example.heading.format(fault=FAULTS[case.fault_id], number=case.number)
