"""What a visit tells the customer: notices queued in the transaction of what they tell."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.notice.actions import queue
from yinuo.notice.facts import Both, Param
from yinuo.outlet.reads import get_technician
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_staff

from .models import ItemQuote, Visit


def tell_on_the_way(row: Visit, *, actor: Actor, now: datetime) -> None:
    """The technician has left: name, badge and expected time (AR-02)."""
    technician = get_technician(row.technician_id)
    params: dict[str, Param] = {
        "technician": Both(technician.name_zh, technician.name_en),
        "badge_no": technician.badge_no,
        "eta_at": max(row.eta_at, now),
    }
    _tell(row, "visit.on_the_way", str(row.id), params, actor=actor, now=now)


def tell_quote(row: Visit, quote: ItemQuote, *, actor: Actor, now: datetime) -> None:
    """An itemised quote waits for the customer's decision; nothing starts before it."""
    params: dict[str, Param] = {"total_fen": quote.total_fen}
    _tell(row, "quote.proposed", f"{row.id}.{quote.version}", params, actor=actor, now=now)


def tell_signed_here(row: Visit, quote: ItemQuote, *, actor: Actor, now: datetime) -> None:
    """A quote was accepted by a signature on the technician's phone: whoever didn't sign can say so."""
    params: dict[str, Param] = {"total_fen": quote.total_fen}
    _tell(row, "quote.signed_here", f"{row.id}.{quote.version}", params, actor=actor, now=now)


def tell_late(row: Visit, *, actor: Actor, now: datetime) -> None:
    """The technician runs late: the new time, and the way out, as soon as it is known (AR-09)."""
    event = f"{row.id}.{now.isoformat(timespec='seconds')}"
    _tell(row, "visit.late", event, {"eta_at": row.eta_at}, actor=actor, now=now)


def tell_stopped(row: Visit, recorded_fen: int, *, actor: Actor, now: datetime) -> None:
    """The visit was stopped, and what was recorded as paid; the case page says why and what comes next."""
    params: dict[str, Param] = {"paid_fen": recorded_fen}
    _tell(row, "visit.stopped", str(row.id), params, actor=actor, now=now)


def tell_managers_stopped(row: Visit, *, actor: Actor, now: datetime) -> None:
    """Somebody has to decide what becomes of the case; the reason stands on the company's page only."""
    for staff in list_staff(StaffRole.MANAGER):
        _tell_staff(row, "visit.stopped", staff.id, actor=actor, now=now)


def tell_not_needed(row: Visit, *, actor: Actor, now: datetime) -> None:
    """The others have left: a second technician who was still on the way need not come any more."""
    staff_id = get_technician(row.technician_id).staff_id
    if staff_id is not None:
        _tell_staff(row, "visit.called_off", staff_id, actor=actor, now=now)


def _tell_staff(row: Visit, template: str, staff_id: UUID, *, actor: Actor, now: datetime) -> None:
    case = get_case(row.case_id)
    queue(
        subject=case.id,
        event=f"{template}:{row.id}",
        template=template,
        params={"number": case.number},
        recipient_staff=staff_id,
        region=case.region,
        actor=actor,
        now=now,
    )


def _tell(
    row: Visit,
    template: str,
    which: str,
    params: dict[str, Param],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    case = get_case(row.case_id)
    queue(
        subject=case.id,
        event=f"{template}:{which}",
        template=template,
        params={"number": case.number, **params},
        recipient_customer=case.customer_id,
        region=case.region,
        actor=actor,
        now=now,
    )
