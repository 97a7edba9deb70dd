"""What a simulated technician does on site, step by step, through the real actions."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts, DocumentKind, ProofKind, SeenProof
from yinuo.case.reads import get_case, get_proof_state
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.facts import TariffGroup, TariffLineFacts
from yinuo.outlet.reads import get_rulebook_by_id, get_technician, list_tariff
from yinuo.people.reads import get_unit
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import (
    HandOver,
    MethodClass,
    OldParts,
    PaymentMethod,
    Signed,
    Step,
    VisitFacts,
    WantedLine,
)

_SPREAD = 0.3
_SECONDS: dict[Step, tuple[float, float]] = {
    Step.PRICE_LIST: (10, 30),
    Step.ADULT: (3, 10),
    Step.OWNERSHIP: (20, 90),
    Step.DIAGNOSIS: (90, 240),
    Step.QUOTE: (30, 90),
    Step.WORK: (5, 20),
    Step.NEW_CODE: (60, 120),
    Step.FIXING: (120, 300),
    Step.OLD_PARTS: (10, 30),
    Step.HAND_OVER: (60, 120),
    Step.STATEMENT: (10, 30),
    Step.PAYMENT: (20, 60),
    Step.FINISH: (5, 20),
}
_LONG = (Step.OPENING, Step.TEST)
"""The steps that end the work itself; they take the time that the fault takes."""
_PAPERS = {
    ProofKind.IDENTITY: DocumentKind.ID_CARD,
    ProofKind.OWNERSHIP: DocumentKind.PURCHASE_RECORD,
    ProofKind.WITNESS: DocumentKind.PROPERTY_OFFICE,
    ProofKind.GUARANTOR: DocumentKind.ID_CARD,
    ProofKind.POLICE: DocumentKind.POLICE_CARD,
    ProofKind.ORGANISATION: DocumentKind.LETTER_WITH_SEAL,
    ProofKind.INHERITANCE: DocumentKind.NOTARY_DEED,
    ProofKind.SERIAL: DocumentKind.SERIAL_PLATE,
}
_HANDED_OVER = HandOver(
    action_taken="按报价完成维修并演示",
    safety_note="请勿用力摔门，电池每年一次全部更换",
    has_explained_all=True,
    is_place_protected=True,
    is_left_clean=True,
)
_NUMBERED = (ProofKind.IDENTITY, ProofKind.GUARANTOR)
_NAMED = (ProofKind.WITNESS, ProofKind.GUARANTOR, ProofKind.POLICE)


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step to be done at an instant; `name` tells it from the same visit's other steps."""

    step: Step
    at: datetime
    name: str


def plan_step(row: VisitFacts, rng: random.Random, now: datetime) -> StepPlan | None:
    """The step whose turn it is and when it will be done; None while the customer decides."""
    step = reads.get_next_step(row.id)
    if step is None or step is Step.DESTRUCTIVE:
        return None
    quote = reads.find_quote(row.id)
    if step is Step.QUOTE and quote is not None and quote.decided_at is None:
        return None
    done = reads.list_steps(row.id)
    since = max([row.arrived_at or now, *(item.at for item in done)])
    if quote is not None and quote.decided_at is not None:
        since = max(since, quote.decided_at)
    seconds = _work_seconds(row, rng) if step in _LONG else rng.uniform(*_SECONDS[step])
    if step is Step.TEST and Step.OPENING in {item.step for item in done}:
        seconds = rng.uniform(120, 300)
    return StepPlan(step, since + timedelta(seconds=seconds), f"{step}:{len(done)}")


def do_step(row: VisitFacts, plan: StepPlan, now: datetime) -> None:
    """Do the step as a technician's phone would."""
    _DOERS[plan.step](row, Actor.technician(row.technician_id), now)


def _work_seconds(row: VisitFacts, rng: random.Random) -> float:
    """What is left of the fault's usual minutes, spread as real work is."""
    minutes = _fault(get_case(row.case_id)).minutes_expected
    return max(120.0, 60 * minutes * 0.7 * rng.lognormvariate(-(_SPREAD**2) / 2, _SPREAD))


def _fault(case: CaseFacts) -> rulebooks.FaultRule:
    return rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)


