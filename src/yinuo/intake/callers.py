"""What the desk reads: the calls that wait, who is behind one, and what needs a person next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.case.reads import list_cases_of
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook
from yinuo.people.facts import ContactKind, CustomerFacts
from yinuo.people.indexes import contact_index
from yinuo.people.reads import find_unit, list_addresses, list_customers_by_phone, map_units
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.lists import list_running
from yinuo.promise.reads import get_credit_fen

from .call import Caller, CallFacts, CallState, CallUnknown
from .draft import Draft, Found, Part, match_faults, read_message
from .facts import AnswerKind, CallFirst, FaultReport, NearestOutlet, PlaceChoice
from .merges import find_alike
from .models import Call
from .reads import preview
from .rules import call_first

__all__ = [
    "Ahead",
    "Draft",
    "Found",
    "Part",
    "find_call_in_hand",
    "get_call",
    "get_call_form",
    "get_call_phone",
    "get_caller",
    "list_calls",
    "list_due_call_backs",
    "list_open_calls",
    "look_ahead",
    "may_call_back",
    "read_pasted",
    "search_faults",
]
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


def list_calls(
    company_id: UUID, *, before: tuple[datetime, UUID] | None = None, limit: int = _PAGE
) -> tuple[CallFacts, ...]:
    """All calls that are still kept, the newest first; `before` continues behind an arrival and its id."""
    rows = Call.objects.filter(company_id=company_id)
    if before is not None:
        at, id = before
        rows = rows.filter(Q(arrived_at__lt=at) | Q(arrived_at=at, id__lt=id))
    return tuple(row.to_facts() for row in rows.order_by("-arrived_at", "-id")[:limit])


def may_call_back(company_id: UUID, now: datetime) -> bool:
    """Whether the company's rulebook promises to call whoever leaves a number."""
    book = get_rulebook(company_id, now).rulebook
    has_wish = any(fault.kind is CaseKind.CALL_BACK for fault in book.case_kinds)
    rules = rulebooks.promises_for(book, CaseKind.CALL_BACK)
    return has_wish and any(rule.kind is PromiseKind.CALL_BACK for rule in rules)


def find_call_in_hand(staff_id: UUID, customer: CustomerFacts) -> CallFacts | None:
    """The call of this customer that an agent has in hand, None if he has none."""
    if not customer.phone:
        return None
    number = contact_index(ContactKind.PHONE, customer.phone)
    rows = Call.objects.filter(staff_id=staff_id, state=CallState.TAKEN, phone_index=number)
    row = rows.order_by("-arrived_at").first()
    return row.to_facts() if row else None


def get_caller(call_id: UUID, outlet_ids: Collection[UUID] | None) -> Caller:
    """Everybody who gave the number of a call, with their cases in one's own part of the company, the newest
    first; nobody for a number that nobody gave. Raises CallUnknown."""
    phone = _row(call_id).phone
    customers = list_customers_by_phone(phone) if phone else ()
    if not customers:
        return Caller()
    ids = [customer.id for customer in customers]
    cases = [case for case in list_cases_of(ids, limit=_CASES) if _is_mine(case, outlet_ids)]
    if outlet_ids is not None:  # whose cases are all elsewhere is nobody's here
        mine = {case.customer_id for case in cases}
        customers = tuple(customer for customer in customers if customer.id in mine)
        ids = [customer.id for customer in customers]
    units = map_units({case.unit_id for case in cases if case.unit_id is not None})
    return Caller(
        customers=customers,
        cases=tuple(cases),
        addresses=list_addresses(ids, limit=9),
        units=tuple(units.values()),
        alike=tuple(find_alike(cases)),
        credit_fen=sum(get_credit_fen(id) for id in ids[:3]),
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the desk can say while the form is filled: `place` the division that was understood,
    `choices` where there are several, `due_at` the time that is promised if the form is sent now,
    `questions` that the fault leaves open. `call_first` comes before everything."""

    kind: AnswerKind
    place: str
    choices: tuple[PlaceChoice, ...]
    outlet_zh: str
    outlet_en: str
    due_at: datetime | None
    within_minutes: int
    credit_fen: int
    nearest: NearestOutlet | None
    questions: tuple[str, ...]
    call_first: CallFirst | None
    usual_fen: tuple[int, int] | None


def look_ahead(report: FaultReport, company_id: UUID, now: datetime) -> Ahead:
    """What a report would be answered with, as far as it is filled; nothing is written or held."""
    book = get_rulebook(company_id, now).rulebook
    seen = preview(report, company_id, now)
    fault = next((fault for fault in book.case_kinds if fault.id == report.fault_id), None)
    asked = () if fault is None or report.is_detail_asked else _open(fault, report)
    kind = CaseKind(rulebooks.kind_of(fault, door=report.door)) if fault else None
    rule = next((r for r in _rules(book, kind) if r.kind is PromiseKind.ARRIVE), None)
    return Ahead(
        kind=seen.kind,
        place=seen.place,
        choices=seen.choices,
        outlet_zh=seen.outlet_zh,
        outlet_en=seen.outlet_en,
        due_at=seen.arrive_by,
        within_minutes=round(rule.within.total_seconds() / 60) if rule else 0,
        credit_fen=rule.remedy.credit_fen if rule else 0,
        nearest=seen.nearest,
        questions=asked,
        call_first=call_first(fault, report.words, book),
        usual_fen=seen.usual_fen if fault else None,
    )


def _rules(book: rulebooks.Rulebook, kind: CaseKind | None) -> tuple[rulebooks.PromiseRule, ...]:
    return rulebooks.promises_for(book, kind) if kind else ()


def _open(fault: rulebooks.FaultRule, report: FaultReport) -> tuple[str, ...]:
    found = rulebooks.open_questions(fault, door=report.door, owner=report.owner_kind)
    return tuple(question.value for question in found)


def search_faults(
    typed: str, faults: Sequence[rulebooks.FaultRule]
) -> tuple[rulebooks.FaultRule, ...]:
    """The faults for what an agent has typed so far: words, or the first letters of their pinyin; best
    first."""
    return match_faults(typed, faults)


def read_pasted(text: str, company_id: UUID, now: datetime) -> Draft:
    """What a pasted message tells of a case, its codes masked; nothing is written. A serial number that
    is that of a known product is sure."""
    book = get_rulebook(company_id, now).rulebook
    sent = tuple(fault for fault in book.case_kinds if fault.crew)
    draft = read_message(text, sent, now)
    known = tuple(
        replace(one, score=1.0) if one.part is Part.SERIAL and find_unit(one.value) else one
        for one in draft.found
    )
    return replace(draft, found=known)


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
