"""The record kinds of the case room: what a case's own line says, without a word of its people."""

from __future__ import annotations

from yinuo.record.kinds import Kind

OPENED = Kind(
    "case.opened",
    zh="报修已收到",
    en="Request received",
    fields={"kind": str, "fault": str, "level": str, "division": str, "channel": str},
    optional={
        "outlet": str,
        "rulebook": str,
        "point_source": str,
        "radius_m": int,
        "words": str,  # a salted commitment
    },
)
JOINED = Kind(
    "case.joined",
    zh="同一件事再次来报，已并入本单",
    en="The same request came again and joined this case",
    fields={"channel": str},
)
PROVEN = Kind(
    "case.proof.recorded",
    zh="核对了一份证明，只看不留存",
    en="A proof was checked: seen, not copied",
    fields={"kind": str, "document": str, "name_matches": bool},
)
WAITING = Kind(
    "case.confirmation.asked",
    zh="活干完了，请客户确认是否修好",
    en="The work is done; the customer is asked whether it is fixed",
    fields={"confirm_by": str},
)
CONFIRMED = Kind(
    "case.confirmed",
    zh="客户确认已经修好",
    en="The customer confirmed that it is fixed",
)
CLOSED = Kind(
    "case.closed",
    zh="确认期已过，{delivered} 次提醒已送达，客户未提出异议，本单结束",
    en="The confirmation window passed with {delivered} notices delivered and no objection; closed",
    fields={"delivered": int},
)
STILL_WAITING = Kind(
    "case.confirmation.unreached",
    zh="确认期已过，但提醒只送达 {delivered} 次，继续等客户确认",
    en="The confirmation window passed with {delivered} notices delivered; still waiting",
    fields={"delivered": int},
)
DISPUTED = Kind(
    "case.disputed",
    zh="客户提出异议",
    en="The customer raised a dispute",
    fields={"about": str},
)
PAYMENT_QUESTIONED = Kind(
    "case.payment.questioned",
    zh="客户说的付款与应付的差得多，经理核对后答复",
    en="What the customer says was paid is far from what was owed; a manager checks and answers",
    fields={"about": str},
)
RETURN_CANCELLED = Kind(
    "case.return.cancelled",
    zh="客户取消了再次上门，异议继续处理",
    en="The customer cancelled the second visit; the dispute goes on",
    fields={"reason": str},
)
POSITION_FORGOTTEN = Kind(
    "case.position.forgotten",
    zh="客户收回了位置，改用地址的大概位置（约 {radius_m} 米内）",
    en="The customer took the position back; the address's own is used (within about {radius_m} m)",
    fields={"point_source": str, "radius_m": int},
)
SETTLED = Kind(
    "case.dispute.settled",
    zh="客户说问题已经解决",
    en="The customer says that the matter is settled",
)
REOPENED = Kind(
    "case.reopened",
    zh="本单重新处理（第 {times} 次）",
    en="The case was reopened (time {times})",
    fields={"times": int},
)
WITHDRAWN = Kind(
    "case.withdrawn",
    zh="客户撤回本单",
    en="The customer withdrew the case",
    fields={"reason": str},
)

KINDS = (
    OPENED,
    JOINED,
    PROVEN,
    WAITING,
    CONFIRMED,
    CLOSED,
    STILL_WAITING,
    DISPUTED,
    PAYMENT_QUESTIONED,
    RETURN_CANCELLED,
    POSITION_FORGOTTEN,
    SETTLED,
    REOPENED,
    WITHDRAWN,
)
