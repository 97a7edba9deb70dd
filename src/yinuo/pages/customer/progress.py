"""How far a case is, line by line: what of its record is news for the customer."""

from __future__ import annotations

from collections.abc import Iterable

from yinuo.pages.frame.language import language
from yinuo.pages.frame.timeline import TimelineStep
from yinuo.record.facts import EventFacts
from yinuo.record.reads import describe
from yinuo.work.dispatch.facts import EndReason

_SHOWN = (
    "case.opened",
    "case.joined",
    "case.withdrawn",
    "case.confirmed",
    "case.position.forgotten",
    "case.disputed",
    "case.payment.questioned",
    "case.return.cancelled",
    "case.dispute.settled",
    "case.reopened",
    "case.closed",
    "dispatch.job.unassigned",
    "dispatch.technician.assigned",
    "dispatch.technician.released",
    "promise.made",
    "promise.kept",
    "promise.broken",
    "promise.paused",
    "promise.resumed",
    "promise.remedy.paid",
    "promise.verdict.corrected",
    "intake.emergency.told",
    "intake.position.elsewhere",
    "intake.nobody.can_come",
    "intake.again.asked",
)
_POSTPONED = EndReason.POSTPONED.value


def steps_of(events: Iterable[EventFacts]) -> list[TimelineStep]:
    """The lines that the customer sees, in their order and in the page's language."""
    return [
        TimelineStep(describe(event, language()), event.at) for event in events if _is_shown(event)
    ]


def _is_shown(event: EventFacts) -> bool:
    """Whether a line is news for the customer; that somebody is called off because of a later time isn't."""
    if event.body.get("reason") == _POSTPONED:
        return False
    return event.kind in _SHOWN or event.kind.startswith("visit.")
