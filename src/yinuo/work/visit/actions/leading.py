"""Who leads of two: whoever arrives first, until he hands the lead over to the one beside him."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.store.perform import action
from yinuo.work.visit.errors import NotLeading, PartnerAbsent
from yinuo.work.visit.facts import BEFORE_ARRIVAL, VisitFacts, VisitState
from yinuo.work.visit.models import Visit
from yinuo.work.visit.reads import leading

from .rows import take_row, take_work


def take_lead(row: Visit, *, actor: Actor, now: datetime) -> None:
    """Whoever arrives first leads, and has the first seat, whichever he was sent in: the steps, the quote and
    the photos of the job are kept with that seat, and can't wait for somebody who is still on his way.

    The promise is another matter: it is kept by the first arrival, as before.
    """
    partners = Visit.objects.filter(job_id=row.job_id, ended_at=None).exclude(id=row.id)
    if not partners.exists() or partners.filter(state=VisitState.ON_SITE).exists():
        return
    first = leading(row)
    if first.id != row.id and first.state in BEFORE_ARRIVAL:
        _change_seats(row, take_row(first.id))
    body = {"technician": str(row.technician_id)}
    write_line(row, "visit.lead.taken", body, actor=actor, now=now)


def _change_seats(row: Visit, other: Visit) -> None:
    """The consent to photos goes along: the customer gave it to the job."""
    row.seat, other.seat = other.seat, row.seat
    row.photo_consent_at, other.photo_consent_at = other.photo_consent_at, None
    for one in (row, other):
        one.save(update_fields=["seat", "photo_consent_at"])


@action
def pass_lead(*, visit_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The one who leads hands the lead over to his partner on site; from then on the partner answers for the
    job, and for its papers.

    Raises NotLeading for the other one, PartnerAbsent where nobody else is there.
    """
    row = take_work(visit_id, actor)
    leader_id = row.led_by_id or row.technician_id
    if str(leader_id) != actor.id:
        raise NotLeading
    there = Visit.objects.filter(job_id=row.job_id, state=VisitState.ON_SITE)
    partner = there.exclude(technician_id=leader_id).first()
    if partner is None:
        raise PartnerAbsent
    row.led_by_id = partner.technician_id
    row.save(update_fields=["led_by"])
    body = {"technician": str(partner.technician_id)}
    write_line(row, "visit.lead.passed", body, actor=actor, now=now)
    return row.to_facts()
