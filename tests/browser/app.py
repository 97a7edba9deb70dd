"""A hand on the technician's app: taps that go through the outbox, and a name signed with a finger."""

from __future__ import annotations

from playwright.sync_api import Page

TICKS = (
    "已演示，并讲清原因、配件和账单",
    "作业时铺垫、遮盖了地面和家具",
    "已经打扫干净，废料带走或按客户说的放",
)
"""What is ticked at a hand-over."""
# Functions, not expressions: the pages' policy lets nobody evaluate a text.
_SETTLED = """() => document.documentElement.dataset.app === 'ready'
  && !document.querySelector('[aria-busy=true]')"""
_KEPT = "() => document.documentElement.dataset.kept === 'ready'"


def tap(page: Page, name: str) -> None:
    """Press a button: where its step is kept first, until the screen has gone on or says what is missing."""
    button = page.get_by_role("button", name=name, exact=True)
    if not button.evaluate(
        "button => button.matches('form[data-keep] button:not([name=preview])')"
    ):
        with page.expect_navigation():
            button.click()
        return
    settle(page)
    button.click()
    settle(page)


def settle(page: Page) -> None:
    """Until the app has started and no step is on its way from the finger to the disk or the server."""
    page.wait_for_function(_SETTLED, timeout=20_000)


def kept(page: Page) -> None:
    """Until the phone has kept the screens that it needs without a connection."""
    page.wait_for_function(_KEPT, timeout=20_000)


def sign(page: Page, who: str) -> None:
    """Sign in somebody's box with a finger."""
    paper = page.get_by_role("img", name=who, exact=True)
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for place in range(1, 12):
        down = 40 if place % 2 else 90
        page.mouse.move(box["x"] + 30 + 18 * place, box["y"] + down, steps=2)
    page.mouse.up()


def outbox(page: Page) -> list[dict[str, object]]:
    """The steps that the phone holds, oldest first, as they are on its disk."""
    found: list[dict[str, object]] = page.evaluate(
        """async () => {
          const { list } = await import('/static/technician/outbox.js');
          return (await list()).map(({ fields, ...step }) => step);
        }"""
    )
    return found
