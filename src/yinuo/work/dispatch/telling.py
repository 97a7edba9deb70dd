"""Both sides are told who goes: notices queued in the transaction of the choice."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.reads import get_case
from yinuo.notice.actions import queue, withdraw
from yinuo.notice.facts import Both
from yinuo.outlet.reads import get_technician

from .models import Assignment, Job


def tell_assigned(row: Assignment, job: Job, *, actor: Actor, now: datetime) -> None:
    """The customer gets name, badge and time (AR-02); the technician gets the job, never a phone number."""
    case = get_case(job.case_id)
    technician = get_technician(row.technician_id)
    event = f"visit.assigned:{row.id}"
    is_first = not job.assignments.exclude(id=row.id).filter(seat=row.seat).exists()
    queue(
        subject=case.id,
        event=event,
        template="visit.assigned" if is_first else "visit.reassigned",
        params={
            "number": case.number,
            "technician": Both(technician.name_zh, technician.name_en),
            "badge_no": technician.badge_no,
            "eta_at": row.eta,
        },
        recipient_customer=case.customer_id,
        region=case.region,
        actor=actor,
        now=now,
    )
    if technician.staff_id is not None:
        queue(
            subject=case.id,
            event=event,
            template="visit.assigned",
            params={"number": case.number, "due_at": job.deadline_at},
            recipient_staff=technician.staff_id,
            region=case.region,
            actor=actor,
            now=now,
        )


def tell_released(row: Assignment, job: Job, *, actor: Actor, now: datetime) -> None:
    """The technician who need not go hears so; what was not sent yet about the choice is taken back."""
    event = f"visit.assigned:{row.id}"
    withdraw(subject=job.case_id, event=event, actor=actor, now=now)
    technician = get_technician(row.technician_id)
    if technician.staff_id is not None:
        queue(
            subject=job.case_id,
            event=f"visit.called_off:{row.id}",
            template="visit.called_off",
            params={"number": get_case(job.case_id).number},
            recipient_staff=technician.staff_id,
            region=job.region,
            actor=actor,
            now=now,
        )
