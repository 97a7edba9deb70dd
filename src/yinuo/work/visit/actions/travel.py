"""Going there: who is sent, setting out, running late, and not having to come."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.case.reads import get_case
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.work.visit.errors import FieldMissing, StepNotYet
from yinuo.work.visit.facts import BEFORE_ARRIVAL, NewVisit, VisitFacts, VisitState
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.arrival import BADGE_WORDS, is_good_code
from yinuo.work.visit.telling import tell_late, tell_on_the_way

from .rows import take_row, take_running_visit


@action
def plan_visit(*, new: NewVisit, actor: Actor, now: datetime) -> VisitFacts:
    """A technician's visit to a case, with its signs of arrival.

    The arrival code stays the case's (the customer may have learnt it) until somebody has arrived by it:
    whoever was told it could pass it on, so a visit after that has another. The badge word stays for a second
    seat; a technician who takes over gets a new one, since the one before still knows the old.
    """
    case = get_case(new.case_id)
    earlier = Visit.objects.filter(case_id=new.case_id).order_by("-id").first()
    partner = Visit.objects.filter(job_id=new.job_id, ended_at=None).order_by("seat").first()
    # Of two the first to arrive has the first seat; who is sent in another's place takes the one left.
    seat = 3 - new.seat if partner is not None and partner.seat == new.seat else new.seat
    is_spent = (
        earlier is not None
        and earlier.job_id != new.job_id
        and Visit.objects.filter(job_id=earlier.job_id, arrived_at__isnull=False).exists()
    )
    row = Visit.objects.create(
        id=new_id(now),
        region=case.region,
        case_id=new.case_id,
        job_id=new.job_id,
        assignment_id=new.assignment_id,
        technician_id=new.technician_id,
        unit_id=case.unit_id,
        seat=seat,
        state=VisitState.PLANNED,
        arrival_code=earlier.arrival_code if earlier and not is_spent else _new_code(),
        badge_word=partner.badge_word if partner else _new_word(earlier),
        asked_at=new.asked_at,
        planned_at=now,
        eta_at=new.eta_at,
    )
    body = {"technician": str(new.technician_id), "seat": seat}
    write_line(row, "visit.planned", body, actor=actor, now=now)
    return row.to_facts()


@action
def call_off(
    *, visit_id: UUID, reason: str, why: str = "", actor: Actor, now: datetime
) -> VisitFacts:
    """End a visit before its work, because the job went elsewhere or away; a visit that ended stays so.

    Dispatch calls this, in the name of whoever caused it: the customer who withdrew, or the watch. The
    record, and so the customer's receipt, has the `reason`; why somebody can't go (an illness, say) stays
    in the row.
    """
    row = take_row(visit_id)
    if row.state not in BEFORE_ARRIVAL:
        return row.to_facts()
    row.state, row.ended_at, row.end_reason = VisitState.CALLED_OFF, now, why or reason
    row.save(update_fields=["state", "ended_at", "end_reason"])
    write_line(row, "visit.called_off", {"reason": reason}, actor=actor, now=now)
    return row.to_facts()


@action
def start_travel(*, visit_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The technician is on the way; said twice, it counts once."""
    row = take_running_visit(visit_id, actor)
    if row.on_way_at is not None:
        return row.to_facts()
    if row.state != VisitState.PLANNED:
        raise StepNotYet
    row.state, row.on_way_at = VisitState.ON_THE_WAY, now
    row.save(update_fields=["state", "on_way_at"])
    write_line(row, "visit.travel.started", {}, actor=actor, now=now)
    if row.seat == 1:
        tell_on_the_way(row, actor=actor, now=now)
    return row.to_facts()


@action
def announce_delay(*, visit_id: UUID, eta_at: datetime, actor: Actor, now: datetime) -> VisitFacts:
    """The technician runs late and says so, with a new time: the customer is told at once, and may cancel
    free of charge (AR-09). What was promised stays promised.

    Raises StepNotYet once at the door, FieldMissing for a time that isn't ahead and later than expected.
    """
    row = take_running_visit(visit_id, actor)
    if row.state not in (VisitState.PLANNED, VisitState.ON_THE_WAY):
        raise StepNotYet
    if eta_at == row.eta_at:
        return row.to_facts()
    if eta_at <= max(now, row.eta_at):
        raise FieldMissing
    row.eta_at = eta_at
    row.save(update_fields=["eta_at"])
    body = {"eta_at": eta_at.isoformat(timespec="seconds")}
    write_line(row, "visit.delayed", body, actor=actor, now=now)
    tell_late(row, actor=actor, now=now)
    return row.to_facts()


def _new_code() -> str:
    while not is_good_code(code := f"{secrets.randbelow(10_000):04d}"):
        pass
    return code


def _new_word(earlier: Visit | None) -> str:
    taken = earlier.badge_word if earlier else None
    return secrets.choice([word for word in BADGE_WORDS if word != taken])
