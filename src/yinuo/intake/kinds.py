"""The lines that intake writes into the record of a case."""

from __future__ import annotations

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        "intake.request.received",
        "收到您的请求",
        "Your request was received",
        {"channel": str, "notice_version": str, "price_list_version": str},
    ),
    Kind(
        "intake.nobody.can_come",
        "暂时没有师傅能来，已转人工安排",
        "Nobody can come; a person arranges it",
        {},
    ),
    Kind(
        "intake.again.asked",
        "上门停止后，客户请求再派人",
        "After the stop the customer asked for somebody again",
        {},
    ),
    Kind(
        "intake.emergency.told",
        "已提示先拨打急救或报警电话",
        "The emergency numbers were shown first",
        {},
    ),
    Kind(
        "intake.position.elsewhere",
        "发来的手机位置不在这个地址附近，没有使用，按地址派师傅",
        "The position of the phone isn't near this address; it isn't used, the address counts",
        {},
    ),
)