def _show_list(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(visit.show_price_list, actor=actor, now=now, visit_id=row.id)


def _adult(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(visit.confirm_adult, actor=actor, now=now, visit_id=row.id)


def _ownership(row: VisitFacts, actor: Actor, now: datetime) -> None:
    """See each missing proof, then pass the gate."""
    for kinds in get_proof_state(row.case_id).missing:
        kind = kinds[0]
        proof = SeenProof(
            kind=kind,
            document_kind=_PAPERS[kind],
            name_matches=True,
            last4="000X" if kind in _NUMBERED else None,
            party_name="物业值班员" if kind in _NAMED else None,
            party_contact="0531-55500000" if kind in _NAMED else None,
        )
        perform(visit.see_proof, actor=actor, now=now, visit_id=row.id, proof=proof)
    perform(visit.check_ownership, actor=actor, now=now, visit_id=row.id)


def _diagnose(row: VisitFacts, actor: Actor, now: datetime) -> None:
    """Read the plate where the customer knows of one, then say what was found."""
    if row.unit_id is not None and not row.is_serial_read:
        serial = get_unit(row.unit_id).serial
        perform(
            visit.read_serial,
            actor=actor,
            now=now,
            visit_id=row.id,
            serial=serial,
            is_from_plate=True,
        )
    name = _fault(get_case(row.case_id)).name.zh
    perform(
        visit.record_diagnosis,
        actor=actor,
        now=now,
        visit_id=row.id,
        symptom=name,
        cause="现场检查与客户描述一致",
        proof="万用表读数已请客户看过",
    )


def _quote(row: VisitFacts, actor: Actor, now: datetime) -> None:
    """Visit and inspection, the first repair line of the fault, and its first part."""
    case = get_case(row.case_id)
    outlet_id = get_technician(row.technician_id).outlet_id
    tariff = {line.code: line for line in list_tariff(case.company_id, outlet_id, now)}
    lines = [tariff[code] for code in _fault(case).tariff if code in tariff]
    chosen = [line for line in lines if line.group in (TariffGroup.VISIT, TariffGroup.INSPECTION)]
    chosen += _first(lines, TariffGroup.REPAIR) + _first(lines, TariffGroup.PART)
    perform(
        visit.propose_quote,
        actor=actor,
        now=now,
        visit_id=row.id,
        lines=tuple(WantedLine(line.code, 1) for line in chosen),
        finish_by=now + timedelta(hours=2),
    )


def _first(lines: Sequence[TariffLineFacts], group: TariffGroup) -> list[TariffLineFacts]:
    return [line for line in lines if line.group is group][:1]


def _start(row: VisitFacts, actor: Actor, now: datetime) -> None:
    """Start, and fit the parts that the customer accepted."""
    perform(visit.start_work, actor=actor, now=now, visit_id=row.id)
    quote = reads.find_quote(row.id)
    for line in quote.lines if quote else ():
        if line.group == TariffGroup.PART:
            perform(
                visit.fit_part,
                actor=actor,
                now=now,
                visit_id=row.id,
                code=line.code,
                quantity=line.quantity,
                serial=f"P-{row.id.hex[-8:]}",
                fault_proof="旧件读数不合格，已请客户看过",
                was_shown_sealed=True,
            )


def _open(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(
        visit.record_opening,
        actor=actor,
        now=now,
        visit_id=row.id,
        method=MethodClass.LOCK_CHANGE,
        is_owner_present=True,
        has_owner_confirmed_contents=True,
    )


def _new_code(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(
        visit.record_new_code, actor=actor, now=now, visit_id=row.id, is_set_by_owner=True, tries=3
    )


def _test(row: VisitFacts, actor: Actor, now: datetime) -> None:
    wanted = reads.get_tests(row.id)
    perform(
        visit.record_test,
        actor=actor,
        now=now,
        visit_id=row.id,
        passed=wanted.tests,
        locks_fitted=wanted.locks,
        is_door_open=True,
    )


def _fix(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(visit.record_fixing, actor=actor, now=now, visit_id=row.id, has_owner_refused=False)


def _old_parts(row: VisitFacts, actor: Actor, now: datetime) -> None:
    choice = OldParts.LEFT_WITH_CUSTOMER
    perform(visit.settle_old_parts, actor=actor, now=now, visit_id=row.id, choice=choice)


def _hand_over(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(
        visit.hand_over,
        actor=actor,
        now=now,
        visit_id=row.id,
        said=_HANDED_OVER,
        signatures=tuple(Signed(role, _scribble(row)) for role in reads.list_signers(row.id)),
    )


def _scribble(row: VisitFacts) -> tuple[tuple[tuple[int, int], ...], ...]:
    """A line such as a finger draws, the same for the same visit."""
    rng = random.Random(row.id.int)
    return (tuple((80 + 60 * place, rng.randrange(80, 320)) for place in range(14)),)


def _statement(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(visit.show_statement, actor=actor, now=now, visit_id=row.id)


def _pay(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(
        visit.take_payment,
        actor=actor,
        now=now,
        visit_id=row.id,
        paid_fen=reads.get_statement(row.id).total_fen,
        method=PaymentMethod.COMPANY_CODE,
    )


def _finish(row: VisitFacts, actor: Actor, now: datetime) -> None:
    perform(visit.finish_visit, actor=actor, now=now, visit_id=row.id)


_DOERS: dict[Step, Callable[[VisitFacts, Actor, datetime], None]] = {
    Step.PRICE_LIST: _show_list,
    Step.ADULT: _adult,
    Step.OWNERSHIP: _ownership,
    Step.DIAGNOSIS: _diagnose,
    Step.QUOTE: _quote,
    Step.WORK: _start,
    Step.OPENING: _open,
    Step.NEW_CODE: _new_code,
    Step.TEST: _test,
    Step.FIXING: _fix,
    Step.OLD_PARTS: _old_parts,
    Step.HAND_OVER: _hand_over,
    Step.STATEMENT: _statement,
    Step.PAYMENT: _pay,
    Step.FINISH: _finish,
}
