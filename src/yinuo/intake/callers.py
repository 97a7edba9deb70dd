"""What the desk reads: the calls that wait, who is behind one, and what needs a person next."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import list_cases_of
from yinuo.people.facts import CustomerFacts
from yinuo.people.reads import list_addresses, list_customers_by_phone, map_units
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.lists import list_running
from yinuo.promise.reads import get_credit_fen

from .call import Caller, CallFacts, CallState, CallUnknown
from .merges import find_alike
from .models import Call

_CASES = 20
_PAGE = 50


def get_call(call_id: UUID) -> CallFacts:
    """The call, its number masked. Raises CallUnknown."""
    return _row(call_id).to_facts()


def get_call_phone(call_id: UUID) -> str:
    """The number of a call in plain, for the report that is made of it, "" where it was withheld; no
    page shows it. Raises CallUnknown."""
    return _row(call_id).phone or ""


def get_call_form(call_id: UUID) -> dict[str, str]:
    """What a colleague had typed before the call was handed over; empty for nothing. Raises CallUnknown."""
    return dict(_row(call_id).form or {})


def list_open_calls(company_id: UUID, *, limit: int = _PAGE) -> tuple[CallFacts, ...]:
    """The calls that nobody has ended yet, those that wait longest in front."""
    rows = Call.objects.filter(company_id=company_id).exclude(state=CallState.ENDED)
    return tuple(row.to_facts() for row in rows.order_by("arrived_at", "id")[:limit])


def find_call_in_hand(staff_id: UUID, customer: CustomerFacts) -> CallFacts | None:
    """The call of this customer that an agent has in hand, None if he has none."""
    if not customer.phone:
        return None
    rows = Call.objects.filter(staff_id=staff_id, state=CallState.TAKEN)
    return next((row.to_facts() for row in rows if row.phone == customer.phone), None)


def get_caller(call_id: UUID, outlet_ids: Collection[UUID] | None) -> Caller:
    """Everybody who gave the number of a call, with their cases in one's own part of the company, the newest
    first; nobody for a number that nobody gave. Raises CallUnknown."""
    phone = _row(call_id).phone
    customers = list_customers_by_phone(phone) if phone else ()
    if not customers:
        return Caller()
    ids = [customer.id for customer in customers]
    cases = [case for case in list_cases_of(ids, limit=_CASES) if _is_mine(case, outlet_ids)]
    units = map_units({case.unit_id for case in cases if case.unit_id is not None})
    return Caller(
        customers=customers,
        cases=tuple(cases),
        addresses=list_addresses(ids, limit=9),
        units=tuple(units.values()),
        alike=tuple(find_alike(cases)),
        credit_fen=sum(get_credit_fen(id) for id in ids[:3]),
    )


def list_due_call_backs(
    *, outlet_ids: Collection[UUID] | None = None, limit: int = _PAGE
) -> tuple[PromiseFacts, ...]:
    """The call-backs that run, those due first in front."""
    return list_running(outlet_ids=outlet_ids, kind=PromiseKind.CALL_BACK, limit=limit)


def _is_mine(case: CaseFacts, outlet_ids: Collection[UUID] | None) -> bool:
    return outlet_ids is None or case.outlet_id in outlet_ids


def _row(call_id: UUID) -> Call:
    row = Call.objects.filter(id=call_id).first()
    if row is None:
        raise CallUnknown
    return row
