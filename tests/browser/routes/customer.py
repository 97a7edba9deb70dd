"""Examples of a customer's own case: at each stage, before a stranger's eyes, with every form sent back."""

from __future__ import annotations

from .example import Example, choose_and_press, fill_and_press, of, press

REFUSED = "打不开"
CASES = [
    *of(
        *("running", "at the door", "quoted", "destructive", "on site", "waiting", "done"),
        *("broken", "withdrawn", "stopped", "unlock", "disputed"),
        route="case",
        heading="{fault}",
    ),
    *of("later", route="case", heading="{fault}", says="我可以了，请现在来"),
    Example("case", REFUSED, "of somebody else", "done", "customer of running", 404),
    Example("case", REFUSED, "unknown", who="customer of running", status=404),
    Example("case-now", "{fault}", "running", "running", "customer of running"),
    Example(
        "case-now",
        "{fault}",
        "asks for consent to force",
        "destructive",
        "customer of destructive",
        says="破坏性开启，要您单独同意",
    ),
    Example(
        "case-now", "{fault}", "disputed", "disputed", "customer of disputed", says="您提出了异议"
    ),
]
DECIDING = [
    *of("quoted", "quoted again", route="case-quote", heading="开工前，请看清再决定"),
    *of("done", route="case-quote", heading="您接受的报价"),
    Example("case-quote", REFUSED, "of somebody else", "quoted", "customer of running", 404),
    *of("running", route="case-later", heading="晚一点来"),
    Example(
        "case-later",
        "这样改，请确认",
        "a time chosen",
        "running",
        "customer of running",
        act=choose_and_press("at", "看看会怎么改"),
        says="就这样改",
    ),
    Example(
        "case-later",
        "晚一点来",
        "none chosen",
        "running",
        "customer of running",
        act=press("看看会怎么改"),
        says="还差一点",
    ),
    *of("running", route="case-notices", heading="怎么通知您"),
    Example(
        "case-notices",
        "怎么通知您",
        "chosen",
        "running",
        "customer of running",
        act=press("保存"),
        says="已按您选的保存",
    ),
    *of("running", route="case-link", heading="让旧链接失效"),
    Example(
        "case-link",
        "旧链接都已失效",
        "made anew",
        "leaked",
        "customer of leaked",
        act=press("换一个链接"),
    ),
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
    *of("waiting", "broken", "disputed", route="case-dispute", heading="哪里不对，请告诉我们"),
    Example(
        "case-dispute",
        "哪里不对，请告诉我们",
        "nothing said",
        "waiting",
        "customer of waiting",
        act=press("发送"),
        says="还差一点",
    ),
    *of("done", route="case-erase", heading="删除我的资料", says="会留下，但不再知道是谁"),
    *of("running", route="case-erase", heading="删除我的资料", says="现在还不能删除"),
    Example(
        "case-erase",
        "删除我的资料",
        "another number",
        "done",
        "customer of done",
        act=fill_and_press("永久删除", contact="19900009999"),
        then=400,
        says="这不是报修时留的手机号或邮箱",
    ),
    *of("done", "broken", "withdrawn", route="case-receipt", heading="服务凭据"),
    *of("later", route="case-receipt", heading="服务凭据", says="经您同意暂停计时"),
]
CUSTOMER = [*CASES, *DECIDING]
