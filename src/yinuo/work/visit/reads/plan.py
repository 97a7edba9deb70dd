"""What may be done at a visit now, and what may follow."""

from __future__ import annotations

from uuid import UUID

from yinuo.case.reads import get_case, get_proof_state
from yinuo.work.visit.facts import Deed, ItemQuoteFacts, Plan, Standing, VisitState
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.deeds import deeds_at
from yinuo.work.visit.rules.plan import plan_from

from .money import find_quote
from .steps import progress_of
from .visit import get, leading


def get_standing(visit_id: UUID) -> Standing:
    """Where a visit stands, as far as what may be done next depends on it."""
    row = get(visit_id)
    sheet = leading(row)
    quote = find_quote(sheet.id)
    progress = progress_of(row, get_case(row.case_id))
    return Standing(
        progress=progress,
        proof=get_proof_state(row.case_id),
        has_photo_consent=sheet.photo_consent_at is not None,
        has_quotes=quote is not None,
        is_open_plain=_is_plain(quote) and progress.open_version is not None,
        is_other_at_work=_is_on_site(sheet) and row.state != VisitState.ON_SITE,
        may_give_lead=_leads(sheet, row) and progress.crew_there > 1,
    )


def list_deeds(visit_id: UUID) -> tuple[Deed, ...]:
    """What may be done now, the next step first; nothing once the visit has ended."""
    return deeds_at(get_standing(visit_id))


def get_plan(visit_id: UUID) -> Plan:
    """All that may follow without a connection, from where the visit stands now."""
    return plan_from(get_standing(visit_id))


def _is_plain(quote: ItemQuoteFacts | None) -> bool:
    """A first quote without drilling or cutting."""
    return quote is not None and quote.version == 1 and quote.destructive is None


def _is_on_site(row: Visit) -> bool:
    return row.state == VisitState.ON_SITE


def _leads(sheet: Visit, row: Visit) -> bool:
    is_there = _is_on_site(row)
    return is_there and (sheet.led_by_id or sheet.technician_id) == row.technician_id
