"""Writes hundreds of people, addresses and products at once: a few statements, and each with its line."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people import rules
from yinuo.people.facts import ContactKind, NewAddress, NewCustomer, NewUnit
from yinuo.people.indexes import address_index, contact_index, identity_index
from yinuo.people.known import find_known_addresses
from yinuo.people.models import Address, Contact, Customer, Unit
from yinuo.record.actions import gather, hold_chains
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .line import note

_UNIT_VALUES = (
    "model",
    "sold_at_date",
    "installed_date",
    "registered_date",
    "made_date",
    "owner_id",
)


@action
def add_customers(
    *, people: Sequence[NewCustomer], actor: Actor, now: datetime
) -> tuple[UUID, ...]:
    """The customer of each, in this order: the one who gave this phone and e-mail before, or a new one.

    As `find_or_add_customer` has it for one; whoever is named twice is added once. Values are normalised.
    """
    indexes = [identity_index(one.phone, one.email) for one in people]
    known = dict(_known(indexes))
    fresh: dict[str, tuple[Customer, NewCustomer, bytes]] = {}
    for index, one in zip(indexes, people, strict=True):
        if index not in known and index not in fresh:
            salt = secrets.token_bytes(32)
            fresh[index] = (_customer(index, one, salt, now), one, salt)
    Customer.objects.bulk_create([row for row, _, _ in fresh.values()], ignore_conflicts=True)
    found = known | dict(_known(list(fresh)))
    added = [parts for index, parts in fresh.items() if found[index] == parts[0].id]
    _add_contacts(added, now)
    with gather(now):
        hold_chains("person", [row.id for row, _, _ in added])
        for row, one, salt in added:
            _note_added(row, one, salt, actor, now)
    return tuple(found[index] for index in indexes)


def _known(indexes: Sequence[str]) -> Sequence[tuple[str, UUID]]:
    rows = Customer.objects.filter(identity_index__in=indexes)
    return [(index, id) for index, id in rows.values_list("identity_index", "id") if index]


def _customer(index: str, one: NewCustomer, salt: bytes, now: datetime) -> Customer:
    return Customer(
        id=new_id(now),
        identity_index=index,
        name=one.name,
        salt=salt.hex(),
        language=one.language,
        created_at=now,
        keep_until=now + rules.KEEP_FOR,
    )


def _add_contacts(added: Sequence[tuple[Customer, NewCustomer, bytes]], now: datetime) -> None:
    Contact.objects.bulk_create(
        Contact(
            id=new_id(now),
            customer_id=row.id,
            kind=kind.value,
            value=value,
            value_index=contact_index(kind, value),
            created_at=now,
        )
        for row, one, _ in added
        for kind, value in ((ContactKind.PHONE, one.phone), (ContactKind.EMAIL, one.email))
        if value
    )


def _note_added(row: Customer, one: NewCustomer, salt: bytes, actor: Actor, now: datetime) -> None:
    body = {
        "language": one.language,
        "name": commitment(salt, one.name),
        "phone": commitment(salt, one.phone),
    }
    if one.email:
        body["email"] = commitment(salt, one.email)
    note("person", row.id, "people.customer.added", actor=actor, now=now, **body)


@action
def add_addresses(
    *, addresses: Sequence[NewAddress], actor: Actor, now: datetime
) -> tuple[UUID | None, ...]:
    """Each of these that its customer hasn't got yet, as `add_address` has it for one; the id of every one.

    A known address keeps the point that it has. Whoever is erased gets none: None stands there.
    """
    known = find_known_addresses(addresses)
    salts = _salts({one.customer_id for one in addresses})
    rows = [
        _address(one, now) if at not in known and one.customer_id in salts else None
        for at, one in enumerate(addresses)
    ]
    wanted = {(row.customer_id, row.text_index): row for row in rows if row is not None}
    Address.objects.bulk_create(wanted.values(), ignore_conflicts=True)
    ids = _address_ids(addresses)
    with gather(now):
        hold_chains("person", {row.customer_id for row in wanted.values()})
        for row in wanted.values():
            if ids[row.customer_id, str(row.text_index)] == row.id:
                _note_address(row, salts[row.customer_id], actor, now)
    return tuple(
        ids.get((one.customer_id, address_index(one.division_code, one.text))) for one in addresses
    )


def _salts(customer_ids: set[UUID]) -> dict[UUID, bytes]:
    rows = Customer.objects.filter(id__in=customer_ids, erased_at=None)
    return {id: bytes.fromhex(salt) for id, salt in rows.values_list("id", "salt") if salt}


def _address(one: NewAddress, now: datetime) -> Address:
    return Address(
        id=new_id(now),
        customer_id=one.customer_id,
        text=one.text,
        text_index=address_index(one.division_code, one.text),
        division_code=one.division_code,
        town_code=one.town_code,
        lat=one.point.lat,
        lng=one.point.lng,
        radius_m=one.radius_m,
        source=one.source.value,
        created_at=now,
    )


def _address_ids(addresses: Sequence[NewAddress]) -> dict[tuple[UUID, str], UUID]:
    rows = Address.objects.filter(
        customer_id__in={one.customer_id for one in addresses},
        text_index__in={address_index(one.division_code, one.text) for one in addresses},
    )
    found = rows.values_list("customer_id", "text_index", "id")
    return {(customer_id, str(index)): id for customer_id, index, id in found}


def _note_address(row: Address, salt: bytes, actor: Actor, now: datetime) -> None:
    body: dict[str, object] = {
        "division": row.division_code,
        "source": row.source,
        "radius_m": row.radius_m,
        "address": commitment(salt, row.text),
    }
    if row.town_code:
        body["town"] = row.town_code
    note("person", row.customer_id, "people.address.added", actor=actor, now=now, **body)


@action
def keep_customers(*, customer_ids: Sequence[UUID], actor: Actor, now: datetime) -> None:
    """Something was done for these, so their data is kept for a stretch from now; no line of its own, as
    what was done has one."""
    del actor
    rows = Customer.objects.filter(id__in=customer_ids, erased_at=None)
    rows.order_by("id").update(keep_until=now + rules.KEEP_FOR)


@action
def register_units(*, units: Sequence[NewUnit], actor: Actor, now: datetime) -> None:
    """Each of these products added or brought up to date, as `register_unit` has it for one.

    What is None leaves what is known as it is. Serial numbers are normalised and each stands once.
    """
    serials = [one.serial for one in units]
    fresh = [_unit(one, now) for one in units]
    there = set(Unit.objects.filter(serial__in=serials).values_list("serial", flat=True))
    Unit.objects.bulk_create(
        [row for row in fresh if row.serial not in there], ignore_conflicts=True
    )
    rows = Unit.objects.select_for_update().filter(serial__in=serials).order_by("serial")
    stored = {row.serial: row for row in rows}
    with gather(now):
        hold_chains("unit", [row.id for row in stored.values()])
        for one, row in zip(units, fresh, strict=True):
            is_new = stored[one.serial].id == row.id
            _settle_unit(one, stored[one.serial], is_new=is_new, actor=actor, now=now)
    Unit.objects.bulk_update(stored.values(), _UNIT_FIELDS)


_UNIT_FIELDS = [name.removesuffix("_id") for name in _UNIT_VALUES]


def _unit(one: NewUnit, now: datetime) -> Unit:
    values = {name: getattr(one, name) for name in _UNIT_VALUES}
    return Unit(id=new_id(now), serial=one.serial, **values)


def _settle_unit(one: NewUnit, row: Unit, *, is_new: bool, actor: Actor, now: datetime) -> None:
    """The line of what has changed, and the values themselves, on the row that is written later."""
    changed = [
        name
        for name in _UNIT_VALUES
        if getattr(one, name) is not None and (is_new or getattr(row, name) != getattr(one, name))
    ]
    for name in changed:
        setattr(row, name, getattr(one, name))
    if is_new:
        note("unit", row.id, "people.unit.registered", actor=actor, now=now, model=one.model)
    elif plain := [name for name in changed if name != "owner_id"]:
        note("unit", row.id, "people.unit.changed", actor=actor, now=now, changed=plain)
    if "owner_id" in changed:
        owner = str(one.owner_id)
        note("unit", row.id, "people.unit.owned", actor=actor, now=now, customer=owner)
