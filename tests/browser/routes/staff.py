"""Examples of the pages that need a login: the technician's and the company's, and the login itself."""

from __future__ import annotations

from .board import BOARD
from .desk import DESK
from .example import (
    Example,
    fill_and_press,
    forget_token,
    in_turn,
    press,
    tick,
    unfold_and_press,
)

REFUSED = "没有办成"
guess_six_times = fill_and_press("登录", times=6, username="nobody-here", password="a-wild-guess")
wrong_code = fill_and_press("登录", code="000000")
LOGIN = [
    Example("login", "员工登录"),
    Example("login", "员工登录", "refused", act=press("登录"), then=400),
    Example("login", "员工登录", "locked", act=guess_six_times, then=429, says="登录已暂停"),
    Example("login-code", "输入验证码", who="half in"),
    Example(
        "login-code", "输入验证码", "wrong", who="half in", act=wrong_code, then=400, says="不对"
    ),
    Example("login-enrol", "开启两步验证", who="manager"),
    Example("account", "我的登录", who="manager", says="没有开启"),
    Example("login", "页面放得太久了", "open too long", act=forget_token("登录"), then=403),
]
TECHNICIAN = [
    Example("technician:visits", "我的上门", "busy", who="technician of running"),
    Example("technician:visits", "我的上门", "free", who="technician of waiting"),
    Example("technician:visits", REFUSED, "no badge", who="no badge", status=403),
    Example("technician:visits", REFUSED, "wrong role", who="manager", status=403),
    Example("technician:visit", "出发", "planned", "running", "technician of running"),
    Example("technician:offline", "出发", "planned", "running", "technician of running"),
    Example("technician:offline", REFUSED, "not his", "quoted", "technician of running", 404),
    Example("technician:visit", "出发", "second seat", "pair", "technician of pair"),
    Example(
        "technician:visit", "这次上门已经关闭", "a day after", "long ago", "technician of long ago"
    ),
    Example("technician:now", "出发", "planned", "running", "technician of running"),
    Example("technician:visit", REFUSED, "not his", "quoted", "technician of running", 404),
    Example(
        "technician:visit",
        "出发",
        "no reason to decline",
        "running",
        "technician of running",
        act=unfold_and_press("去不了", "把这一单交回"),
        then=400,
        says="还差一点",
    ),
]
COMPANY = [
    Example("company:cases", "承诺看板", who="manager"),
    Example("company:cases", "承诺看板", "dispatcher", who="dispatcher"),
    Example("company:cases", REFUSED, "wrong role", who="technician of running", status=403),
    Example("company:list", "全部单子", who="manager"),
    Example("company:chat", "员工群", who="manager"),
    Example(
        "company:chat",
        "员工群",
        "nothing filled in",
        who="manager",
        act=press("加上"),
        then=400,
        says="还差一点",
    ),
    Example("company:figures", "数字", who="manager"),
    Example("company:figure", "承诺兑现", "promises", "promises", "manager"),
    Example("company:figure", "等答复的退款", "empty", "refunds", "manager"),
    Example("company:staff", "员工", who="manager"),
    Example("company:staff-add", "添加员工", who="manager"),
    Example("company:member", "manager", "oneself", "manager", "manager"),
    Example("company:member", "dispatcher", "another", "dispatcher", "manager"),
    Example("company:stickers", "产品贴纸", who="manager"),
    Example(
        "company:stickers",
        "产品贴纸",
        "a sheet",
        who="manager",
        act=press("排好一张 A4"),
        says="扫码报修",
    ),
    Example("company:looks", "谁看过客户的资料", who="manager"),
    Example("company:decide", "答复客户的异议", "disputed", "disputed", "manager"),
    Example("company:erase", "删除客户资料", "over", "done", "manager", says="会删除"),
    Example(
        "company:erase", "删除客户资料", "running", "running", "manager", says="现在还不能删除"
    ),
    Example(
        "company:erase",
        "删除客户资料",
        "no reason",
        "done",
        "manager",
        act=press("永久删除"),
        then=400,
        says="还差一点",
    ),
    Example("company:erase", REFUSED, "wrong role", "done", "dispatcher", status=403),
    Example("company:figure-words", "数字怎么算", who="manager"),
    Example("company:case", "{number} {fault}", "broken", "broken", "manager"),
    Example("company:case", "{number} {fault}", "done", "done", "manager"),
    Example("company:case", "{number} {fault}", "disputed", "disputed", "manager"),
    Example("company:case", "{number} {fault}", "unlock", "unlock", "dispatcher"),
    Example("company:case", REFUSED, "unknown", who="manager", status=404),
    Example("company:work-order", "工单", "running", "running", "desk", says="师傅签字"),
    Example("company:work-order", "工单", "done", "done", "manager", says="怎么核验"),
    Example("company:work-order", REFUSED, "unknown", who="manager", status=404),
]
GUARD = [
    Example("company:fakes", "真假", who="manager", says="400"),
    Example("company:fakes", REFUSED, "wrong role", who="dispatcher", status=403),
    Example(
        "company:fake", "举报：4008123123", "reported", "fake", "manager", says="要先付 200 元"
    ),
    Example(
        "company:fake",
        "举报：anno-repair.example.org",
        "confirmed",
        "fake confirmed",
        "manager",
        says="发给平台的信",
    ),
    Example("company:fake", REFUSED, "unknown", who="manager", status=404),
    Example("company:numbers", "官方号码", who="manager", says="400-000-0000"),
    Example("company:badges", "工牌照片", who="manager", says="有照片"),
    Example("company:badge", "{badge}", "with photo", "running", "manager"),
    Example("company:badge", REFUSED, "unknown", who="manager", status=404),
    Example("technician:badge", "工牌码", "running", "running", "technician of running"),
]
FILES = [
    Example("company:imports", "导入", who="manager", says="导入完成"),
    Example(
        "company:imports",
        "导入",
        "nothing chosen",
        who="manager",
        act=press("读文件"),
        then=400,
        says="请先选一个文件",
    ),
    Example("company:imports", REFUSED, "wrong role", who="dispatcher", status=403),
    Example(
        "company:import",
        "客户",
        "mapping",
        "import mapping",
        "manager",
        says="核对每一列是什么",
    ),
    Example(
        "company:import",
        "没办完的单子",
        "checked",
        "import checked",
        "manager",
        says="看不出是哪一种故障",
    ),
    Example("company:import", "客户", "running", "import running", "manager", says="还有 6 行"),
    Example("company:import", "客户", "stopped", "import stopped", "manager", says="接着导入"),
    Example("company:import", "客户", "done", "import done", "manager", says="下载原文件加原因列"),
    Example("company:import", "员工", "staff", "import staff", "manager", says="第一次登录的链接"),
    Example("company:import", REFUSED, "unknown", who="manager", status=404),
    Example("company:exports", "导出名单", who="manager", says="要逐个联系客户"),
    Example(
        "company:exports",
        "导出名单",
        "no reason",
        who="manager",
        act=in_turn(tick("whole"), press("导出")),
        then=400,
        says="请选一个原因",
    ),
    Example("company:invites", "第一次登录", who="manager", says="new-desk"),
    Example(
        "company:invites",
        "第一次登录",
        "made",
        who="manager",
        act=press("生成链接"),
        says="只显示这一次",
    ),
    Example("login-first", "第一次登录", "good", "first login", says="new-desk"),
    Example(
        "login-first",
        "第一次登录",
        "too short",
        "first login",
        act=fill_and_press("设好密码", password="short", again="other"),
        then=400,
        says="还差一点",
    ),
    Example("login-first", REFUSED, "not good", status=410),
]
STAFF = [*BOARD, *DESK, *GUARD, *LOGIN, *TECHNICIAN, *COMPANY, *FILES]
