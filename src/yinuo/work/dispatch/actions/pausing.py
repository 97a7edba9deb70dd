"""A technician who is sent nowhere for a while: a row with a period, and what becomes of the work in hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from yinuo.base.actor import Actor
from yinuo.outlet.reads import get_technician
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import (
    AssignmentEnded,
    EndReason,
    NotPaused,
    PauseNotValid,
    PauseReason,
    TechnicianPause,
)
from yinuo.work.dispatch.models import Assignment, Pause
from yinuo.work.dispatch.rules import may_pause

from .releasing import release
from .rows import hold_zones_of, iso, look_at_zone


@action
def pause_technician(
    *,
    technician_id: UUID,
    starts_in_minutes: int,
    minutes: int,
    reason: PauseReason,
    keeps_work: bool,
    actor: Actor,
    now: datetime,
) -> TechnicianPause:
    """Plan nothing for a technician for so many minutes, from now or later, and quote nobody with him.

    What he has in hand and hasn't arrived at stays his, or goes to others as soon as the pause begins; the
    visit that he is at he ends in any case. Why he pauses stays in the row (it may be an illness). Raises
    PauseNotValid.
    """
    regions = hold_zones_of(technician_id)
    starts_at = now + timedelta(minutes=starts_in_minutes)
    ends_at = starts_at + timedelta(minutes=minutes)
    overlapping = Pause.objects.filter(
        technician_id=technician_id, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if not may_pause(starts_in_minutes, minutes) or overlapping.exists():
        raise PauseNotValid
    row = Pause.objects.create(
        id=new_id(now),
        region=get_technician(technician_id).region,
        technician_id=technician_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        keeps_work=keeps_work,
        made_at=now,
    )
    for region in regions:
        hand_on_paused(region, actor=actor, now=now)
    body = {"from": iso(starts_at), "until": iso(ends_at), "keeps_work": keeps_work}
    _note(technician_id, "dispatch.technician.paused", body, actor=actor, now=now)
    for region in regions:
        look_at_zone(region=region, at=now, actor=actor, now=now)
    return row.to_facts()


@action
def resume_technician(*, technician_id: UUID, actor: Actor, now: datetime) -> TechnicianPause:
    """End the pause that runs, or the next one to come, and plan with the technician again at once.

    Raises NotPaused where there is none.
    """
    region = get_technician(technician_id).region
    lock_zone(region)
    left = Pause.objects.filter(
        technician_id=technician_id, ends_at__gt=now, starts_at__lt=F("ends_at")
    )
    row = left.order_by("starts_at").first()
    if row is None:
        raise NotPaused
    row.ends_at = max(now, row.starts_at)
    row.save(update_fields=["ends_at"])
    _note(technician_id, "dispatch.technician.resumed", {}, actor=actor, now=now)
    look_at_zone(region=region, at=now, actor=actor, now=now)
    return row.to_facts()


def hand_on_paused(region: str, *, actor: Actor, now: datetime) -> None:
    """Take back the jobs of a zone from whoever is paused and shall not keep them, unless they have arrived.

    Wherever the technicians belong: each zone frees its own jobs, under its own lock.
    """
    paused = Pause.objects.filter(
        technician=OuterRef("technician"), starts_at__lte=now, ends_at__gt=now, keeps_work=False
    )
    held = Assignment.objects.filter(Exists(paused), region=region, ended_at=None)
    for row in held.select_related("job").order_by("id"):
        with suppress(AssignmentEnded):  # arrived, and so ends that visit first
            release(row, EndReason.PAUSED, actor=actor, now=now)


def pause_times(region: str, now: datetime) -> Iterator[datetime]:
    """When the zone looks different because a pause begins or ends: of its own technicians, and of others who
    have a job here."""
    here = Assignment.objects.filter(region=region, ended_at=None).values("technician_id")
    rows = Pause.objects.filter(
        Q(region=region) | Q(technician_id__in=here), ends_at__gt=now, starts_at__lt=F("ends_at")
    )
    for starts_at, ends_at in rows.values_list("starts_at", "ends_at"):
        yield starts_at if starts_at > now else ends_at


def _note(
    technician_id: UUID, kind: str, body: dict[str, object], *, actor: Actor, now: datetime
) -> None:
    """A line on the technician's own chain; it belongs to no case."""
    append(
        subject_kind="technician",
        subject=technician_id,
        kind=kind,
        body=body,
        actor=actor,
        now=now,
    )
