"""Arriving: only the other side's word, or a machine's, counts as an arrival."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.actions import write_line
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.people.actions import place_address
from yinuo.people.facts import PointSource
from yinuo.store.perform import action
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import (
    BEFORE_ARRIVAL,
    CodeAnswer,
    CodeOutcome,
    Nearness,
    PhotoKind,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.arrival import judge_code, nearness

from .leading import take_lead
from .photo import keep_photo
from .rows import take_running_visit, take_visit_at_door

DOOR_RADIUS_M = 20
"""How far a phone's position at the door may be off, in metres."""


@action
def knock(
    *, visit_id: UUID, point: Point | None, photo: bytes | None, actor: Actor, now: datetime
) -> VisitFacts:
    """The technician stands at the door.

    With a position near the door and a photo of it, it is weak evidence of arrival
    (`visit.arrival.knocked`); without, only news for the customer (`visit.knocked`).
    """
    row = take_running_visit(visit_id, actor)
    if row.state not in BEFORE_ARRIVAL:
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
    if row.state not in BEFORE_ARRIVAL:
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
    if row.state in BEFORE_ARRIVAL:
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
    take_lead(row, actor=actor, now=now)


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
