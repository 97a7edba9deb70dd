"""What may be charged: lines of the price list that the customer accepted, and nothing else (QT-02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from yinuo.outlet.facts import PricedLine, TariffGroup
from yinuo.work.visit.errors import LineNotOnList, PartNotAccepted
from yinuo.work.visit.facts import QuoteLineFacts, WantedLine

FITTED = (TariffGroup.PART, TariffGroup.MATERIAL)
DISCLOSED = (TariffGroup.VISIT, TariffGroup.INSPECTION)
_ONCE = (*DISCLOSED, TariffGroup.NIGHT)
_MOST = 99
GROUPS = tuple(group.value for group in TariffGroup)


def quantities(wanted: Sequence[WantedLine]) -> Counter[str]:
    """How many of each code; LineNotOnList for an empty quote or a number outside 1 to 99."""
    counted: Counter[str] = Counter()
    for line in wanted:
        counted[line.code] += line.quantity
    if not counted or any(line.quantity < 1 for line in wanted) or max(counted.values()) > _MOST:
        raise LineNotOnList
    return counted


def quote_lines(priced: Iterable[PricedLine], counted: Counter[str]) -> tuple[QuoteLineFacts, ...]:
    """The lines of a quote, each amount = unit price x quantity, in fen.

    Visit, inspection and night are charged once (QT-17). LineNotOnList for more of them, or where nothing
    that was picked applies at this hour.
    """
    lines = tuple(_quote_line(line, max(1, counted[line.line.code])) for line in priced)
    if not lines or any(line.quantity > 1 for line in lines if line.group in _ONCE):
        raise LineNotOnList
    return lines


def _quote_line(priced: PricedLine, quantity: int) -> QuoteLineFacts:
    line = priced.line
    return QuoteLineFacts(
        code=line.code,
        group=line.group.value,
        name_zh=line.name_zh,
        name_en=line.name_en,
        unit_price_fen=priced.unit_price_fen,
        quantity=quantity,
        amount_fen=priced.unit_price_fen * quantity,
        in_warranty=priced.in_warranty,
        part_condition=line.part_condition.value if line.part_condition else None,
        maker=line.maker,
        part_no=line.part_no,
    )


def total(lines: Iterable[QuoteLineFacts]) -> int:
    """The sum of the lines, in fen."""
    return sum(line.amount_fen for line in lines)


def disclosed(lines: Iterable[QuoteLineFacts]) -> tuple[QuoteLineFacts, ...]:
    """The lines that are owed when the customer says no: those told before the visit (QT-10)."""
    return tuple(line for line in lines if line.group in DISCLOSED)


def charged(lines: Iterable[QuoteLineFacts], used: Counter[str]) -> tuple[QuoteLineFacts, ...]:
    """The accepted lines as they may be charged: of parts and materials only what was fitted (WK-02)."""
    billed = []
    for line in lines:
        fitted = min(line.quantity, used[line.code]) if line.group in FITTED else line.quantity
        if fitted:
            amount = line.unit_price_fen * fitted
            billed.append(replace(line, quantity=fitted, amount_fen=amount))
    return tuple(billed)


def group_totals(lines: Iterable[QuoteLineFacts]) -> tuple[tuple[str, int], ...]:
    """The sum of each group of QT-07 in the order of the bill; a group without lines is shown as zero."""
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.group] += line.amount_fen
    return tuple((group, sums[group]) for group in GROUPS)


def check_part(
    accepted: Iterable[QuoteLineFacts], used: Counter[str], code: str, quantity: int
) -> QuoteLineFacts:
    """The accepted line that covers this part; PartNotAccepted if none does or not so many are left."""
    for line in accepted:
        if line.code == code and line.group in FITTED:
            if used[code] + quantity <= line.quantity and quantity >= 1:
                return line
            break
    raise PartNotAccepted


def warranted_until(handed_over: date, *, place_days: int) -> date:
    """The last day of a repaired part's warranty (AF-02): 30 days, or the place's more."""
    return handed_over + timedelta(days=max(30, place_days))
