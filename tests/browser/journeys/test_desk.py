"""A case opened at the desk while talking, by the keyboard alone: counted in keys, not in seconds.

How long it takes at five keys a second is printed by bench/desk.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.looks import cookie
from tests.pages.desk.agent import Agent
from tests.world import after, customer_of, found_company, open_case
from yinuo.case.facts import CaseState, WithdrawReason
from yinuo.case.reads import list_cases
from yinuo.intake.actions import withdraw_case
from yinuo.outlet.reads import find_company
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECONDS = 20
KEYS_A_SECOND = 5


class Hands:
    """An agent's hands on the keyboard, which count each key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def hear(self, said: str) -> None:
        """Wait until the part beside the form says so."""
        expect(self.page.locator("#ahead")).to_contain_text(said)


@pytest.fixture
def hands(page: Page, live_server: LiveServer) -> Hands:
    """In front of the desk's first page, at eight in the morning."""
    found_company()
    agent = Agent()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.context.add_cookies([cookie(agent.client.cookies["sessionid"].value, live_server.url)])
    page.goto(f"{live_server.url}/desk/")
    return Hands(page)


def test_a_case_takes_fewer_keys_than_twenty_seconds_of_typing(hands: Hands) -> None:
    hands.type("19900000001")
    hands.press("Enter")
    expect(hands.page.locator("h1")).to_contain_text("199****0001")
    hands.press("Enter")  # "open a case" has the focus
    hands.page.wait_for_url("**/new/")
    hands.type("dlsy")
    hands.press("ArrowDown")
    hands.press("ArrowUp")
    hands.press("Tab")
    hands.type("济南市市中区示范路18号3栋501")
    hands.hear("师傅最迟")
    promised = hands.page.locator("#ahead .bignum time").get_attribute("datetime")
    hands.press("Tab")
    hands.type("王女士")
    with hands.page.expect_navigation():
        hands.press("Enter")
    assert hands.keys <= SECONDS * KEYS_A_SECOND
    (case,) = list_cases().cases
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert promised is not None
    assert promise.due_at.isoformat(timespec="seconds") == promised
    main = hands.page.locator("main")
    expect(main).to_contain_text(case.number)
    expect(main).to_contain_text("通知和链接发到：短信")
    expect(main).to_contain_text("还没有派到人")


def test_a_known_caller_is_a_key_for_the_place_and_nothing_to_spell(hands: Hands) -> None:
    company = find_company()
    assert company is not None
    before = open_case(company.id)
    perform(
        withdraw_case,
        actor=customer_of(before),
        now=after(1),
        case_id=before.id,
        reason=WithdrawReason.SOLVED,
    )
    clock.move(after(2))
    hands.type("19900000001")
    hands.press("Enter")
    expect(hands.page.locator("h1")).to_contain_text("199****0001")
    hands.press("Enter")
    hands.page.wait_for_url("**/new/")
    hands.type("zw")
    hands.press("Alt+A")
    hands.hear("师傅最迟")
    with hands.page.expect_navigation():
        hands.press("Enter")
    assert hands.keys <= 20
    newest = list_cases().cases[0]
    assert newest.fault_id == "SF-18"


def test_two_places_are_told_apart_by_one_key(hands: Hands) -> None:
    hands.type("19900000002")
    hands.press("Enter")
    expect(hands.page.locator("h1")).to_contain_text("199****0002")
    hands.press("Enter")
    hands.page.wait_for_url("**/new/")
    hands.type("dlsy")
    hands.press("Tab")
    hands.type("市中区示范路20号")
    hands.hear("山东省济南市市中区")
    places = hands.page.locator("#ahead input[name=division]")
    labels = [places.nth(at).locator("..").inner_text() for at in range(places.count())]
    digit = next(at for at, text in enumerate(labels, start=1) if "济南" in text)
    hands.press(f"Alt+Digit{digit}")
    hands.hear("师傅最迟")
    hands.press("Tab")
    hands.type("李先生")
    with hands.page.expect_navigation():
        hands.press("Enter")
    (case,) = list_cases().cases
    assert (case.state, case.division_code) == (CaseState.OPEN, "370103")
