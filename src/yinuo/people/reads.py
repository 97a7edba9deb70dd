"""What others may ask the people room; answers are plain facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser

from yinuo.base.errors import NotFound
from yinuo.base.local_time import local_date
from yinuo.store.look import seen_once
from yinuo.store.secrecy import token_hash

from .facts import (
    Access,
    AddressFacts,
    ContactKind,
    CustomerFacts,
    LinkExpired,
    LinkFacts,
    LinkUnknown,
    LookFacts,
    LookKind,
    LookReason,
    MaskedContact,
    PointSource,
    Purpose,
    SerialNotValid,
    StaffFacts,
    StaffRole,
    UnitFacts,
    UnitUnknown,
    Verb,
)
from .indexes import address_index, contact_index, find_contact_index
from .models import Address, Consent, Contact, Customer, Link, Look, Staff, Unit
from .rights import may
from .rules import mask_email, mask_phone, normalise_phone, normalise_serial

_SHARED = 20
"""How many people who gave one number are shown; more is a hotel's, or somebody else's."""


def get_customer(customer_id: UUID) -> CustomerFacts:
    """The customer with this id, empty of name and phone once erased. Raises NotFound."""
    customer = Customer.objects.filter(id=customer_id).first()
    if customer is None:
        raise NotFound
    values = _contacts_of(customer_id)
    return CustomerFacts(
        id=customer.id,
        name=customer.name or "",
        phone=values.get(ContactKind.PHONE.value, ""),
        email=values.get(ContactKind.EMAIL.value),
        language=customer.language,
        is_erased=customer.erased_at is not None,
    )


@seen_once
def _contacts_of(customer_id: UUID) -> Mapping[str, str]:
    return dict(Contact.objects.filter(customer_id=customer_id).values_list("kind", "value"))


def get_salt(customer_id: UUID) -> bytes | None:
    """The salt of the commitments about this customer; None once erased. Raises NotFound."""
    row = Customer.objects.filter(id=customer_id).values_list("salt", flat=True).first()
    if row is None and not Customer.objects.filter(id=customer_id).exists():
        raise NotFound
    return bytes.fromhex(row) if row else None


def map_salts(customer_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The salts of these customers; the erased have none."""
    rows = Customer.objects.filter(id__in=customer_ids, salt__isnull=False)
    return {id: bytes.fromhex(salt) for id, salt in rows.values_list("id", "salt") if salt}


def get_contact(customer_id: UUID, kind: ContactKind) -> str | None:
    """How to reach a customer in this way, if they gave it."""
    contact = Contact.objects.filter(customer_id=customer_id, kind=kind.value).first()
    return contact.value if contact else None


def has_contact(customer_id: UUID, text: str) -> bool:
    """Whether this text, however it is written, is the customer's phone number or e-mail."""
    index = find_contact_index(text)
    return (
        index is not None
        and Contact.objects.filter(customer_id=customer_id, value_index=index).exists()
    )


def list_customers_with(text: str) -> tuple[UUID, ...]:
    """Everybody who gave this phone number or e-mail, oldest first; nobody for a text that is neither."""
    index = find_contact_index(text)
    if index is None:
        return ()
    holders = Customer.objects.filter(contacts__value_index=index).order_by("created_at", "id")
    return tuple(holders.values_list("id", flat=True).distinct())


def find_masked_contact(customer_id: UUID) -> MaskedContact:
    """How to recognise a customer's phone and e-mail without being able to use them."""
    values = _contacts_of(customer_id)
    phone, email = values.get(ContactKind.PHONE.value), values.get(ContactKind.EMAIL.value)
    return MaskedContact(mask_phone(phone) if phone else None, mask_email(email) if email else None)


def list_customers_by_phone(phone: str) -> tuple[CustomerFacts, ...]:
    """Everybody who gave this number, the newest first: a phone may be a family's or an office's. Raises
    PhoneNotValid for what can't be a number."""
    index = contact_index(ContactKind.PHONE, normalise_phone(phone))
    ids = Contact.objects.filter(value_index=index, kind=ContactKind.PHONE.value)
    return list_customers(
        ids.order_by("-created_at").values_list("customer_id", flat=True)[:_SHARED]
    )


def list_customers(customer_ids: Iterable[UUID]) -> tuple[CustomerFacts, ...]:
    """These customers in this order, in two queries; an id of nobody is left out."""
    ids = list(customer_ids)
    rows = {row.id: row for row in Customer.objects.filter(id__in=ids)}
    values: dict[UUID, dict[str, str]] = {}
    for contact in Contact.objects.filter(customer_id__in=ids):
        values.setdefault(contact.customer_id, {})[contact.kind] = contact.value
    return tuple(
        CustomerFacts(
            id=id,
            name=rows[id].name or "",
            phone=values.get(id, {}).get(ContactKind.PHONE.value, ""),
            email=values.get(id, {}).get(ContactKind.EMAIL.value),
            language=rows[id].language,
            is_erased=rows[id].erased_at is not None,
        )
        for id in ids
        if id in rows
    )


def list_addresses(customer_ids: Collection[UUID], *, limit: int = 12) -> tuple[AddressFacts, ...]:
    """The addresses of these customers, the newest first; erased ones are left out."""
    rows = Address.objects.filter(customer_id__in=customer_ids, text_index__isnull=False)
    return tuple(row.to_facts() for row in rows.order_by("-created_at")[:limit])


def map_units(unit_ids: Collection[UUID]) -> dict[UUID, UnitFacts]:
    """These products by id, in one query."""
    return {row.id: row.to_facts() for row in Unit.objects.filter(id__in=unit_ids)}


