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


def tell_managers(
    case: CaseFacts, actor: Actor, now: datetime, *, template: str = "case.unpromised"
) -> None:
    """Tell every manager, each time that it is so; where nothing else is named, that nobody can come."""
    for staff in list_staff(StaffRole.MANAGER):
        queue(
            subject=case.id,
            event=f"{template}:{now.isoformat()}",
            template=template,
            params={"number": case.number},
            recipient_staff=staff.id,
            region=case.region,
            actor=actor,
            now=now,
        )
