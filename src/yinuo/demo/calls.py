"""Calls that come in to the demo's desk: somebody new, somebody without a number, customers who ask
where it stands."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.intake.actions import receive_call
from yinuo.intake.callers import list_open_calls
from yinuo.people.facts import ContactKind
from yinuo.people.reads import get_contact
from yinuo.store.perform import perform

from .customers import Customer

_LINE = Actor.system("phone")
_MOST_WAITING = 4
_NEW = "19900000777"
_EVERY = timedelta(minutes=6)


class Line:
    """Rings now and then, as long as not many calls wait already: nobody answers in a demo left alone."""

    def __init__(self, company_id: UUID, now: datetime) -> None:
        self._company_id = company_id
        self._rng = random.Random(int(now.timestamp()))
        self._next_at = now + timedelta(seconds=30)
        self._ring("", now)
        self._ring(_NEW, now)

    def ring(self, open_customers: Collection[Customer], now: datetime) -> None:
        """Somebody with an open case rings, if it is time for that."""
        if now < self._next_at or not open_customers:
            return
        self._next_at = now + self._rng.uniform(0.5, 1.5) * _EVERY
        if len(list_open_calls(self._company_id)) >= _MOST_WAITING:
            return
        customer = self._rng.choice(sorted(open_customers, key=lambda one: one.case_id))
        phone = get_contact(customer.customer_id, ContactKind.PHONE)
        self._ring(phone or "", now)

    def _ring(self, phone: str, now: datetime) -> None:
        perform(
            receive_call,
            actor=_LINE,
            now=now,
            company_id=self._company_id,
            provider_id=f"demo:{now.isoformat()}:{phone}",
            phone=phone,
            staff_id=None,
        )
