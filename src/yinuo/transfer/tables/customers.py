"""The list of customers: a line for each address, in the words in which customers are imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from yinuo.case.reads import list_customers_of_outlets
from yinuo.people.facts import AddressFacts, CustomerFacts
from yinuo.people.known import list_customer_ids, map_addresses
from yinuo.people.reads import list_customers
from yinuo.people.rules import mask_email, mask_phone
from yinuo.transfer.facts import FileKind
from yinuo.transfer.guard import Value

from .table import Ask, Table, headings_of, pages

_NAMES = ("phone", "name", "email", "address", "division", "language")


def customers(ask: Ask) -> Table:
    """All of them, or those of the cases of somebody's outlets. Masked, a line tells the district and not the
    door."""
    headings = headings_of(FileKind.CUSTOMERS, _NAMES, is_english=ask.is_english)
    return Table("Customers" if ask.is_english else "客户", headings, _rows(ask))


def _rows(ask: Ask) -> Iterator[Sequence[Value]]:
    outlet_ids = ask.outlet_ids

    def read(last: UUID | None) -> Sequence[UUID]:
        if outlet_ids is None:
            return list_customer_ids(after=last)
        return list_customers_of_outlets(outlet_ids, after=last)

    for page in pages(read):
        addresses = map_addresses(page)
        for customer in list_customers(page):
            if customer.is_erased:
                continue
            for address in addresses.get(customer.id) or (None,):
                yield _line(customer, address, is_whole=ask.is_whole)


def _line(
    customer: CustomerFacts, address: AddressFacts | None, *, is_whole: bool
) -> Sequence[Value]:
    division = (address.town_code or address.division_code) if address else ""
    if is_whole:
        text = address.text if address else ""
        phone, email = customer.phone, customer.email or ""
        return (phone, customer.name, email, text, division, customer.language)
    masked = mask_email(customer.email) if customer.email else ""
    return (mask_phone(customer.phone), customer.name, masked, "", division, customer.language)
