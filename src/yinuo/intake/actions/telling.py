"""Notices of intake: to the customer, and to managers where nobody can come."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.notice.actions import queue
from yinuo.notice.facts import Param
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_staff


def tell(
    case: CaseFacts,
    template: str,
    params: dict[str, Param],
    *,
    actor: Actor,
    now: datetime,
    event: str | None = None,
) -> None:
    """Tell the case's customer; `event` names the occasion where a template may be sent more than once."""
    queue(
        subject=case.id,
        event=event or template,
        template=template,
        params=params,
        recipient_customer=case.customer_id,
        region=case.region,
        actor=actor,
        now=now,
    )


def tell_dispatchers(
    case: CaseFacts,
    template: str,
    params: dict[str, Param],
    *,
    actor: Actor,
    now: datetime,
    event: str,
) -> None:
    """Tell everybody who plans the outlets' day."""
    for staff in list_staff(StaffRole.DISPATCHER):
        queue(
            subject=case.id,
            event=event,
            template=template,
            params=params,
            recipient_staff=staff.id,
            region=case.region,
            actor=actor,
            now=now,
        )


def tell_managers(case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Tell every manager that nobody can come to this case, each time that it is so."""
    for staff in list_staff(StaffRole.MANAGER):
        queue(
            subject=case.id,
            event=f"case.unpromised:{now.isoformat()}",
            template="case.unpromised",
            params={"number": case.number},
            recipient_staff=staff.id,
            region=case.region,
            actor=actor,
            now=now,
        )
