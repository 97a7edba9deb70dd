"""What a dispatcher does by hand: send somebody, hand a job over, take it back; each with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinuo.base.actor import Actor
from yinuo.engines import routing
from yinuo.outlet.reads import get_technician
from yinuo.people.masking import mask_codes
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.appraisal import PARAMS, SeatAppraisal, appraise_seat
from yinuo.work.dispatch.facts import (
    LIVE,
    AlreadyThere,
    AssignmentEnded,
    AssignmentFacts,
    CustomerWantsLater,
    EndReason,
    HandChoice,
    HandKind,
    HandReason,
    Hindrance,
    JobOver,
    JobUnknown,
    MayNotGo,
    NotOnDuty,
    SeatCandidate,
    SeatChanged,
    TechnicianBusy,
    TechnicianPaused,
    UnwiseChoice,
    WordsMissing,
)
from yinuo.work.dispatch.models import Assignment, Intervention, Job

from .releasing import release
from .rows import look_at_zone
from .sending import send

WORDS_LIMIT = 300
"""The longest sentence kept about an intervention, in characters."""
_REFUSALS = {
    Hindrance.UNLAWFUL: MayNotGo,
    Hindrance.BUSY: TechnicianBusy,
    Hindrance.SAME_JOB: TechnicianBusy,
    Hindrance.PAUSED: TechnicianPaused,
}


@action
def send_by_hand(
    *,
    choice: HandChoice,
    reason: HandReason,
    words: str,
    is_sure: bool,
    actor: Actor,
    now: datetime,
) -> AssignmentFacts:
    """Send this technician to this seat; whoever holds it, and hasn't arrived, hands it over. Both are told,
    and what was promised stays promised.

    If the seat isn't any more as the dispatcher saw it, SeatChanged says how it is. What the law forbids is
    refused (MayNotGo), also a second job (TechnicianBusy), a paused technician, one who isn't on duty, and
    coming before the customer wants it. What is merely unwise needs `is_sure` (UnwiseChoice). Raises JobOver,
    AlreadyThere, WordsMissing.
    """
    kept_words = _words(words)
    job = _take_live(choice.job_id)
    held = _seat_as_seen(job, choice.seat, choice.seen)
    appraisal = appraise_seat(job, choice.seat, now)
    candidate = _allowed(appraisal, choice.technician_id, is_sure=is_sure)
    if job.not_before_at is not None and candidate.eta < job.not_before_at:
        raise CustomerWantsLater
    if held is not None:
        _release(held, EndReason.HANDED_OVER, reason, actor=actor, now=now)
    row = _seat(job, appraisal, candidate, reason, actor=actor, now=now)
    kind = HandKind.HANDED_OVER if held else HandKind.SENT
    _keep(job, row, kind, reason, kept_words, now)
    look_at_zone(region=job.region, at=now, actor=actor, now=now)
    return row.to_facts()


@action
def take_back(
    *,
    job_id: UUID,
    assignment_id: UUID,
    reason: HandReason,
    words: str,
    actor: Actor,
    now: datetime,
) -> AssignmentFacts:
    """Put a job back into the queue: the technician is told, isn't asked for it again, and the plan looks for
    somebody else at once.

    Raises JobUnknown for an assignment of another job, SeatChanged where it has ended, AlreadyThere after the
    arrival, WordsMissing.
    """
    kept_words = _words(words)
    known = Assignment.objects.filter(id=assignment_id, job_id=job_id).first()
    if known is None:
        raise JobUnknown
    job = _take_live(job_id)
    row = _seat_as_seen(job, known.seat, assignment_id)
    assert row is not None
    _release(row, EndReason.TAKEN_BACK, reason, actor=actor, now=now)
    _keep(job, row, HandKind.TAKEN_BACK, reason, kept_words, now)
    look_at_zone(region=job.region, at=now, actor=actor, now=now)
    return row.to_facts()


def _words(text: str) -> str:
    if not text.strip():
        raise WordsMissing
    return mask_codes(text.strip())[:WORDS_LIMIT]


def _take_live(job_id: UUID) -> Job:
    """The job under its zone's lock, as it stands once the lock is held."""
    region = Job.objects.filter(id=job_id).values_list("region", flat=True).first()
    if region is None:
        raise JobUnknown
    lock_zone(region)
    job = Job.objects.get(id=job_id)
    if job.state not in LIVE:
        raise JobOver
    return job


def _seat_as_seen(job: Job, seat: int, seen: UUID | None) -> Assignment | None:
    """Who holds the seat; SeatChanged, with the name, if that isn't whom the dispatcher saw there."""
    if not 1 <= seat <= job.crew:
        raise JobUnknown
    held = Assignment.objects.filter(job=job, seat=seat, ended_at=None).select_related("job")
    row = held.first()
    if (row.id if row else None) == seen:
        return row
    if row is None:
        raise SeatChanged(now_zh="现在没有师傅", now_en="nobody is assigned now")
    now = get_technician(row.technician_id)
    raise SeatChanged(
        now_zh=f"现在派的是{now.name_zh} {now.badge_no}",
        now_en=f"{now.name_en} {now.badge_no} is assigned now",
    )


def _allowed(appraisal: SeatAppraisal, technician_id: UUID, *, is_sure: bool) -> SeatCandidate:
    candidate = appraisal.find(technician_id)
    if candidate is None:
        raise NotOnDuty
    if candidate.hindrance is not None:
        raise _REFUSALS[candidate.hindrance]
    if candidate.cautions and not is_sure:
        raise UnwiseChoice
    return candidate


def _release(
    row: Assignment, why: EndReason, reason: HandReason, *, actor: Actor, now: datetime
) -> None:
    try:
        release(row, why, by_hand=reason, actor=actor, now=now)
    except AssignmentEnded:
        raise AlreadyThere from None


def _seat(
    job: Job,
    appraisal: SeatAppraisal,
    candidate: SeatCandidate,
    reason: HandReason,
    *,
    actor: Actor,
    now: datetime,
) -> Assignment:
    """The new assignment; the database refuses a second one of this technician, made in another zone."""
    technician_id = str(candidate.technician_id)
    why = routing.reason_by_hand(appraisal.request, appraisal.appraisals, technician_id, PARAMS)
    assign = routing.Assign(
        request_id=str(job.id),
        seat=appraisal.request.seat,
        technician_id=technician_id,
        leaves_at=now,
        eta=candidate.eta,
        travel_minutes=candidate.travel_minutes,
        p_late=candidate.p_late,
    )
    try:
        with transaction.atomic():
            return send(job, assign, why, by_hand=reason, actor=actor, now=now)
    except IntegrityError:
        raise TechnicianBusy from None


def _keep(
    job: Job, row: Assignment, kind: HandKind, reason: HandReason, words: str, now: datetime
) -> None:
    Intervention.objects.create(
        id=new_id(now),
        job=job,
        assignment=row,
        kind=kind,
        reason=reason,
        words=words,
        made_at=now,
    )
