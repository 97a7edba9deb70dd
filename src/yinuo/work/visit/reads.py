"""What others may ask about visits; facts, never rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.case.reads import get_case, get_proof_state
from yinuo.outlet.reads import find_model
from yinuo.people.reads import get_unit
from yinuo.store import secrecy

from .errors import StepNotYet, VisitUnknown
from .facts import (
    ENDED,
    ArrivalSigns,
    ItemQuoteFacts,
    Moment,
    PartFacts,
    PaymentFacts,
    PaymentMethod,
    PhotoFacts,
    PricePreview,
    Progress,
    QuoteState,
    RepairFacts,
    StatementFacts,
    Step,
    StepFacts,
    TechnicianPageOfVisits,
    VisitFacts,
    VisitState,
    WantedLine,
)
from .models import ItemQuote, OpeningForm, Payment, Photo, Visit
from .pricing import price
from .rules import money
from .rules.steps import may_fit_parts, may_photograph, may_propose, next_step
from .warranty import decide_warranty

FIXING_FAULTS = ("SF-34", "SF-35")
"""Installation and moving: the safe is fixed again, or the owner's refusal is recorded (WK-11)."""
FIXING_UNDER_KG = 340
_DEFAULT_TESTS = ("bolts", "open_close", "code_change", "low_battery_sign")
_PAGE = 30


@dataclass(frozen=True, slots=True)
class Tests:
    """What must be ticked after a repair, and how many locks must be fitted (WK-10, WK-12)."""

    tests: tuple[str, ...]
    locks: int


def get_visit(visit_id: UUID) -> VisitFacts:
    """The visit; raises VisitUnknown."""
    return _get(visit_id).to_facts()


def find_visit_of_case(case_id: UUID) -> VisitFacts | None:
    """The visit a customer sees: the running one of the first seat, or else the newest; None before any."""
    rows = Visit.objects.filter(case_id=case_id)
    row = rows.exclude(state__in=ENDED).order_by("seat", "-id").first()
    row = row or rows.exclude(state=VisitState.CALLED_OFF).order_by("-id").first()
    return row.to_facts() if row else None


def list_visits_of_case(case_id: UUID) -> tuple[VisitFacts, ...]:
    """All visits to a case, oldest first."""
    return tuple(row.to_facts() for row in Visit.objects.filter(case_id=case_id).order_by("id"))


def find_running_visit(assignment_id: UUID) -> VisitFacts | None:
    """The visit of an assignment while it has not ended."""
    row = Visit.objects.filter(assignment_id=assignment_id).exclude(state__in=ENDED).first()
    return row.to_facts() if row else None


def get_visit_of_assignment(assignment_id: UUID) -> VisitFacts:
    """The visit of an assignment, ended or not. Raises VisitUnknown."""
    row = Visit.objects.filter(assignment_id=assignment_id).first()
    if row is None:
        raise VisitUnknown
    return row.to_facts()


def is_anybody_on_site(case_id: UUID) -> bool:
    """Whether a technician is at work for this case now."""
    return Visit.objects.filter(case_id=case_id, state=VisitState.ON_SITE).exists()


def map_running_visits(assignment_ids: Collection[UUID]) -> dict[UUID, VisitFacts]:
    """The visits of these assignments that have not ended, by assignment."""
    rows = Visit.objects.filter(assignment_id__in=assignment_ids).exclude(state__in=ENDED)
    return {row.assignment_id: row.to_facts() for row in rows}


def list_visits_of_technician(
    technician_id: UUID, *, before: UUID | None = None, limit: int = _PAGE
) -> TechnicianPageOfVisits:
    """A page of a technician's visits, newest first; `before` continues an earlier page."""
    rows = Visit.objects.filter(technician_id=technician_id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: limit + 1])
    visits = tuple(row.to_facts() for row in found[:limit])
    return TechnicianPageOfVisits(visits, visits[-1].id if len(found) > limit else None)


def get_arrival_signs(visit_id: UUID) -> ArrivalSigns:
    """Code and word: the code is for the customer's eyes only, the word for both sides."""
    row = _get(visit_id)
    return ArrivalSigns(row.arrival_code, row.badge_word)


def list_steps(visit_id: UUID) -> tuple[StepFacts, ...]:
    """The steps done, in order."""
    return tuple(step.to_facts() for step in _get(visit_id).steps.order_by("seq"))


