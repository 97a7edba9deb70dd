"""Going there and arriving: only the other side's word, or a machine's, counts as an arrival."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.people.actions import place_address
from yinuo.people.facts import PointSource
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import (
    CodeAnswer,
    CodeOutcome,
    Nearness,
    PhotoKind,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.arrival import BADGE_WORDS, is_good_code, judge_code, nearness
from yinuo.work.visit.telling import tell_on_the_way

from .photo import keep_photo
from .rows import take_row, take_running_visit, take_visit_at_door, write_line

DOOR_RADIUS_M = 20
"""How far a phone's position at the door may be off, in metres."""
_BEFORE_ARRIVAL = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.AT_DOOR)


@action
def plan_visit(
    *,
    case_id: UUID,
    job_id: UUID,
    assignment_id: UUID,
    technician_id: UUID,
    seat: int,
    eta_at: datetime,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """A technician's visit to a case, with its signs of arrival.

    The arrival code stays the case's (the customer may have learnt it) until somebody has arrived by it:
    whoever was told it could pass it on, so a visit after that has another. The badge word stays for a second
    seat; a technician who takes over gets a new one, since the one before still knows the old.
    """
    case = get_case(case_id)
    earlier = Visit.objects.filter(case_id=case_id).order_by("-id").first()
    partner = Visit.objects.filter(job_id=job_id, ended_at=None).order_by("seat").first()
    is_spent = (
        earlier is not None
        and earlier.job_id != job_id
        and Visit.objects.filter(job_id=earlier.job_id, arrived_at__isnull=False).exists()
    )
    row = Visit.objects.create(
        id=new_id(now),
        region=case.region,
        case_id=case_id,
        job_id=job_id,
        assignment_id=assignment_id,
        technician_id=technician_id,
        unit_id=case.unit_id,
        seat=seat,
        state=VisitState.PLANNED,
        arrival_code=earlier.arrival_code if earlier and not is_spent else _new_code(),
        badge_word=partner.badge_word if partner else _new_word(earlier),
        planned_at=now,
        eta_at=eta_at,
    )
    body = {"technician": str(technician_id), "seat": seat}
    write_line(row, "visit.planned", body, actor=actor, now=now)
    return row.to_facts()


@action
def call_off(*, visit_id: UUID, reason: str, actor: Actor, now: datetime) -> VisitFacts:
    """End a visit before its work, because the job went elsewhere or away; a visit that ended stays so.

    Dispatch calls this, in the name of whoever caused it: the customer who withdrew, or the watch.
    """
    row = take_row(visit_id)
    if row.state not in _BEFORE_ARRIVAL:
        return row.to_facts()
    row.state, row.ended_at, row.end_reason = VisitState.CALLED_OFF, now, reason
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
def knock(
    *, visit_id: UUID, point: Point | None, photo: bytes | None, actor: Actor, now: datetime
) -> VisitFacts:
    """The technician stands at the door.

    With a position near the door and a photo of it, it is weak evidence of arrival
    (`visit.arrival.knocked`); without, only news for the customer (`visit.knocked`).
    """
    row = take_running_visit(visit_id, actor)
    if row.state not in _BEFORE_ARRIVAL:
        return row.to_facts()
    near, metres = _near(get_case(row.case_id), point)
    if photo is not None:
        keep_photo(row, PhotoKind.DOOR, photo, actor=actor, now=now)
    row.state, row.knocked_at = VisitState.AT_DOOR, row.knocked_at or now
    row.on_way_at = row.on_way_at or now
    row.save(update_fields=["state", "knocked_at", "on_way_at"])
    if near == Nearness.NEAR and photo is not None:
        write_line(row, "visit.arrival.knocked", {"metres": metres}, actor=actor, now=now)
    else:
        write_line(row, "visit.knocked", {"position": near.value}, actor=actor, now=now)
    return row.to_facts()


@action
def enter_code(
    *, visit_id: UUID, code: str, point: Point | None, actor: Actor, now: datetime
) -> CodeAnswer:
    """Check the customer's code. A wrong one is an outcome, not an error, so that its trace stays.

    RIGHT arrives; WRONG counts; the fifth wrong one locks the code, and the customer's own tap, or knock and
    photo, remain. TOO_FAR and NO_POSITION check nothing and count nothing: codes can't be tried from afar.
    """
    row = take_running_visit(visit_id, actor)
    if row.state not in _BEFORE_ARRIVAL:
        return CodeAnswer(
            CodeOutcome.RIGHT, 0
        )  # arrived already: a double tap, or the customer's word
    case = get_case(row.case_id)
    most = get_rulebook_by_id(case.rulebook_id).rulebook.windows.code_tries
    near, metres = _near(case, point)
    outcome = judge_code(
        code, row.arrival_code, wrong_tries=row.wrong_tries, most_tries=most, near=near
    )
    if outcome in (CodeOutcome.TOO_FAR, CodeOutcome.NO_POSITION):
        body = _with_metres({"position": near.value}, metres)
        write_line(row, "visit.code.refused", body, actor=actor, now=now)
    elif outcome is CodeOutcome.RIGHT:
        _arrive(row, by="code", near=near, metres=metres, actor=actor, now=now)
        _learn_door(row, point, actor=actor, now=now)
    else:
        _count_wrong_try(row, most, actor=actor, now=now)
    return CodeAnswer(outcome, max(0, most - row.wrong_tries))


@action
def customer_says_here(*, case_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The customer's own "he is here": the strongest evidence there is. Tapped twice, it counts once."""
    row = take_visit_at_door(case_id, actor)
    if row.state in _BEFORE_ARRIVAL:
        _arrive(row, by="customer", near=Nearness.NONE, metres=None, actor=actor, now=now)
    return row.to_facts()


@action
def customer_denies(*, case_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The customer says that nobody is at the door: a knock is no evidence any more."""
    row = take_visit_at_door(case_id, actor)
    if row.state != VisitState.AT_DOOR:
        raise StepNotYet
    row.state, row.knocked_at = VisitState.ON_THE_WAY, None
    row.save(update_fields=["state", "knocked_at"])
    write_line(row, "visit.arrival.denied", {}, actor=actor, now=now)
    return row.to_facts()


def _arrive(
    row: Visit, *, by: str, near: Nearness, metres: int | None, actor: Actor, now: datetime
) -> None:
    row.state, row.arrived_at = VisitState.ON_SITE, now
    row.on_way_at = row.on_way_at or now
    row.save(update_fields=["state", "arrived_at", "on_way_at"])
    body = _with_metres({"by": by, "position": near.value}, metres)
    write_line(row, "visit.arrival.confirmed", body, actor=actor, now=now)


def _learn_door(row: Visit, point: Point | None, *, actor: Actor, now: datetime) -> None:
    """Where the code was right is where the door is: the next request from here is quoted from that point."""
    case = get_case(row.case_id)
    if point is None or case.address_id is None:
        return
    place_address(
        address_id=case.address_id,
        point=point,
        radius_m=DOOR_RADIUS_M,
        source=PointSource.VISIT,
        actor=actor,
        now=now,
    )


def _count_wrong_try(row: Visit, most: int, *, actor: Actor, now: datetime) -> None:
    if row.wrong_tries >= most:
        return
    row.wrong_tries += 1
    left = most - row.wrong_tries
    row.locked_at = now if left == 0 else None
    row.save(update_fields=["wrong_tries", "locked_at"])
    write_line(row, "visit.code.wrong", {"left": left}, actor=actor, now=now)
    if left == 0:
        write_line(row, "visit.code.locked", {}, actor=actor, now=now)


def _near(case: CaseFacts, point: Point | None) -> tuple[Nearness, int | None]:
    within = get_rulebook_by_id(case.rulebook_id).rulebook.windows.arrival_radius_m
    return nearness(point, case.point if case.has_door_point else None, within_m=within)


def _with_metres(body: dict[str, Any], metres: int | None) -> dict[str, Any]:
    return body if metres is None else {**body, "metres": metres}


def _new_code() -> str:
    while not is_good_code(code := f"{secrets.randbelow(10_000):04d}"):
        pass
    return code


def _new_word(earlier: Visit | None) -> str:
    taken = earlier.badge_word if earlier else None
    return secrets.choice([word for word in BADGE_WORDS if word != taken])
