"""How somebody is reached now: the address of each way, and the language they read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from yinuo.people import reads as people

from .facts import ChannelKind, Device, RecipientKind
from .models import Subscription, Team

_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class Reach:
    """Addresses by the way they belong to; a way that is missing leads to nobody."""

    language: str
    addresses: Mapping[ChannelKind, str]
    devices: tuple[Device, ...] = ()

    @property
    def ways(self) -> frozenset[ChannelKind]:
        """The ways by which this reader can be reached at all."""
        nudges = {ChannelKind.PUSH} if self.devices else set()
        return frozenset(self.addresses) | nudges


def find_reach(kind: RecipientKind, recipient: UUID) -> Reach:
    """How this reader is reached at this moment; nothing is known of somebody erased or gone.

    A landline gets no SMS: what a gateway answers for one says nothing of whether anybody read it.
    """
    if kind is RecipientKind.TEAM:
        team = Team.objects.filter(id=recipient, is_active=True).first()
        return Reach("zh-hans", {ChannelKind.CHAT: team.url} if team else {})
    if kind is RecipientKind.STAFF:
        staff = people.get_staff(recipient)
        if not staff.is_active:
            return Reach(staff.language, {})
        known = {ChannelKind.EMAIL: staff.email}
        return Reach(staff.language, _given(known), _devices(kind, recipient))
    customer = people.get_customer(recipient)
    phone = f"+86{customer.phone}" if _MOBILE.fullmatch(customer.phone) else None
    known = {ChannelKind.SMS: phone, ChannelKind.EMAIL: customer.email}
    return Reach(customer.language, _given(known), _devices(kind, recipient))


def _given(known: Mapping[ChannelKind, str | None]) -> dict[ChannelKind, str]:
    return {kind: address for kind, address in known.items() if address}


def _devices(kind: RecipientKind, recipient: UUID) -> tuple[Device, ...]:
    rows = Subscription.objects.filter(recipient_kind=kind.value, recipient=recipient)
    return tuple(row.to_facts() for row in rows.order_by("id")[:20])
