"""Writes customers, their addresses and consents."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.base.point import Point
from yinuo.people import rules
from yinuo.people.facts import AddressFacts, ContactKind, CustomerFacts, PointSource, Purpose
from yinuo.people.indexes import address_index, contact_index, identity_index
from yinuo.people.models import Address, Consent, Contact, Customer
from yinuo.people.reads import get_customer
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from .line import note


@action
def find_or_add_customer(
    *, name: str, phone: str, email: str | None, language: str, actor: Actor, now: datetime
) -> CustomerFacts:
    """The customer who gave this phone and this e-mail (or none); added if there is none yet.

    Nobody has proved anything by typing a number, so the pair decides: a stranger who types a
    known phone with his own e-mail becomes a customer of his own, and what is sent to the one
    never reaches the other. A known customer keeps the name under which he is known. Raises
    PhoneNotValid, EmailNotValid, NameMissing, NameTooLong.
    """
    name, phone = rules.normalise_name(name), rules.normalise_phone(phone)
    email = rules.normalise_email(email or "")
    salt = secrets.token_bytes(32)
    fresh = Customer(
        id=new_id(now),
        identity_index=identity_index(phone, email),
        name=name,
        salt=salt.hex(),
        language="en" if language.startswith("en") else "zh-hans",
        created_at=now,
        keep_until=now + rules.KEEP_FOR,
    )
    if not insert_if_new(fresh):
        known = Customer.objects.only("id").get(identity_index=fresh.identity_index)
        _keep_longer(known.id, now)
        return get_customer(known.id)
    _add_contacts(fresh.id, phone, email, now)
    body = {
        "language": fresh.language,
        "name": commitment(salt, name),
        "phone": commitment(salt, phone),
    }
    if email:
        body["email"] = commitment(salt, email)
    note("person", fresh.id, "people.customer.added", actor=actor, now=now, **body)
    return CustomerFacts(
        id=fresh.id, name=name, phone=phone, email=email, language=fresh.language, is_new=True
    )


def _add_contacts(customer_id: UUID, phone: str, email: str | None, now: datetime) -> None:
    values = {ContactKind.PHONE: phone, ContactKind.EMAIL: email}
    Contact.objects.bulk_create(
        Contact(
            id=new_id(now),
            customer_id=customer_id,
            kind=kind.value,
            value=value,
            value_index=contact_index(kind, value),
            created_at=now,
        )
        for kind, value in values.items()
        if value
    )


def _keep_longer(customer_id: UUID, now: datetime) -> None:
    """Data is kept for a stretch after the last thing somebody did, so each thing moves the day."""
    Customer.objects.filter(id=customer_id, erased_at=None).update(keep_until=now + rules.KEEP_FOR)


@action
def add_address(  # noqa: PLR0913 - what an address is made of
    *,
    customer_id: UUID,
    text: str,
    division_code: str,
    town_code: str | None,
    point: Point,
    radius_m: int,
    source: PointSource,
    actor: Actor,
    now: datetime,
) -> AddressFacts:
    """An address of a customer; the same text in the same division is the same address.

    A known address takes over the point if it is surer than its own. Raises AddressTooLong.
    """
    text = rules.normalise_address(text)
    fresh = Address(
        id=new_id(now),
        customer_id=customer_id,
        text=text,
        text_index=address_index(division_code, text),
        division_code=division_code,
        town_code=town_code,
        lat=point.lat,
        lng=point.lng,
        radius_m=radius_m,
        source=source.value,
        created_at=now,
    )
    if not insert_if_new(fresh):
        known = Address.objects.only("id").get(customer_id=customer_id, text_index=fresh.text_index)
        return place_address(
            address_id=known.id, point=point, radius_m=radius_m, source=source, actor=actor, now=now
        )
    body = {"division": division_code, "source": source.value, "radius_m": radius_m}
    body["address"] = commitment(_salt(customer_id), text)
    if town_code:
        body["town"] = town_code
    note("person", customer_id, "people.address.added", actor=actor, now=now, **body)
    return fresh.to_facts()


@action
def place_address(
    *,
    address_id: UUID,
    point: Point,
    radius_m: int,
    source: PointSource,
    actor: Actor,
    now: datetime,
) -> AddressFacts:
    """Give an address a surer point (a visit found the door); a less sure one changes nothing."""
    address = Address.objects.select_for_update().get(id=address_id)
    if not rules.is_surer(source, radius_m, PointSource(address.source), address.radius_m):
        return address.to_facts()
    address.lat, address.lng = point.lat, point.lng
    address.radius_m, address.source = radius_m, source.value
    address.save(update_fields=["lat", "lng", "radius_m", "source"])
    body = {"source": source.value, "radius_m": radius_m}
    note("person", address.customer_id, "people.address.placed", actor=actor, now=now, **body)
    return address.to_facts()


def _salt(customer_id: UUID) -> bytes:
    salt = Customer.objects.values_list("salt", flat=True).get(id=customer_id)
    if salt is None:
        raise NotFound  # erased: nothing more is written about this person
    return bytes.fromhex(salt)


@action
def give_consent(
    *, customer_id: UUID, purpose: Purpose, wording: str, actor: Actor, now: datetime
) -> None:
    """A customer consents to one purpose, in the words of version `wording`; twice is once."""
    consent = Consent(
        id=new_id(now),
        customer_id=customer_id,
        purpose=purpose.value,
        wording=wording,
        given_at=now,
    )
    if insert_if_new(consent):
        body = {"purpose": purpose.value, "wording": wording}
        note("person", customer_id, "people.consent.given", actor=actor, now=now, **body)


@action
def withdraw_consent(*, customer_id: UUID, purpose: Purpose, actor: Actor, now: datetime) -> None:
    """Take a consent back (PD-09); none given is no error."""
    running = Consent.objects.filter(
        customer_id=customer_id, purpose=purpose.value, withdrawn_at=None
    )
    if running.update(withdrawn_at=now):
        note(
            "person",
            customer_id,
            "people.consent.withdrawn",
            actor=actor,
            now=now,
            purpose=purpose.value,
        )
