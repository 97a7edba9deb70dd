"""The work itself, in the order of WK-01, to the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.case.reads import get_case
from yinuo.outlet.actions import take_from_van
from yinuo.outlet.facts import TariffGroup
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.work.visit.actions.rows import (
    begin_step,
    take_work,
    write_step,
)
from yinuo.work.visit.errors import (
    FieldMissing,
    OwnerAbsent,
    PartNotAccepted,
    StepNotYet,
    TestsIncomplete,
)
from yinuo.work.visit.facts import (
    HandOver,
    MethodClass,
    OldParts,
    PartFacts,
    QuoteState,
    Signed,
    Step,
    VisitFacts,
)
from yinuo.work.visit.models import ItemQuote, Part, Visit
from yinuo.work.visit.reads import parts_used, progress_of, tests_for
from yinuo.work.visit.rules.money import check_part
from yinuo.work.visit.rules.steps import may_fit_parts

from .before import text
from .signing import sign_hand_over

NEW_CODE_TRIES = 3


@action
def start_work(
    *, visit_id: UUID, device_at: datetime | None = None, actor: Actor, now: datetime
) -> VisitFacts:
    """Work starts; before the customer's acceptance of a quote it can't (QT-08)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.WORK)
    write_step(row, Step.WORK, {}, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.work.started", {}, actor=actor, now=now)
    return row.to_facts()


@action
def fit_part(
    *,
    visit_id: UUID,
    code: str,
    quantity: int,
    serial: str,
    fault_proof: str,
    was_shown_sealed: bool,
    actor: Actor,
    now: datetime,
) -> PartFacts:
    """A part of the accepted quote is fitted: with the proof that the old one was faulty (WK-02), its maker,
    number and condition as quoted (WK-04), shown to the customer in its package (WK-07). It comes out of the
    van of whoever fits it, as far as the van's list has it.

    Raises PartNotAccepted for a part, or a number of it, that the customer did not accept (QT-09).
    """
    row = take_work(visit_id, actor)
    if not may_fit_parts(progress_of(row, get_case(row.case_id))):
        raise PartNotAccepted
    if not was_shown_sealed:
        raise FieldMissing
    line = check_part(_accepted_quote(row).to_facts().lines, parts_used(row), code, quantity)
    if line.group == TariffGroup.PART and not serial.strip():
        raise FieldMissing
    part = Part.objects.create(
        id=new_id(now),
        visit=row,
        code=code,
        name_zh=line.name_zh,
        name_en=line.name_en,
        quantity=quantity,
        maker=line.maker,
        serial=serial.strip().upper()[:40],
        condition=line.part_condition or "new",
        fault_proof=text(fault_proof),
        fitted_at=now,
    )
    body: dict[str, Any] = {"code": code, "quantity": quantity, "condition": part.condition}
    body["from_van"] = take_from_van(
        technician_id=UUID(actor.id), code=code, quantity=quantity, actor=actor, now=now
    )
    write_line(row, "visit.part.fitted", body, actor=actor, now=now)
    return part.to_facts()


@action
def record_opening(
    *,
    visit_id: UUID,
    method: MethodClass,
    is_owner_present: bool,
    has_owner_confirmed_contents: bool,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """The safe is open. The owner stood by and says whether the contents are complete; there is no list of
    them and no photo (ID-15). A destructive way needs its own consent before (ID-14)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.OPENING)
    if not is_owner_present:
        raise OwnerAbsent
    if method is MethodClass.DESTRUCTIVE and not _has_step(row, Step.DESTRUCTIVE):
        raise StepNotYet
    body = {"method": method.value, "contents_confirmed": has_owner_confirmed_contents}
    write_step(row, Step.OPENING, body, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.opened", body, actor=actor, now=now)
    return row.to_facts()


@action
def record_new_code(
    *,
    visit_id: UUID,
    is_set_by_owner: bool,
    tries: int,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """The owner set a new code alone and tried it at least three times with the door open (ID-16).

    There is no place for the code itself, here or anywhere (ID-12).
    """
    row = take_work(visit_id, actor)
    begin_step(row, Step.NEW_CODE)
    if not is_set_by_owner or tries < NEW_CODE_TRIES:
        raise OwnerAbsent
    write_step(row, Step.NEW_CODE, {"tries": tries}, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.code.renewed", {}, actor=actor, now=now)
    return row.to_facts()


@action
def record_test(
    *,
    visit_id: UUID,
    passed: tuple[str, ...],
    locks_fitted: int,
    is_door_open: bool,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """The model's test list, ticked whole with the door open first (WK-12); the safe must not hold fewer
    locks than its model and grade need (WK-10)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.TEST)
    wanted = tests_for(row)
    if not is_door_open or set(passed) != set(wanted.tests) or locks_fitted < wanted.locks:
        raise TestsIncomplete
    body = {"tests": sorted(passed), "locks": locks_fitted}
    write_step(row, Step.TEST, body, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.tested", body, actor=actor, now=now)
    return row.to_facts()


@action
def record_fixing(
    *,
    visit_id: UUID,
    has_owner_refused: bool,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """Fixed to floor or wall after installation or a move, or refused after a warning (WK-11)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.FIXING)
    body = {"owner_refused": has_owner_refused}
    write_step(row, Step.FIXING, body, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.fixed", body, actor=actor, now=now)
    return row.to_facts()


@action
def settle_old_parts(
    *,
    visit_id: UUID,
    choice: OldParts,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """What becomes of replaced parts: shown and left with the customer unless agreed otherwise (WK-05)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.OLD_PARTS)
    write_step(
        row, Step.OLD_PARTS, {"choice": choice.value}, device_at=device_at, actor=actor, now=now
    )
    write_line(row, "visit.old_parts.settled", {"choice": choice.value}, actor=actor, now=now)
    return row.to_facts()


@action
def hand_over(
    *,
    visit_id: UUID,
    said: HandOver,
    signatures: Sequence[Signed],
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """Shown that it works; cause, parts, bill explained (WK-13); dangers told (WK-08); the place protected
    meanwhile and left clean (WK-09); signed by the customer (WK-14), an opening by all sides (ID-07).

    Raises SignatureMissing unless each of `signers_of` signed or says why not, FieldMissing for the rest.
    """
    row = take_work(visit_id, actor)
    begin_step(row, Step.HAND_OVER)
    if not (said.has_explained_all and said.is_place_protected and said.is_left_clean):
        raise FieldMissing
    body = {"action": text(said.action_taken), "safety_note": text(said.safety_note)}
    sign_hand_over(row, signatures, actor=actor, now=now)
    write_step(row, Step.HAND_OVER, body, device_at=device_at, actor=actor, now=now)
    line = {"protected": said.is_place_protected, "clean": said.is_left_clean}
    write_line(row, "visit.handed_over", line, actor=actor, now=now)
    return row.to_facts()


def _accepted_quote(row: Visit) -> ItemQuote:
    quote = row.quotes.filter(state=QuoteState.ACCEPTED).first()
    if quote is None:
        raise PartNotAccepted
    return quote


def _has_step(row: Visit, step: Step) -> bool:
    return row.steps.filter(step=step).exists()
