"""Cases without a promise, who was left out, and a technician who declines."""

from __future__ import annotations

from uuid import UUID

from tests.world import (
    WATCH,
    active,
    after,
    body,
    send,
)
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import (
    decline_assignment,
)
from yinuo.work.dispatch.facts import (
    DeclineReason,
)


def unpromised(company: UUID, **changes: object) -> CaseFacts:
    """A case that nobody can come to."""
    answer = send(company, **changes)  # type: ignore[arg-type]
    assert answer.case_id is not None
    return get_case(answer.case_id)


def excluded(case: CaseFacts) -> list[str]:
    found: list[str] = body(case, "dispatch.job.unassigned")["excluded"]
    return found


def decline(case: CaseFacts, minutes: float = 1) -> UUID:
    """Whoever goes to this case can't go after all."""
    assignment = active(case)[0]
    perform(
        decline_assignment,
        actor=WATCH,
        now=after(minutes),
        assignment_id=assignment.id,
        reason=DeclineReason.BREAKDOWN,
    )
    return assignment.technician_id
