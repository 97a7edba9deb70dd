"""The warranty decision of a visit: by the unit whose serial number was read on site, and by nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.outlet.facts import WarrantyFacts
from yinuo.outlet.reads import warranty_of
from yinuo.outlet.warranty import not_checked
from yinuo.people.reads import get_unit

from .facts import VisitState
from .models import Visit


def decide_warranty(row: Visit, case: CaseFacts, now: datetime) -> WarrantyFacts:
    """Whether the unit is in warranty, with the reason that the customer is shown before any price (QT-15).

    A serial number decides money only where it was read from the unit at this visit; one that somebody typed
    into a report doesn't, and the answer is then "not checked".
    """
    if row.serial_read_at is None:
        return not_checked()
    if row.unit_id is None:
        return warranty_of(None, now, company_id=case.company_id)
    return warranty_of(
        get_unit(row.unit_id),
        now,
        company_id=case.company_id,
        repair_days=_days_in_repair(row.unit_id),
    )


def _days_in_repair(unit_id: UUID) -> int:
    """Whole days from a request to the end of its last repair, over all repairs of a product (AF-06)."""
    repairs = Visit.objects.filter(
        unit_id=unit_id, state=VisitState.FINISHED, serial_read_at__isnull=False
    ).order_by("ended_at", "id")
    pairs = repairs.values_list("case_id", "ended_at")
    last = {case_id: ended_at for case_id, ended_at in pairs if ended_at is not None}
    spent = (ended_at - get_case(case_id).opened_at for case_id, ended_at in last.items())
    return sum(days // timedelta(days=1) for days in spent)
