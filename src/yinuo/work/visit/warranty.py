"""The warranty decision of a visit: by the unit whose serial number was read, else the case's."""

from __future__ import annotations

from datetime import datetime

from yinuo.case.facts import CaseFacts
from yinuo.outlet.facts import WarrantyFacts
from yinuo.outlet.reads import warranty_of
from yinuo.people.reads import get_unit

from .models import Visit


def decide_warranty(row: Visit, case: CaseFacts, now: datetime) -> WarrantyFacts:
    """Whether the unit is in warranty, with the reason that the customer is shown before any price."""
    unit = get_unit(row.unit_id) if row.unit_id else None
    return warranty_of(unit, now, company_id=case.company_id)
