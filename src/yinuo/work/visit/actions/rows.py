"""Taking a visit's row for writing, and writing its steps and lines: what all actions here share."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinuo.base.actor import Actor, ActorKind
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.record.actions import hold_chain
from yinuo.store.ids import new_id
from yinuo.work.visit.errors import StepDone, StepNotYet, VisitOver, VisitUnknown
from yinuo.work.visit.facts import ENDED, Step, VisitState
from yinuo.work.visit.models import Visit, VisitStep
from yinuo.work.visit.reads import leading, progress_of
from yinuo.work.visit.rules.steps import may_do

_AT_DOOR_FIRST = (
    VisitState.AT_DOOR,
    VisitState.ON_THE_WAY,
    VisitState.PLANNED,
    VisitState.ON_SITE,
)


def take_visit(visit_id: UUID, actor: Actor) -> Visit:
    """The row, held until the transaction ends; VisitUnknown where the actor is another technician."""
    row = take_row(visit_id)
    if actor.kind is ActorKind.TECHNICIAN and actor.id != str(row.technician_id):
        raise VisitUnknown
    if actor.kind is ActorKind.CUSTOMER:
        raise VisitUnknown
    return row


def take_row(visit_id: UUID) -> Visit:
    """The row, held until the transaction ends, whoever acts; its case's chain is taken before it.

    Chain, then row, is the order of every room: a customer who withdraws has written a line before the visit
    is called off, and would else wait for a technician who waits for that line.
    """
    case_id = Visit.objects.filter(id=visit_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise VisitUnknown
    hold_chain("case", case_id)
    row = Visit.objects.select_for_update(of=("self",)).filter(id=visit_id).first()
    if row is None:
        raise VisitUnknown
    return row


def take_running_visit(visit_id: UUID, actor: Actor) -> Visit:
    """The same, for a visit that has not ended."""
    row = take_visit(visit_id, actor)
    if row.state in ENDED:
        raise VisitOver
    return row


def take_work(visit_id: UUID, actor: Actor) -> Visit:
    """The row that holds the steps of a job, for either of two who is on site: that of whoever came first.

    StepNotYet for somebody who has not arrived himself.
    """
    row = take_running_visit(visit_id, actor)
    if row.state != VisitState.ON_SITE:
        raise StepNotYet
    return take_leading(row)


def take_leading(row: Visit) -> Visit:
    """The visit that leads this one's job, held like it: the quote and the steps are there."""
    lead = leading(row)
    return row if lead.id == row.id else take_row(lead.id)


def take_customers_visit(case_id: UUID, actor: Actor) -> Visit:
    """The leading running visit of the acting customer's own case; VisitUnknown for anybody else's."""
    row = _customers_rows(case_id, actor).exclude(state__in=ENDED).order_by("seat", "-id").first()
    if row is None:
        raise VisitUnknown
    return row


def take_visit_at_door(case_id: UUID, actor: Actor) -> Visit:
    """The visit that the customer means by "he is here": of two people the one who knocked, else one who is
    still expected, else the one who is there already."""
    running = _customers_rows(case_id, actor).exclude(state__in=ENDED).order_by("seat", "-id")
    rows = sorted(running, key=lambda row: _AT_DOOR_FIRST.index(VisitState(row.state)))
    if not rows:
        raise VisitUnknown
    return rows[0]


def take_paid_visit(case_id: UUID, actor: Actor, visit_id: UUID | None = None) -> Visit:
    """The visit of the acting customer's own case for which a statement was shown: the one that is named, or
    the newest."""
    rows = _customers_rows(case_id, actor).filter(payment__isnull=False).order_by("-id")
    row = (rows if visit_id is None else rows.filter(id=visit_id)).first()
    if row is None:
        raise StepNotYet
    return row


def _customers_rows(case_id: UUID, actor: Actor) -> QuerySet[Visit]:
    """The visits of a case, held like its chain until the transaction ends; for its own customer only, by his
    own act: what happens at the door and what was paid isn't told through the staff."""
    if actor.through or not get_case(case_id).is_customer(actor):
        raise VisitUnknown
    hold_chain("case", case_id)
    return Visit.objects.select_for_update(of=("self",)).filter(case_id=case_id)


def begin_step(row: Visit, step: Step) -> CaseFacts:
    """The case of a visit whose turn for this step it is; StepDone after it, StepNotYet before."""
    case = get_case(row.case_id)
    progress = progress_of(row, case)
    if not may_do(progress, step):
        raise StepDone if step in progress.done else StepNotYet
    return case


def write_step(
    row: Visit,
    step: Step,
    body: dict[str, Any],
    *,
    device_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Add a step. Its instant is the server's; the device's is kept beside it and decides nothing."""
    VisitStep.objects.create(
        id=new_id(now),
        visit=row,
        seq=VisitStep.objects.filter(visit=row).count() + 1,
        step=step,
        technician_id=actor.id if actor.kind is ActorKind.TECHNICIAN else None,
        at=now,
        device_at=device_at,
        body=body,
    )
