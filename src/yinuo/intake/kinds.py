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
        "intake.case.taken_over",
        "从以前的系统接过来的单子",
        "Taken over from the system that was used before",
        {"channel": str},
        {"reported_at": str},
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
    Kind(
        "intake.call.received",
        "来了一通电话",
        "A call came in",
        {"source": str},
    ),
    Kind(
        "intake.call.taken",
        "一位客服人员接了这通电话",
        "Somebody of the desk took the call",
        {},
    ),
    Kind(
        "intake.call.taken_over",
        "另一位客服人员从同事手里接过了这通电话",
        "Somebody of the desk took the call over from a colleague",
        {"from": str},
    ),
    Kind(
        "intake.call.handed_over",
        "电话连同已经填的内容转给了同事",
        "The call was handed to a colleague, with what had been typed",
        {},
    ),
    Kind(
        "intake.call.ended",
        "通话结束（{ending}）",
        "The call ended ({ending})",
        {"ending": str},
        {"case": str},
    ),
    Kind(
        "intake.call.connected",
        "电话系统记录：给客户的回电已接通",
        "The phone system's record: the customer was reached by phone",
        {},
    ),
    Kind(
        "intake.call_back.asked",
        "客户请我们回电话",
        "The customer asked to be called back",
        {"by": str},
    ),
    Kind(
        "intake.call_back.confirmed",
        "客户说已经接到回电",
        "The customer says that we called back",
        {},
    ),
)