def get_progress(visit_id: UUID) -> Progress:
    """What the order of steps depends on; `rules.steps.next_step` says whose turn it is."""
    row = _get(visit_id)
    return progress_of(row, get_case(row.case_id))


def get_next_step(visit_id: UUID) -> Step | None:
    """The step whose turn it is, None unless somebody is on site and something is left to do."""
    return next_step(get_progress(visit_id))


def get_moment(visit_id: UUID) -> Moment:
    """What may be done at this visit now: what a technician's screen offers, and nothing else."""
    row = _get(visit_id)
    progress = progress_of(row, get_case(row.case_id))
    has_consent = row.photo_consent_at is not None
    return Moment(
        next_step=next_step(progress),
        is_proven=progress.is_proven,
        is_quote_open=progress.open_version is not None,
        has_photo_consent=has_consent,
        may_propose=may_propose(progress),
        may_fit_parts=may_fit_parts(progress),
        may_photograph=may_photograph(progress, has_consent=has_consent),
        may_read_serial=row.state == VisitState.ON_SITE and not row.quotes.exists(),
    )


def preview_quote(visit_id: UUID, lines: Sequence[WantedLine], now: datetime) -> PricePreview:
    """What these lines would cost at this visit, with the warranty's reason; nothing is kept.

    Raises LineNotOnList.
    """
    row = _get(visit_id)
    case = get_case(row.case_id)
    warranty = decide_warranty(row, case, now)
    priced = price(row, case.company_id, lines, now, in_warranty=warranty.in_warranty)
    return PricePreview(
        lines=priced,
        total_fen=money.total(priced),
        disclosed_fen=money.total(money.disclosed(priced)),
        warranty_zh=warranty.text_zh,
        warranty_en=warranty.text_en,
    )


def get_tests(visit_id: UUID) -> Tests:
    """What must be ticked after the repair."""
    return tests_for(_get(visit_id))


def list_running_visits() -> tuple[VisitFacts, ...]:
    """All visits that have not ended, of all zones, oldest first."""
    return tuple(row.to_facts() for row in Visit.objects.exclude(state__in=ENDED).order_by("id"))


def progress_of(row: Visit, case: CaseFacts) -> Progress:
    """The progress of a visit of this case."""
    done = frozenset(Step(step) for step in row.steps.values_list("step", flat=True))
    quotes = {quote.state: quote for quote in row.quotes.order_by("version")}
    accepted, open_ = quotes.get(QuoteState.ACCEPTED), quotes.get(QuoteState.PROPOSED)
    is_declined = accepted is None and QuoteState.DECLINED in quotes and open_ is None
    return Progress(
        state=VisitState(row.state),
        is_leading=row.seat == 1,
        done=done,
        is_unlock=case.kind is CaseKind.UNLOCK,
        needs_fixing=_needs_fixing(row, case),
        has_parts=row.parts.exists(),
        is_proven=Step.OWNERSHIP in done or get_proof_state(case.id).is_complete,
        accepted_version=accepted.version if accepted else None,
        open_version=open_.version if open_ else None,
        is_declined=is_declined,
        is_destructive=bool(accepted and accepted.destructive),
        due_fen=due_fen(row),
    )


def find_quote(visit_id: UUID, version: int | None = None) -> ItemQuoteFacts | None:
    """The quote of that version, or the newest; None if there is none."""
    rows = ItemQuote.objects.filter(visit_id=visit_id).select_related("visit")
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    return row.to_facts() if row else None


def list_quotes(visit_id: UUID) -> tuple[ItemQuoteFacts, ...]:
    """All versions, oldest first."""
    rows = ItemQuote.objects.filter(visit_id=visit_id).select_related("visit").order_by("version")
    return tuple(row.to_facts() for row in rows)


def get_statement(visit_id: UUID) -> StatementFacts:
    """The itemised statement (QT-06, QT-07). Raises StepNotYet while no quote was decided on."""
    return statement_of(_get(visit_id))


def statement_of(row: Visit) -> StatementFacts:
    """The statement of a visit: the accepted lines, of parts those that were fitted (WK-02), or what was
    disclosed where the customer said no."""
    quote = row.quotes.filter(state=QuoteState.ACCEPTED).first()
    declined = row.quotes.filter(state=QuoteState.DECLINED).order_by("-version").first()
    if quote is not None:
        lines = money.charged(quote.to_facts().lines, parts_used(row))
    elif declined is not None:
        lines = money.disclosed(declined.to_facts().lines)
    else:
        raise StepNotYet
    return StatementFacts(lines, money.group_totals(lines), money.total(lines), quote is None)


