"""Lists of cases: all that a filter lets through, or those behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import find_cases, map_cases
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook_by_id, list_outlets
from yinuo.people.facts import AddressFacts, CustomerFacts, Scope
from yinuo.people.known import map_addresses_by_id
from yinuo.people.reads import list_customers
from yinuo.people.rules import mask_phone
from yinuo.promise.facts import PromiseFacts
from yinuo.promise.lists import find_cases_by_promise, map_promises
from yinuo.promise.reads import pick_arrival
from yinuo.transfer.guard import Value

from .table import Ask, Table, local

_AT_ONCE = 500
_ZH = (
    "原单号",
    "本系统单号",
    "状态",
    "故障",
    "故障名称",
    "电话",
    "称呼",
    "地址",
    "区划代码",
    "网点编码",
)
_MORE_ZH = ("来自", "紧急程度", "报修时间", "办结时间", "承诺最迟到达", "承诺结果")
_EN = ("Number elsewhere", "Our number", "State", "Fault", "Name of the fault", "Phone", "Name")
_MORE_EN = ("Address", "Division code", "Outlet code", "Came by", "Urgency", "Reported", "Ended")


def cases(ask: Ask) -> Table:
    """The cases of the filter, the newest first. Masked, a line tells the district and not the door."""
    return _table(ask, case_pages(ask))


def figure_cases(ask: Ask) -> Table:
    """The cases behind a figure, in the figure's own order."""
    ids = ask.case_ids
    parts = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
    return _table(ask, (_known(part) for part in parts))


def _known(ids: Sequence[UUID]) -> list[CaseFacts]:
    found = map_cases(ids)
    return [found[id] for id in ids if id in found]


def _table(ask: Ask, of: Iterator[Sequence[CaseFacts]]) -> Table:
    if ask.is_english:
        headings = (*_EN, *_MORE_EN, "Promised by", "Promise")
        return Table("Cases", headings, _rows(ask, of))
    return Table("单子", (*_ZH, *_MORE_ZH), _rows(ask, of))


def case_pages(ask: Ask) -> Iterator[Sequence[CaseFacts]]:
    """The cases that are asked for, some hundred at a time."""
    wanted = replace(ask.wanted, outlet_ids=_within(ask), before=None)
    while True:
        if ask.promise is not None:
            page = find_cases_by_promise(ask.promise, wanted, limit=_AT_ONCE)
        else:
            page = find_cases(wanted, limit=_AT_ONCE)
        yield page.cases
        if page.next_before is None:
            return
        wanted = replace(wanted, before=page.next_before)


def _within(ask: Ask) -> frozenset[UUID] | None:
    """What the filter asks for, and never more than the scope shows."""
    asked = ask.wanted.outlet_ids
    if ask.outlet_ids is None or asked is None:
        return ask.outlet_ids if asked is None else asked
    return asked & ask.outlet_ids


def _rows(ask: Ask, of: Iterator[Sequence[CaseFacts]]) -> Iterator[Sequence[Value]]:
    outlets = {outlet.id: outlet.code for outlet in list_outlets(Scope())}
    for page in of:
        promises = map_promises([case.id for case in page])
        people = {one.id: one for one in list_customers({case.customer_id for case in page})}
        homes = map_addresses_by_id({case.address_id for case in page if case.address_id})
        for case in page:
            address = homes.get(case.address_id) if case.address_id else None
            customer = people[case.customer_id]
            code = outlets.get(case.outlet_id, "") if case.outlet_id else ""
            yield [
                *_who(ask, case, customer, address),
                code,
                *_rest(case, pick_arrival(promises.get(case.id, ()))),
            ]


def _who(
    ask: Ask, case: CaseFacts, customer: CustomerFacts, address: AddressFacts | None
) -> list[Value]:
    book = get_rulebook_by_id(case.rulebook_id).rulebook
    name = rulebooks.get_fault(book, case.fault_id).name
    phone = customer.phone if ask.is_whole or not customer.phone else mask_phone(customer.phone)
    return [
        case.reference or case.number,
        case.number,
        case.state.value,
        case.fault_id,
        name.en if ask.is_english else name.zh,
        phone,
        customer.name,
        address.text if address and ask.is_whole else "",
        case.town_code or case.division_code,
    ]


def _rest(case: CaseFacts, arrive: PromiseFacts | None) -> list[Value]:
    return [
        case.channel.value,
        case.urgency.value,
        local(case.opened_at),
        local(case.closed_at),
        local(arrive.deadline_at) if arrive else "",
        arrive.state.value if arrive else "",
    ]
