"""The record kinds of the promise room. A line's own instant is when it was written; the time that
decided a verdict stands in its body, so that both can be seen."""

from __future__ import annotations

from yinuo.record.kinds import Kind

QUOTED = Kind(
    "promise.quoted",
    zh="报出到达时间，{p_percent}% 的把握",
    en="An arrival time was quoted with {p_percent} % confidence",
    fields={"quote": str, "within_minutes": int, "p_percent": int, "radius_m": int},
    optional={"due_at": str, "eta": str, "honest_at": str, "outlet": str},
)
MADE = Kind(
    "promise.made",
    zh="作出承诺",
    en="A promise was made",
    fields={"promise": str, "kind": str, "due_at": str, "rulebook": str},
    optional={
        "within_minutes": int,
        "at_most_fen": int,
        "version": int,
        "credit_fen": int,
        "refund_excess_up_to_fen": int,
        "taken_over": bool,  # given before the company used this software
    },
)
PAUSED = Kind(
    "promise.paused",
    zh="经客户同意，承诺计时暂停",
    en="The clock was paused with the customer's consent",
    fields={"promise": str, "reason": str, "starts_at": str, "ends_at": str, "deadline_at": str},
)
RESUMED = Kind(
    "promise.resumed",
    zh="客户要求继续，承诺计时恢复",
    en="The clock runs again at the customer's wish",
    fields={"promise": str, "deadline_at": str},
)
WARNED = Kind(
    "promise.warned",
    zh="承诺时间已过 {share_percent}%，已提醒有关人员",
    en="{share_percent} % of the promised time has passed; those responsible were told",
    fields={"promise": str, "share_percent": int, "tell": list[str]},
)
KEPT = Kind(
    "promise.kept",
    zh="承诺已兑现",
    en="The promise was kept",
    fields={"promise": str, "kind": str, "verdict_at": str, "evidence_seq": int},
)
BROKEN = Kind(
    "promise.broken",
    zh="承诺没有兑现",
    en="The promise was broken",
    fields={"promise": str, "kind": str, "verdict_at": str},
    optional={"evidence_seq": int, "excess_fen": int},
)
RELEASED = Kind(
    "promise.released",
    zh="客户免除了这个承诺",
    en="The customer released this promise",
    fields={"promise": str, "kind": str, "reason": str},
)
CORRECTED = Kind(
    "promise.verdict.corrected",
    zh="后到的独立凭据证明承诺其实已兑现，已付的补偿不收回",
    en="Independent evidence that came later shows the promise was kept; the credit is not taken back",
    fields={"promise": str, "kind": str, "verdict_at": str, "evidence_seq": int},
)
REINSTATED = Kind(
    "promise.reinstated",
    zh="客户说没有在电话里取消，承诺继续有效",
    en="The customer denies having cancelled by phone; the promise stands",
    fields={"promise": str, "kind": str, "deadline_at": str},
)
CARRIED = Kind(
    "promise.carried",
    zh="另一单并入，它的承诺在本单继续有效，期限不变",
    en="Another case was joined to this one; its promise goes on here, with its own deadline",
    fields={"promise": str, "kind": str, "made_at": str, "due_at": str, "case": str},
)
CARRIED_AWAY = Kind(
    "promise.carried.away",
    zh="承诺随单并走，在另一单继续有效，期限不变",
    en="The promise goes on in the other case, with its own deadline",
    fields={"promise": str, "kind": str, "due_at": str, "case": str},
)
REMEDY_PAID = Kind(
    "promise.remedy.paid",
    zh="补偿已自动入账",
    en="The remedy was credited by itself",
    fields={"promise": str, "fen": int, "excess_fen": int},
    optional={"beyond_fen": int},
)

REFUND_ANSWERED = Kind(
    "promise.refund.answered",
    zh="经理答复了等待的退款",
    en="A manager answered the refund that waited",
    fields={"promise": str, "granted_fen": int, "beyond_fen": int},
)

KINDS = (
    QUOTED,
    MADE,
    PAUSED,
    RESUMED,
    WARNED,
    KEPT,
    BROKEN,
    RELEASED,
    CORRECTED,
    REINSTATED,
    CARRIED,
    CARRIED_AWAY,
    REMEDY_PAID,
    REFUND_ANSWERED,
)