def map_staff(staff_ids: Collection[UUID]) -> dict[UUID, StaffFacts]:
    """These members of staff by id, in one query, active or not."""
    return {row.id: row.to_facts() for row in Staff.objects.filter(id__in=staff_ids)}


def get_address(address_id: UUID) -> AddressFacts:
    """The address with this id; its text is empty once the customer is erased. Raises NotFound."""
    address = Address.objects.filter(id=address_id).first()
    if address is None:
        raise NotFound
    return address.to_facts()


def list_erased() -> Iterator[tuple[str, UUID, datetime]]:
    """Everybody who was erased, oldest first: `customer` or `staff`, the id, and when."""
    kinds = (("customer", Customer.objects), ("staff", Staff.objects))
    for kind, rows in kinds:
        erased = rows.filter(erased_at__isnull=False).order_by("erased_at", "id")
        for id, at in erased.values_list("id", "erased_at").iterator():
            assert at is not None
            yield kind, id, at


def count_addresses(customer_id: UUID) -> int:
    """How many addresses of a customer are known; erased ones don't count."""
    return Address.objects.filter(customer_id=customer_id, text_index__isnull=False).count()


def find_visited_address(division_code: str, text: str) -> AddressFacts | None:
    """The surest address with the same text whose door an earlier visit found, whoever lived
    there."""
    found = Address.objects.filter(
        text_index=address_index(division_code, text), source=PointSource.VISIT.value
    )
    address = found.order_by("radius_m", "-created_at").first()
    return address.to_facts() if address else None


def find_unit(serial: str) -> UnitFacts | None:
    """The product with this serial number, however it is typed; None for an unknown or impossible
    one."""
    try:
        unit = Unit.objects.filter(serial=normalise_serial(serial)).first()
    except SerialNotValid:
        return None
    return unit.to_facts() if unit else None


def get_unit(unit_id: UUID) -> UnitFacts:
    """The product with this id. Raises UnitUnknown."""
    unit = Unit.objects.filter(id=unit_id).first()
    if unit is None:
        raise UnitUnknown
    return unit.to_facts()


def open_link(token: str, now: datetime) -> LinkFacts:
    """What a link opens. Raises LinkUnknown for a token that is none of ours or was called back,
    and LinkExpired for one whose time is over."""
    link = Link.objects.filter(token_hash=token_hash(token), revoked_at=None).first()
    if link is None:
        raise LinkUnknown
    if link.expires_at <= now:
        raise LinkExpired
    return link.to_facts()


def find_revocation(case_id: UUID) -> datetime | None:
    """When the links to a case were last called back, None if never."""
    revoked = Link.objects.filter(case_id=case_id, revoked_at__isnull=False)
    return revoked.order_by("-revoked_at").values_list("revoked_at", flat=True).first()


def has_consent(customer_id: UUID, purpose: Purpose, now: datetime) -> bool:
    """Whether a consent to this purpose was running at `now`."""
    given = Consent.objects.filter(
        customer_id=customer_id, purpose=purpose.value, given_at__lte=now
    )
    return given.exclude(withdrawn_at__lte=now).exists()


def has_looked(staff_id: UUID, customer_id: UUID, now: datetime) -> bool:
    """Whether today's look of this member of staff at this customer's case is written down already."""
    rows = Look.objects.filter(
        customer_id=customer_id,
        staff_id=staff_id,
        day=local_date(now),
        kind=LookKind.CASE.value,
        reason=LookReason.HANDLE.value,
    )
    return rows.exists()


def list_looks_at(customer_id: UUID, *, limit: int = 50) -> tuple[LookFacts, ...]:
    """Who of the staff looked at a customer's data, latest first."""
    rows = Look.objects.filter(customer_id=customer_id).order_by("-looked_at")
    return tuple(row.to_facts() for row in rows[:limit])


def list_looks_by(
    staff_id: UUID | None = None, *, before: UUID | None = None, limit: int = 50
) -> tuple[LookFacts, ...]:
    """What one member of staff looked at, or all, latest first; `before` continues an earlier page."""
    rows = Look.objects.order_by("-id")
    wanted = {"staff_id": staff_id, "id__lt": before}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return tuple(row.to_facts() for row in rows[:limit])


def get_staff(staff_id: UUID) -> StaffFacts:
    """The member of staff with this id. Raises NotFound."""
    staff = Staff.objects.filter(id=staff_id).first()
    if staff is None:
        raise NotFound
    return staff.to_facts()


def staff_of(user: AbstractBaseUser) -> StaffFacts:
    """Who is logged in, of the row that the login has read already. Raises NotFound."""
    if not isinstance(user, Staff):
        raise NotFound
    return user.to_facts()


def find_staff(username: str) -> StaffFacts | None:
    """The member of staff with this user name, active or not."""
    staff = Staff.objects.filter(username=username).first()
    return staff.to_facts() if staff else None


def list_staff(role: StaffRole | None = None) -> tuple[StaffFacts, ...]:
    """Active members of staff, of one role or of all, by user name."""
    rows = Staff.objects.filter(is_active=True).order_by("username")
    return tuple(row.to_facts() for row in (rows.filter(role=role.value) if role else rows))


def list_ever_logged_in(role: StaffRole) -> tuple[UUID, ...]:
    """The active logins of a role that somebody has used."""
    rows = Staff.objects.filter(role=role.value, is_active=True, last_login__isnull=False)
    return tuple(rows.values_list("id", flat=True))


def is_allowed(role: StaffRole, verb: Verb, *, access: Access | None = None) -> bool:
    """Whether somebody of this role may do this, to what `access` describes (PD-06): the rule, for
    pages."""
    return may(role, verb, access or Access())
