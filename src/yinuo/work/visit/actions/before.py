"""What comes before the work: price list, adult, ownership, serial number, diagnosis, consent to damage."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import record_proof, write_line
from yinuo.case.facts import ProofFacts, SeenProof
from yinuo.case.reads import get_case, get_proof_state
from yinuo.people.reads import find_unit
from yinuo.people.rules import mask_codes, normalise_serial
from yinuo.store.perform import action
from yinuo.work.visit.actions.rows import (
    begin_step,
    take_customers_visit,
    take_work,
    write_step,
)
from yinuo.work.visit.errors import (
    FieldMissing,
    OwnershipUnproven,
    StepNotYet,
)
from yinuo.work.visit.facts import (
    QuoteState,
    Step,
    VisitFacts,
)
from yinuo.work.visit.warranty import decide_warranty

_TEXT_LIMIT = 500


@action
def show_price_list(
    *, visit_id: UUID, device_at: datetime | None = None, actor: Actor, now: datetime
) -> VisitFacts:
    """The price list is shown unasked, before anything else (QT-07)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.PRICE_LIST)
    write_step(row, Step.PRICE_LIST, {}, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.pricelist.shown", {}, actor=actor, now=now)
    return row.to_facts()


@action
def confirm_adult(
    *, visit_id: UUID, device_at: datetime | None = None, actor: Actor, now: datetime
) -> VisitFacts:
    """An adult is there (AR-10); where only a minor is, the visit is stopped instead."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.ADULT)
    write_step(row, Step.ADULT, {}, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.adult.present", {}, actor=actor, now=now)
    return row.to_facts()


@action
def see_proof(*, visit_id: UUID, proof: SeenProof, actor: Actor, now: datetime) -> ProofFacts:
    """A proof is seen at the visit: by its own technician and on site only, whoever else may guess its case.

    Raises StepNotYet before the arrival, VisitUnknown for another technician's visit.
    """
    row = take_work(visit_id, actor)
    return record_proof(case_id=row.case_id, proof=proof, actor=actor, now=now)


@action
def check_ownership(
    *, visit_id: UUID, device_at: datetime | None = None, actor: Actor, now: datetime
) -> VisitFacts:
    """Pass the gate before work: the proofs of the case's level have been seen (ID-03 to ID-06, ID-20).

    Raises OwnershipUnproven while one is missing; the proofs themselves are `see_proof`'s.
    """
    row = take_work(visit_id, actor)
    case = get_case(row.case_id)
    proof = get_proof_state(case.id)
    if not proof.is_complete:
        raise OwnershipUnproven
    begin_step(row, Step.OWNERSHIP)
    write_step(row, Step.OWNERSHIP, {}, device_at=device_at, actor=actor, now=now)
    write_line(row, "visit.ownership.checked", {"level": proof.level.value}, actor=actor, now=now)
    return row.to_facts()


@action
def read_serial(
    *, visit_id: UUID, serial: str, is_from_plate: bool, actor: Actor, now: datetime
) -> VisitFacts:
    """The serial number, read from the unit's own plate: it decides the warranty before any price is named
    (QT-15), and what somebody typed into the report doesn't.

    Raises SerialNotValid for what can't be one, FieldMissing unless it stands on the plate, StepNotYet before
    the arrival and once a quote was made.
    """
    row = take_work(visit_id, actor)
    if row.quotes.exists():
        raise StepNotYet
    if not is_from_plate:
        raise FieldMissing
    unit = find_unit(normalise_serial(serial))
    row.unit_id, row.serial_read_at = unit.id if unit else None, now
    row.save(update_fields=["unit", "serial_read_at"])
    warranty = decide_warranty(row, get_case(row.case_id), now)
    body = {"in_warranty": warranty.in_warranty, "basis": warranty.basis.value}
    write_line(row, "visit.serial.read", body, actor=actor, now=now)
    return row.to_facts()


@action
def record_diagnosis(
    *,
    visit_id: UUID,
    symptom: str,
    cause: str,
    proof: str,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """What was found, with its proof shown to the customer: a reading or a sight (WK-02, WK-03)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.DIAGNOSIS)
    body = {"symptom": text(symptom), "cause": text(cause), "proof": text(proof)}
    write_step(row, Step.DIAGNOSIS, body, device_at=device_at, actor=actor, now=now)
    has_photo = row.photos.filter(kind="fault").exists()
    shown = {"proof": "photo" if has_photo else "reading"}
    write_line(row, "visit.diagnosis.recorded", shown, actor=actor, now=now)
    return row.to_facts()


@action
def accept_destructive(*, case_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """The customer's own, separate consent to drilling or cutting, after its damage, the price of a new lock
    and the protection left were stated in the quote (ID-14)."""
    row = take_customers_visit(case_id, actor)
    begin_step(row, Step.DESTRUCTIVE)
    quote = row.quotes.get(state=QuoteState.ACCEPTED)
    write_step(
        row, Step.DESTRUCTIVE, {"version": quote.version}, device_at=None, actor=actor, now=now
    )
    body = {"new_lock_fen": (quote.destructive or {}).get("new_lock_fen")}
    write_line(row, "visit.destructive.accepted", body, actor=actor, now=now)
    return row.to_facts()


def text(words: str) -> str:
    """A required free text as it may be kept: codes masked, bounded."""
    if not words.strip():
        raise FieldMissing
    return mask_codes(words.strip())[:_TEXT_LIMIT]
