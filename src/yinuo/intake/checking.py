"""What stands between a report and a case: what is wrong with it, and what has to be asked back."""

from __future__ import annotations

from yinuo.engines import rulebook as rulebooks

from . import rules
from .facts import Answer, AnswerKind, FaultReport, ReportInvalid
from .place import Place, Unclear, find_place


def find_flaws(report: FaultReport, book: rulebooks.Rulebook) -> ReportInvalid | None:
    """Every faulty field of a report, and what would be asked next, so that one more round is enough; None
    for a report that can be taken."""
    errors = rules.check_report(report, book)
    if not errors:
        return None
    faulty = {error.field for error in errors}
    place = find_place(report) if "address" not in faulty else None
    fault = rulebooks.get_fault(book, report.fault_id) if "fault" not in faulty else None
    return ReportInvalid(errors, ask_back(report, book, fault, place))


def ask_back(
    report: FaultReport,
    book: rulebooks.Rulebook,
    fault: rulebooks.FaultRule | None,
    place: Place | Unclear | None,
) -> Answer | None:
    """The places to choose from and the questions that the fault leaves open, all at once; None where nothing
    is asked. A question that was asked before isn't asked again: help doesn't wait for it."""
    questions: tuple[str, ...] = ()
    if fault is not None and not report.is_detail_asked:
        found = rulebooks.open_questions(fault, door=report.door, owner=report.owner_kind)
        questions = tuple(question.value for question in found)
    first = rules.call_first(fault, report.words, book)
    if isinstance(place, Unclear):
        return Answer(
            place.kind,
            first,
            choices=place.choices,
            questions=questions,
            is_conflict=place.is_conflict,
            is_by_position=place.is_by_position,
        )
    return Answer(AnswerKind.ASKS_DETAIL, first, questions=questions) if questions else None
