"""Examples of the dispatcher's board and of what stands beside it."""

from __future__ import annotations

from .example import Example, press, unfold_and_press

REFUSED = "没有办成"
BOARD = [
    Example("board:board", "调度台", who="dispatcher", says="按剩余时间"),
    Example("board:board", "调度台", "manager", who="manager"),
    Example("board:board", REFUSED, "wrong role", who="technician of running", status=403),
    Example("board:job", "调度 {number}", "assigned", "running", "dispatcher", says="转给别人"),
    Example("board:job", "调度 {number}", "crew of two", "pair", "dispatcher", says="第 2 位"),
    Example("board:job", "调度 {number}", "postponed", "later", "dispatcher"),
    Example("board:job", "调度 {number}", "over", "done", "dispatcher", says="已经结束"),
    Example(
        "board:job",
        "调度 {number}",
        "nobody chosen",
        "running",
        "dispatcher",
        act=press("转单"),
        then=400,
        says="请先选一位师傅",
    ),
    Example(
        "board:job",
        "调度 {number}",
        "taken back without a word",
        "running",
        "dispatcher",
        act=unfold_and_press("收回这一单", "收回，重新排"),
        then=400,
        says="请用一句话写明原因",
    ),
    Example("board:technician", "调度 {badge}", "on the way", "running", "dispatcher"),
    Example("board:technician", REFUSED, "unknown", who="dispatcher", status=404),
    Example("board:job", REFUSED, "unknown", who="dispatcher", status=404),
]
