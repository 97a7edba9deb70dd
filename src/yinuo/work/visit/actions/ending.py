"""The end of a visit that went to its end: finished, with all its papers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.case.actions import await_confirmation, write_line
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import list_proofs
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_rulebook_by_id, get_technician
from yinuo.store.perform import action
from yinuo.work.visit.facts import SignPaper, Step, VisitFacts, VisitState
from yinuo.work.visit.models import OpeningForm, Visit
from yinuo.work.visit.rules.money import warranted_until

from .leaving import end_partners, end_visit
from .rows import begin_step, take_work

_SHORTEST_RETENTION = timedelta(days=3 * 366)  # ID-07: three years unless the place asks for more


@action
def finish_visit(*, visit_id: UUID, actor: Actor, now: datetime) -> VisitFacts:
    """Everything is done and paid: date the repair warranties (AF-02), file the opening form (ID-07), and
    ask the customer whether it is fixed."""
    row = take_work(visit_id, actor)
    case = begin_step(row, Step.FINISH)
    day = local_date(now)
    place = _place(case, day)
    until = warranted_until(day, place_days=place.repair_warranty_days)
    row.parts.update(warranted_until=until)
    if row.steps.filter(step=Step.OPENING).exists():
        _file_opening_form(row, case, day, place.form_months, actor=actor, now=now)
    end_visit(row, VisitState.FINISHED, "finished", now)
    end_partners(row, VisitState.FINISHED, "finished", actor=actor, now=now)
    minutes = round((now - (row.arrived_at or now)).total_seconds() / 60)
    write_line(row, "visit.finished", {"minutes": minutes}, actor=actor, now=now)
    window = get_rulebook_by_id(case.rulebook_id).rulebook.windows.confirmation_within
    if case.state is CaseState.OPEN:  # one that was disputed meanwhile stays so
        await_confirmation(case_id=case.id, confirm_by=now + window, actor=actor, now=now)
    return row.to_facts()


def _place(case: CaseFacts, day: date) -> rulebooks.PlaceRules:
    book = get_rulebook_by_id(case.rulebook_id).rulebook
    return rulebooks.place_rules(book, case.division_code, day)


def _file_opening_form(
    row: Visit,
    case: CaseFacts,
    day: date,
    form_months: int,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The form of ID-07, from what was recorded: never a code, a key pattern or a list of contents."""
    opening = row.steps.get(step=Step.OPENING).body
    technician = get_technician(row.led_by_id or row.technician_id)
    proofs = list_proofs(case.id)
    retained = max(day + _SHORTEST_RETENTION, day + timedelta(days=31 * form_months))
    OpeningForm.objects.create(
        visit=row,
        method_class=opening["method"],
        permit_number=technician.permit_number or "",
        proof_kinds=[proof.kind.value for proof in proofs],
        body={
            "customer": str(case.customer_id),
            "address": str(case.address_id),
            "technician_badge": technician.badge_no,
            "proofs": [str(proof.id) for proof in proofs],
            "owner_present": True,
            "contents_confirmed": opening["contents_confirmed"],
            "arrived_at": row.arrived_at.isoformat() if row.arrived_at else None,
            "new_code_tries": row.steps.get(step=Step.NEW_CODE).body["tries"],
            "quote_version": row.quotes.get(state="accepted").version,
            "signatures": [str(one.id) for one in row.signatures.filter(paper=SignPaper.HAND_OVER)],
        },
        written_at=now,
        retained_until=retained,
    )
    body = {"retained_until": retained.isoformat()}
    write_line(row, "visit.form.written", body, actor=actor, now=now)
