"""Whether many people, addresses and products are known already: a query for hundreds of them, by digests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from .facts import AddressFacts, ContactKind, NewAddress, NewCustomer, PointSource, UnitFacts
from .indexes import address_index, contact_index, identity_index
from .models import Address, Contact, Customer, Unit


def find_known(people: Sequence[NewCustomer]) -> dict[int, UUID]:
    """Which of these are known by phone and e-mail: their place in the sequence and who they are."""
    wanted = {identity_index(one.phone, one.email): at for at, one in enumerate(people)}
    rows = Customer.objects.filter(identity_index__in=wanted)
    known = dict(rows.values_list("identity_index", "id"))
    indexes = (identity_index(one.phone, one.email) for one in people)
    return {at: known[index] for at, index in enumerate(indexes) if index in known}


def find_known_addresses(addresses: Sequence[NewAddress]) -> frozenset[int]:
    """Which of these their customers have already, however they are written: places in the sequence."""
    indexes = [address_index(one.division_code, one.text) for one in addresses]
    rows = Address.objects.filter(
        customer_id__in={one.customer_id for one in addresses}, text_index__in=set(indexes)
    )
    known = set(rows.values_list("customer_id", "text_index"))
    return frozenset(
        at
        for at, (one, index) in enumerate(zip(addresses, indexes, strict=True))
        if (one.customer_id, index) in known
    )


def map_visited_addresses(
    wanted: Collection[tuple[str, str]],
) -> dict[tuple[str, str], AddressFacts]:
    """Of these pairs of division and text those whose door an earlier visit found, with the surest address of
    each, as `find_visited_address` has it for one."""
    pairs = {address_index(*pair): pair for pair in wanted}
    rows = Address.objects.filter(text_index__in=pairs, source=PointSource.VISIT.value)
    found: dict[tuple[str, str], AddressFacts] = {}
    for row in rows.order_by("radius_m", "-created_at"):
        found.setdefault(pairs[str(row.text_index)], row.to_facts())
    return found


def find_holders(phones: Collection[str]) -> dict[str, tuple[UUID, ...]]:
    """Everybody who gave each of these numbers, oldest first; a number of nobody is left out."""
    of_index = {contact_index(ContactKind.PHONE, phone): phone for phone in phones}
    rows = Contact.objects.filter(value_index__in=of_index, kind=ContactKind.PHONE.value)
    found: dict[str, tuple[UUID, ...]] = {}
    for index, customer_id in rows.order_by("created_at", "id").values_list(
        "value_index", "customer_id"
    ):
        found[of_index[index]] = (*found.get(of_index[index], ()), customer_id)
    return found


def map_units_by_serial(serials: Collection[str]) -> dict[str, UnitFacts]:
    """These products by serial number, which is as `rules` normalises it."""
    return {row.serial: row.to_facts() for row in Unit.objects.filter(serial__in=serials)}


def list_customer_ids(*, after: UUID | None = None, limit: int = 500) -> tuple[UUID, ...]:
    """Customers who aren't erased, oldest first; `after` is the last one seen."""
    rows = Customer.objects.filter(erased_at=None).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(rows.values_list("id", flat=True)[:limit])


def map_addresses(customer_ids: Collection[UUID]) -> dict[UUID, tuple[AddressFacts, ...]]:
    """The addresses of each of these customers, oldest first; erased ones are left out."""
    rows = Address.objects.filter(customer_id__in=customer_ids, text_index__isnull=False)
    found: dict[UUID, tuple[AddressFacts, ...]] = {}
    for row in rows.order_by("created_at", "id"):
        found[row.customer_id] = (*found.get(row.customer_id, ()), row.to_facts())
    return found


def map_addresses_by_id(address_ids: Collection[UUID]) -> dict[UUID, AddressFacts]:
    """These addresses by id, in one query."""
    return {row.id: row.to_facts() for row in Address.objects.filter(id__in=address_ids)}


def list_units_after(serial: str, *, limit: int = 500) -> tuple[UnitFacts, ...]:
    """Products behind a serial number, by serial number."""
    rows = Unit.objects.filter(serial__gt=serial).order_by("serial")
    return tuple(row.to_facts() for row in rows[:limit])