def due_fen(row: Visit) -> int | None:
    """What is due, in fen; None while no quote was decided on."""
    decided = row.quotes.filter(state__in=(QuoteState.ACCEPTED, QuoteState.DECLINED))
    return statement_of(row).total_fen if decided.exists() else None


def parts_used(row: Visit) -> Counter[str]:
    """How many of each part were fitted, by the code of the price list."""
    used: Counter[str] = Counter()
    for code, quantity in row.parts.values_list("code", "quantity"):
        used[code] += quantity
    return used


def get_payment(visit_id: UUID) -> PaymentFacts:
    """What was recorded and confirmed as paid so far."""
    row = Payment.objects.filter(visit_id=visit_id).first()
    if row is None:
        return PaymentFacts(None, None, None, None, None)
    method = PaymentMethod(row.method) if row.method else None
    return PaymentFacts(
        row.recorded_fen, method, row.recorded_at, row.confirmed_fen, row.confirmed_at
    )


def list_parts(visit_id: UUID) -> tuple[PartFacts, ...]:
    """The parts fitted, in order."""
    return tuple(part.to_facts() for part in _get(visit_id).parts.order_by("id"))


def has_photo_consent(visit_id: UUID) -> bool:
    """Whether the customer agrees to photos at this visit."""
    return _get(visit_id).photo_consent_at is not None


def list_photos(visit_id: UUID) -> tuple[PhotoFacts, ...]:
    """The photos kept, oldest first."""
    return tuple(photo.to_facts() for photo in _get(visit_id).photos.order_by("id"))


def get_photo_bytes(visit_id: UUID, photo_id: UUID) -> bytes:
    """A photo as JPEG. Raises VisitUnknown for a photo of another visit."""
    row = Photo.objects.filter(visit_id=visit_id, id=photo_id).first()
    if row is None:
        raise VisitUnknown
    return secrecy.decrypt_bytes(bytes(row.token))


def has_opening_form(visit_id: UUID) -> bool:
    """Whether the form of an opening is on file (ID-07)."""
    return OpeningForm.objects.filter(visit_id=visit_id).exists()


def list_repairs(unit_id: UUID) -> tuple[RepairFacts, ...]:
    """The repairs of a product, oldest first, with parts and causes; nothing of it can be deleted (AF-03).

    Two or more in its warranty let the customer ask for an exchange (AF-04).
    """
    rows = Visit.objects.filter(unit_id=unit_id, state=VisitState.FINISHED).order_by("ended_at")
    return tuple(_repair(row) for row in rows.prefetch_related("steps", "parts"))


def tests_for(row: Visit) -> Tests:
    """The test list of the visit's model, or the one every safe must pass."""
    unit = get_unit(row.unit_id) if row.unit_id else None
    case = get_case(row.case_id)
    model = find_model(case.company_id, unit.model) if unit else None
    if model is None:
        return Tests(_DEFAULT_TESTS, 1)
    return Tests(model.tests or _DEFAULT_TESTS, model.locks)


def _needs_fixing(row: Visit, case: CaseFacts) -> bool:
    if case.fault_id not in FIXING_FAULTS:
        return False
    unit = get_unit(row.unit_id) if row.unit_id else None
    model = find_model(case.company_id, unit.model) if unit else None
    return model is None or model.weight_kg < FIXING_UNDER_KG


def _repair(row: Visit) -> RepairFacts:
    steps = {step.step: step.body for step in row.steps.all()}
    diagnosis = steps.get(Step.DIAGNOSIS, {})
    ended = row.ended_at or row.planned_at
    minutes = round((ended - (row.arrived_at or ended)).total_seconds() / 60)
    return RepairFacts(
        visit_id=row.id,
        case_id=row.case_id,
        finished_at=ended,
        minutes=minutes,
        symptom=diagnosis.get("symptom", ""),
        cause=diagnosis.get("cause", ""),
        parts=tuple(part.to_facts() for part in row.parts.all()),
    )


def _get(visit_id: UUID) -> Visit:
    row = Visit.objects.filter(id=visit_id).first()
    if row is None:
        raise VisitUnknown
    return row
