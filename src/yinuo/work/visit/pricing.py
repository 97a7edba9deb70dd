"""Prices the lines that a technician picks: from the outlet's list and the warranty, nothing else (QT-02)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yinuo.outlet.facts import PricedLine, TariffGroup
from yinuo.outlet.reads import get_technician, list_tariff, tariff_for
from yinuo.outlet.rules import is_night

from .errors import LineNotOnList
from .facts import QuoteLineFacts, WantedLine
from .models import Visit
from .rules import money


def price(
    row: Visit, company_id: UUID, lines: Sequence[WantedLine], *, in_warranty: bool
) -> tuple[QuoteLineFacts, ...]:
    """The lines as they would be charged, in fen; raises LineNotOnList.

    The list and the night are those of the instant at which the customer asked: what stood on the page then
    holds, whenever a technician could be sent and however long the work takes (QT-01, QT-03).
    """
    counted = money.quantities(lines)
    outlet_id = get_technician(row.technician_id).outlet_id
    night = is_night(list_tariff(company_id, outlet_id, row.asked_at), row.asked_at)
    priced = tariff_for(
        outlet_id, tuple(counted), row.asked_at, night=night, in_warranty=in_warranty
    )
    return money.quote_lines(priced, counted)


def price_of_lock(row: Visit, code: str) -> int:
    """What a new lock costs by the list, in fen, for the statement before a destructive opening (ID-14).

    Raises LineNotOnList for anything that isn't a part, TariffLineUnknown for a code on no list.
    """
    outlet_id = get_technician(row.technician_id).outlet_id
    (lock,) = _only(tariff_for(outlet_id, (code,), row.asked_at, night=False))
    if lock.line.group is not TariffGroup.PART:
        raise LineNotOnList
    return lock.unit_price_fen


def _only(priced: Sequence[PricedLine]) -> Sequence[PricedLine]:
    """The one line asked for; a night line, which doesn't apply, is none."""
    if len(priced) != 1:
        raise LineNotOnList
    return priced
