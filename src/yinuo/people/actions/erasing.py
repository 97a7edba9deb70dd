"""Erases a person: whatever tells who somebody was goes, the record's chains stay whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.base.point import Point
from yinuo.people import rules
from yinuo.people.facts import PointSource, StaffFacts, StillEmployed
from yinuo.people.indexes import login_index
from yinuo.people.models import (
    Address,
    Contact,
    Customer,
    Link,
    LoginTry,
    RecoveryCode,
    Staff,
    Unit,
)
from yinuo.store.perform import action

from .line import note


@action
def hold_customer(*, customer_id: UUID, actor: Actor, now: datetime) -> bool:
    """Keep new requests of this customer waiting until the transaction ends; whether they aren't erased yet.

    Raises NotFound.
    """
    del actor, now
    rows = Customer.objects.select_for_update(no_key=True).filter(id=customer_id)
    row = rows.only("erased_at").first()
    if row is None:
        raise NotFound
    return row.erased_at is None


@action
def erase_customer(*, customer_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Shred everything in this room that tells who a customer was.

    Name, contacts, addresses, codes and the salt go, links stop working.
    What stays is an id, the divisions and the lines of the record, whose commitments say nothing
    without the salt. `reason` is a code such as `kept_long_enough` or `asked`. Erasing twice
    changes nothing.
    """
    contacts = Contact.objects.filter(customer_id=customer_id)
    indexes = list(contacts.values_list("value_index", flat=True))
    erased = Customer.objects.filter(id=customer_id, erased_at=None).update(
        identity_index=None, name=None, salt=None, keep_until=None, erased_at=now
    )
    if not erased:
        return
    RecoveryCode.objects.filter(Q(asked_index__in=indexes) | Q(sent_index__in=indexes)).delete()
    contacts.delete()
    Link.objects.filter(customer_id=customer_id).delete()
    Unit.objects.filter(owner_id=customer_id).update(owner=None)
    for address in Address.objects.filter(customer_id=customer_id):
        address.text, address.text_index, address.town_code = "", None, None
        point = rules.coarse(Point(address.lat, address.lng))
        address.lat, address.lng = point.lat, point.lng
        address.radius_m, address.source = rules.COARSE_RADIUS_M, PointSource.COUNTY.value
        address.save()
    note("person", customer_id, "people.customer.erased", actor=actor, now=now, reason=reason)


@action
def erase_staff(*, staff_id: UUID, reason: str, actor: Actor, now: datetime) -> StaffFacts:
    """Shred who a member of staff was, once they have left: name, e-mail, login name and password.

    What they did stays in the record under their id. Erasing twice changes nothing. Raises NotFound,
    StillEmployed.
    """
    row = Staff.objects.select_for_update().filter(id=staff_id).first()
    if row is None:
        raise NotFound
    if row.is_active:
        raise StillEmployed
    if row.erased_at is None:
        LoginTry.objects.filter(name_index=login_index("name", row.username)).delete()
        row.username, row.name, row.email = f"left-{row.id.hex[-12:]}", "", None
        row.erased_at, row.last_login = now, None
        row.set_unusable_password()
        row.save()
        note("staff", row.id, "people.staff.erased", actor=actor, now=now, reason=reason)
    return row.to_facts()
