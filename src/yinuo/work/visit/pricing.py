"""Prices the lines that a technician picks: from the outlet's list and the warranty, nothing else (QT-02)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinuo.outlet.reads import get_technician, list_tariff, tariff_for
from yinuo.outlet.rules import is_night

from .facts import QuoteLineFacts, WantedLine
from .models import Visit
from .rules import money


def price(
    row: Visit,
    company_id: UUID,
    lines: Sequence[WantedLine],
    now: datetime,
    *,
    in_warranty: bool,
) -> tuple[QuoteLineFacts, ...]:
    """The lines as they would be charged, in fen; raises LineNotOnList.

    Night lines go by the hour of the request, not by how long the work took (QT-03).
    """
    counted = money.quantities(lines)
    outlet_id = get_technician(row.technician_id).outlet_id
    night = is_night(list_tariff(company_id, outlet_id, now), row.planned_at)
    priced = tariff_for(outlet_id, tuple(counted), now, night=night, in_warranty=in_warranty)
    return money.quote_lines(priced, counted)
