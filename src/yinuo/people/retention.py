"""Due rows of the people room: what has been kept long enough goes by itself (PD-02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.retention import RowsToPurge

from .actions import erase_customer
from .models import Customer, Link, Login, LoginTry, RecoveryCode, TrustedDevice


class CustomersToErase:
    """Customers whose last case is further back than their data may be kept."""

    name = "people.customers"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of customers to erase, longest overdue first."""
        due = Customer.objects.filter(keep_until__lte=now).order_by("keep_until")
        return list(due.values_list("id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Erase one, unless a new case has moved the day meanwhile."""
        row = Customer.objects.select_for_update(skip_locked=True).filter(
            id=id, keep_until__lte=now
        )
        if row.first() is not None:
            erase_customer(
                customer_id=id, reason="kept_long_enough", actor=Actor.system("watch"), now=now
            )

    def push_back(self, id: UUID, until: datetime) -> None:
        """Try again later, after a failure."""
        Customer.objects.filter(id=id, erased_at=None).update(keep_until=until)


# Dead links, recovery codes and login tries tell nobody anything any more.
DUE_SOURCES = (
    CustomersToErase(),
    RowsToPurge("people.links", Link),
    RowsToPurge("people.recovery", RecoveryCode),
    RowsToPurge("people.login_tries", LoginTry),
    RowsToPurge("people.trusted", TrustedDevice),
    RowsToPurge("people.logins", Login),
)
