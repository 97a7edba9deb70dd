"""Invented facts that show every part of the pages in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from yinuo.outlet.facts import PartCondition, TariffGroup, TariffLineFacts
from yinuo.pages.frame.promise_card import PromiseCard
from yinuo.pages.frame.quote_rows import quote_rows
from yinuo.pages.frame.timeline import TimelineStep
from yinuo.promise.facts import PromiseState
from yinuo.work.visit.facts import QuoteLineFacts

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
"""14:15 in Shanghai."""


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def card(**changes: Any) -> PromiseCard:
    facts: dict[str, Any] = {
        "state": PromiseState.RUNNING,
        "made_at": minutes(-13),
        "due_at": minutes(17),
        "eta_at": minutes(11),
        "verdict_at": None,
        "now": NOW,
        "within_minutes": 30,
        "credit_fen": 2000,
        "paid_fen": None,
    }
    return PromiseCard(**facts | changes)


def cards() -> list[tuple[str, PromiseCard]]:
    """A promise card in every state, each with the name it has on the page."""
    state = PromiseState
    broken = {"state": state.BROKEN, "made_at": minutes(-34), "due_at": minutes(-4)}
    kept = {"state": state.KEPT, "made_at": minutes(-40), "due_at": minutes(-10)}
    return [
        ("按时", card()),
        ("可能晚", card(eta_at=minutes(23))),
        ("如实报晚", card(due_at=minutes(78), eta_at=minutes(60))),
        ("刚承诺", card(made_at=NOW, due_at=minutes(30), eta_at=None)),
        ("过点未判", card(made_at=minutes(-31), due_at=minutes(-1), eta_at=minutes(4))),
        ("守约", card(**kept, verdict_at=minutes(-18))),
        ("没守约", card(**broken, verdict_at=minutes(-4), eta_at=minutes(5), paid_fen=2000)),
        ("已取消", card(state=state.RELEASED, verdict_at=minutes(-3))),
        ("明天", card(due_at=minutes(17 * 60), eta_at=minutes(16 * 60 + 40))),
    ]


def steps() -> list[TimelineStep]:
    return [
        TimelineStep("已收到报修", minutes(-13)),
        TimelineStep("周师傅接单", minutes(-11)),
        TimelineStep("在路上", minutes(-6), "now", "离您 2.1 公里，刚刚更新"),
        TimelineStep("到达、修好、您确认", state="todo"),
    ]


def tariff() -> list[TariffLineFacts]:
    def line(code: str, group: TariffGroup, zh: str, en: str, fen: int, **more: Any) -> Any:
        facts: dict[str, Any] = {
            "code": code,
            "group": group,
            "name_zh": zh,
            "name_en": en,
            "price_fen": fen,
            "unit_zh": "次",
            "unit_en": "each",
            "night": False,
            "out_of_warranty": False,
            "night_from": None,
            "night_to": None,
            "maker": "",
            "part_no": "",
            "part_condition": None,
            "note_zh": "",
            "note_en": "",
            "valid_from": date(2026, 1, 1),
            "valid_to": None,
        }
        return TariffLineFacts(**facts | more)

    hours = {"night": True, "night_from": time(22), "night_to": time(6)}
    part = {"maker": "安诺", "part_no": "KP-3", "part_condition": PartCondition.NEW}
    return [
        line("V1", TariffGroup.VISIT, "上门费", "Visit", 5000, out_of_warranty=True),
        line("N1", TariffGroup.NIGHT, "夜间加价", "Night surcharge", 3000, **hours),
        line("R7", TariffGroup.REPAIR, "更换键盘", "Keypad replacement", 12000),
        line("P3", TariffGroup.PART, "键盘总成", "Keypad assembly", 18650, **part),
    ]


def quote_line(code: str, zh: str, en: str, fen: int, quantity: int = 1, **more: Any) -> Any:
    facts: dict[str, Any] = {
        "code": code,
        "group": "repair",
        "name_zh": zh,
        "name_en": en,
        "unit_price_fen": fen,
        "quantity": quantity,
        "amount_fen": fen * quantity,
        "in_warranty": False,
        "part_condition": None,
        "maker": "",
        "part_no": "",
    }
    return QuoteLineFacts(**facts | more)


def quote() -> dict[str, Any]:
    visit = quote_line("V1", "上门费", "Visit", 5000)
    keypad = quote_line("P3", "键盘总成", "Keypad assembly", 18650, part_condition="refurbished")
    bolt = quote_line("P4", "锁舌", "Bolt", 2000, 2)
    free = quote_line("R7", "更换键盘", "Keypad work", 12000, in_warranty=True, amount_fen=0)
    before = (visit, keypad, quote_line("P4", "锁舌", "Bolt", 2000))
    lines = (visit, bolt, free)
    return {
        "rows": quote_rows(lines, before),
        "before_fen": sum(line.amount_fen for line in before),
        "total_fen": sum(line.amount_fen for line in lines),
    }
