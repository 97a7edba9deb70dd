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
        "reported_by": str,  # other: somebody reported for the customer (AC-10)
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
DECIDED = Kind(
    "case.decided",
    zh="经理作出决定（关于 {about}：{decision}），已答复客户",
    en="A manager decided (about {about}: {decision}) and answered the customer",
    fields={"about": str, "decision": str},
    optional={
        "fen": int,
        "promise": str,
        "words": str,  # a salted commitment
    },
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
SPOKEN = Kind(
    "case.word.taken",
    zh="客户在电话里说了要求，由客服代办（{wish}）",
    en="The customer said by phone what he wants; the desk does it ({wish})",
    fields={"wish": str, "call": str},
    optional={"words": str},  # a salted commitment
)
WORD_DENIED = Kind(
    "case.word.denied",
    zh="客户说这不是他在电话里说的，恢复原来的约定",
    en="The customer denies having said so by phone; what was agreed before counts again",
)
TAKEN = Kind(
    "case.taken",
    zh="一位客服人员负责跟进本单",
    en="Somebody of the staff sees this case through",
    fields={"staff": str},
    optional={"before": str},
)
NOTED = Kind(
    "case.noted",
    zh="员工写了一条内部备注",
    en="Somebody of the staff wrote a note",
)
MERGED = Kind(
    "case.merged",
    zh="与另一单是同一件事，由那一单继续（单号 {into}）",
    en="Found to be the same as another case, which goes on (number {into})",
    fields={"into": str, "case": str, "reason": str},
)
MERGED_IN = Kind(
    "case.merged.in",
    zh="另一单并入本单（单号 {number}）",
    en="Another case was joined to this one (number {number})",
    fields={"number": str, "case": str, "reason": str},
)
PARTED = Kind(
    "case.parted",
    zh="合并撤销，两单重新分开（另一单 {number}）",
    en="The joining was undone; the cases are two again (the other: {number})",
    fields={"number": str, "case": str, "reason": str},
)
RATED = Kind(
    "case.rated",
    zh="客户评价：{stars} 分（满分 5 分）",
    en="The customer's rating: {stars} of 5",
    fields={"stars": int},
)
RATING_DECLINED = Kind(
    "case.rating.declined",
    zh="客户不评价，不再询问",
    en="The customer gives no rating and isn't asked again",
)

KINDS = (
    DECIDED,
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
    SPOKEN,
    WORD_DENIED,
    TAKEN,
    NOTED,
    MERGED,
    MERGED_IN,
    PARTED,
    RATED,
    RATING_DECLINED,
)
