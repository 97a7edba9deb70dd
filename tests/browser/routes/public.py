"""Examples of what anybody may open: the doors, what it costs, who covers a place, the way to a report."""

from __future__ import annotations

from .example import Act, Example, fill_and_press, in_turn, look_up, press, report


def check(text: str) -> Act:
    """Ask whether it is ours."""
    return fill_and_press("查一查", text=text)


DOORS = [
    Example("home", "一诺：说几点到，就几点到"),
    Example("plans", "改套餐 · 退订"),
    Example("genuine", "查真假 · 投诉"),
    Example("genuine", "查真假 · 投诉", "ours", act=check("400-000-0000"), says="是我们的"),
    Example(
        "genuine", "查真假 · 投诉", "false", act=check("anno-repair.example.org"), says="不是我们的"
    ),
    Example("genuine", "查真假 · 投诉", "unsure", act=check("13800000000"), says="说不准"),
    Example(
        "genuine", "查真假 · 投诉", "nothing typed", act=check(""), then=400, says="请填要查的"
    ),
    Example("genuine-badge", "核对师傅", says="怎么扫"),
    Example("genuine-numbers", "官方号码名单", says="400-000-0000"),
    Example("genuine-call", "这个电话是你们打来的吗？"),
    Example(
        "genuine-call", "这个电话是你们打来的吗？", "asked", act=press("查一查"), says="说不准"
    ),
    Example("genuine-report", "举报假热线"),
    Example(
        "genuine-report",
        "举报假热线",
        "nothing typed",
        act=press("举报"),
        then=400,
        says="还差一点",
    ),
    Example("genuine-report-state", "举报进展", "known", case="fake report", says="编号"),
    Example("genuine-report-state", "没有这个编号", "unknown", status=404),
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
    Example("product", REPORTED, "a product of ours", "ANH60V-250000317", says="这台产品"),
    Example("product", "这张贴纸查不到", "not ours", status=404),
    Example(
        "report",
        REPORTED,
        "nothing typed",
        act=press("发送报修"),
        then=400,
        says="请选择哪里有问题",
    ),
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
        says="最迟",
    ),
]
CALLING = [
    Example("call-me", "打给我"),
    Example("call-me", "打给我", "nothing typed", act=press("打给我"), then=400, says="还差一点"),
]
FOUND = "找回我的报修"
ask_for_code = fill_and_press("发验证码", contact="customer@example.org")
FINDING = [
    Example("find", FOUND),
    Example("find", FOUND, "nothing typed", act=press("发验证码"), says="还差一点"),
    Example("find", FOUND, "code sent", act=ask_for_code, says="验证码已发到"),
    Example(
        "find",
        FOUND,
        "wrong code",
        act=in_turn(ask_for_code, fill_and_press("打开", code="000000")),
        says="验证码不对",
    ),
    Example("find", FOUND, "known here", who="customer of done"),
    Example("link", "{fault}", "good", case="running"),
    Example("link", "打不开", "expired", case="expired", status=410),
    Example("link", "打不开", "unknown", status=404),
    Example("link-notices", "怎么通知您", "good", case="running"),
    Example("link-notices", "打不开", "unknown", status=404),
    Example("link-notices-off", "不再发这类邮件？", "good", case="running"),
    Example("link-notices-off", "这类邮件不再发了", "done", case="leaked", act=press("不再发")),
    Example("link-notices-off", "打不开", "expired", case="expired", status=410),
]
PUBLIC = [*DOORS, *REPORTING, *CALLING, *FINDING]
