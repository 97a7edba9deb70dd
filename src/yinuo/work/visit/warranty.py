"""The warranty decision of a visit: by the unit whose serial number was read, else the case's."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.outlet.facts import WarrantyFacts
from yinuo.outlet.reads import warranty_of
from yinuo.people.reads import get_unit

from .facts import VisitState
from .models import Visit


def decide_warranty(row: Visit, case: CaseFacts, now: datetime) -> WarrantyFacts:
    """Whether the unit is in warranty, with the reason that the customer is shown before any price."""
    if row.unit_id is None:
        return warranty_of(None, now, company_id=case.company_id)
    return warranty_of(
        get_unit(row.unit_id),
        now,
        company_id=case.company_id,
        repair_days=_days_in_repair(row.unit_id),
    )


def _days_in_repair(unit_id: UUID) -> int:
    """Whole days from a request to the end of its repair, over all repairs of a product (AF-06)."""
    rows = Visit.objects.filter(unit_id=unit_id, state=VisitState.FINISHED)
    repairs = rows.values_list("case_id", "ended_at")
    ended = {case_id: ended_at for case_id, ended_at in repairs if ended_at is not None}
    spent = (ended_at - get_case(case_id).opened_at for case_id, ended_at in ended.items())
    return sum(days // timedelta(days=1) for days in spent)
