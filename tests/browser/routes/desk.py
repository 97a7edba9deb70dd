"""Examples of the desk's pages: the line, the caller, a case while talking, what is done by phone, two
that are one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .example import Act, Example, fill_and_press, in_turn, press

REFUSED = "没有办成"
CHAT = "王女士 09:12\n保险柜密码忘了\n济南市历下区示范路8号3栋501\n19900000123"


def typed(**fields: str) -> Act:
    """Fill in the case form, and wait for the part beside it."""

    def act(page: Page) -> None:
        for name, text in fields.items():
            with page.expect_response(lambda answer: "/ahead/" in answer.url):
                page.locator(f"[name={name}]").fill(text)
        expect(page.locator(".htmx-request, .htmx-swapping")).to_have_count(0)

    return act


def follow_first(page: Page) -> None:
    """Choose the first case of the list."""
    with page.expect_navigation():
        page.locator("main .desk-list a").first.click()


def desk(route: str, heading: str, state: str = "", case: str = "", **more: object) -> Example:
    """A page as the agent sees it."""
    return Example(f"desk:{route}", heading, state, case, "desk", **more)  # type: ignore[arg-type]


LINE = [
    desk("home", "接单台", says="等我们回电"),
    Example("desk:home", REFUSED, "wrong role", who="manager", status=403),
    desk("home", "接单台", "no number", act=press("接入"), then=400, says="打不通"),
    desk("calls", "接单台", says="没有号码"),
    desk("mine", "我跟进的单子"),
    desk("call", "来电 199****0001", "known", "call known", says="测试客户"),
    desk("call", "来电 199****0777", "nobody's", "call unknown", says="第一次来电"),
    desk("call", "没有号码的来电", "waiting", "call waiting", says="还不在您手上"),
    desk("call", REFUSED, "no such call", status=404),
]
OPENING = [
    desk("new", "开一单", "nobody's", "call unknown"),
    desk("new", "开一单", "no number", "call waiting"),
    desk("new", "开一单", "known", "call known", says="来过的地址"),
    desk(
        "new",
        "开一单",
        "a time to say",
        "call unknown",
        act=typed(typed="灯亮把手", address="济南市市中区示范路 900 号"),
        says="师傅最迟",
    ),
    desk(
        "new",
        "开一单",
        "asks back",
        "call unknown",
        act=typed(typed="mmw", address="鼓楼区示范路 1 号"),
        says="柜子是谁的",
    ),
    desk(
        "new",
        "开一单",
        "danger",
        "call unknown",
        act=typed(typed="孩子在里", address="济南市市中区示范路 900 号"),
        says="先让客户打这个电话",
    ),
    desk(
        "new",
        "开一单",
        "nothing typed",
        "call unknown",
        act=press("发送"),
        then=400,
        says="还差一点",
    ),
]
PASTING = [
    desk("paste", "粘贴聊天记录"),
    desk("paste", "粘贴聊天记录", "nothing", act=press("找一找"), then=400, says="请先贴上"),
    desk("paste", "核对草稿", "read", act=fill_and_press("找一找", text=CHAT), says="很有把握"),
    desk(
        "paste",
        "核对草稿",
        "not checked",
        act=in_turn(fill_and_press("找一找", text=CHAT), press("用这些开一单")),
        then=400,
        says="请逐项核对",
    ),
]
CASES = [
    desk("case", "{number} {fault}", "running", "running", says="按时回电"),
    desk("case", "{number} {fault}", "done", "done"),
    desk("case", "{number} {fault}", "mine", "quoted", says="客户下午都在家"),
    desk("case", "{number} {fault}", "joined", "twin again", says="这一单已并入"),
    desk("case", REFUSED, "unknown", status=404),
    desk("case-now", "{number} {fault}", "running", "running"),
    desk("later", "晚一点来", "running", "running"),
    desk(
        "later",
        "晚一点来",
        "nothing said",
        "running",
        act=press("就这样改"),
        then=400,
        says="还差一点",
    ),
    desk("later", REFUSED, "no call", "quoted", status=403),
    desk("withdraw", "替客户取消", "running", "running"),
    desk("dispute", "替客户提异议", "done", "done"),
    desk("merge", "和哪一单是同一件事？", "which", "running"),
    desk(
        "merge",
        "合并以后会这样",
        "what it would do",
        "running",
        act=follow_first,
        says="同一位客户",
    ),
    desk("part", "撤销合并", "joined", "twin again"),
    desk("part", REFUSED, "not joined", "running", status=409),
]
DESK = [*LINE, *OPENING, *PASTING, *CASES]
