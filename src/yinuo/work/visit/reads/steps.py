"""How far the work is, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.case.reads import get_case, get_proof_state
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import find_model, get_rulebook_by_id
from yinuo.people.reads import get_unit
from yinuo.work.visit.facts import (
    Moment,
    Progress,
    QuoteState,
    Step,
    StepFacts,
    VisitState,
)
from yinuo.work.visit.models import Visit
from yinuo.work.visit.rules.steps import moment_of, next_step

from .evidence import parts_used
from .money import due_fen, quotes_of
from .visit import get, leading, rows_of_case

FIXING_FAULTS = ("SF-34", "SF-35")
"""Installation and moving: the safe is fixed again, or the owner's refusal is recorded (WK-11)."""


FIXING_UNDER_KG = 340


_DEFAULT_TESTS = ("bolts", "open_close", "code_change", "low_battery_sign")


@dataclass(frozen=True, slots=True)
class Tests:
    """What must be ticked after a repair, and how many locks must be fitted (WK-10, WK-12)."""

    tests: tuple[str, ...]
    locks: int


def list_steps(visit_id: UUID) -> tuple[StepFacts, ...]:
    """The steps done, in order."""
    return tuple(step.to_facts() for step in get(visit_id).steps.order_by("seq"))


def get_progress(visit_id: UUID) -> Progress:
    """What the order of steps depends on; `rules.steps.next_step` says whose turn it is."""
    row = get(visit_id)
    return progress_of(row, get_case(row.case_id))


def get_next_step(visit_id: UUID) -> Step | None:
    """The step whose turn it is, None unless somebody is on site and something is left to do."""
    return next_step(get_progress(visit_id))


def get_moment(visit_id: UUID) -> Moment:
    """What may be done at this visit now: what a technician's screen offers, and nothing else."""
    row = get(visit_id)
    sheet = leading(row)
    return moment_of(
        progress_of(row, get_case(row.case_id)),
        has_consent=sheet.photo_consent_at is not None,
        has_quotes=bool(quotes_of(sheet.id)),
    )


def get_tests(visit_id: UUID) -> Tests:
    """What must be ticked after the repair."""
    return tests_for(leading(get(visit_id)))


def progress_of(row: Visit, case: CaseFacts) -> Progress:
    """The progress of a visit of this case, as far as its own technician is: one of two who has not arrived
    has nothing to do yet."""
    state, row = VisitState(row.state), leading(row)
    done = frozenset(Step(step) for step in row.steps.values_list("step", flat=True))
    quotes = {quote.state: quote for quote in quotes_of(row.id)}
    accepted, open_ = quotes.get(QuoteState.ACCEPTED), quotes.get(QuoteState.PROPOSED)
    is_declined = accepted is None and QuoteState.DECLINED in quotes and open_ is None
    return Progress(
        state=state,
        done=done,
        is_unlock=case.kind is CaseKind.UNLOCK,
        needs_fixing=_needs_fixing(row, case),
        has_parts=bool(parts_used(row)),
        is_proven=Step.OWNERSHIP in done or get_proof_state(case.id).is_complete,
        accepted_version=accepted.version if accepted else None,
        open_version=open_.version if open_ else None,
        is_declined=is_declined,
        is_destructive=bool(accepted and accepted.destructive),
        due_fen=due_fen(row),
        crew_wanted=_crew_wanted(case),
        crew_there=_count_there(row),
    )


def tests_for(row: Visit) -> Tests:
    """The test list of the visit's model, or the one every safe must pass."""
    unit = get_unit(row.unit_id) if row.unit_id else None
    case = get_case(row.case_id)
    model = find_model(case.company_id, unit.model) if unit else None
    if model is None:
        return Tests(_DEFAULT_TESTS, 1)
    return Tests(model.tests or _DEFAULT_TESTS, model.locks)


def _count_there(row: Visit) -> int:
    """How many are at work for the job of this visit."""
    visits = rows_of_case(row.case_id)
    return sum(one.job_id == row.job_id and one.state == VisitState.ON_SITE for one in visits)


def _crew_wanted(case: CaseFacts) -> int:
    """How many the fault asks for, by the rulebook of the case."""
    book = get_rulebook_by_id(case.rulebook_id).rulebook
    return rulebooks.get_fault(book, case.fault_id).crew


def _needs_fixing(row: Visit, case: CaseFacts) -> bool:
    if case.fault_id not in FIXING_FAULTS:
        return False
    unit = get_unit(row.unit_id) if row.unit_id else None
    model = find_model(case.company_id, unit.model) if unit else None
    return model is None or model.weight_kg < FIXING_UNDER_KG
