"""How long the photos and signatures of a case are kept (PD-02)."""

from __future__ import annotations

from datetime import datetime, timedelta

from yinuo.case.facts import CaseFacts, CaseState

PHOTO_TIMER = "visit.photos"
"""The timer of a case that has photos."""

SIGNATURE_TIMER = "visit.signatures"
"""The timer of a case that has signatures."""

SIGNATURES_KEPT_FOR = timedelta(days=3 * 366)
"""Three years, as an opening form is kept (ID-07); one that must be kept longer keeps its signatures."""

PHOTOS_KEPT_FOR = timedelta(days=90)
"""After the end of the case, or as long as it may still be disputed where a company gives more time."""


def photos_end_at(case: CaseFacts, dispute_days: int, now: datetime) -> datetime:
    """When the photos of a case may go, as far as is known now.

    A case that runs, or is disputed, has not ended: its photos stay at least so long from now on.
    """
    has_ended = case.state in (CaseState.DONE, CaseState.WITHDRAWN, CaseState.STOPPED)
    ended_at = case.closed_at if has_ended and case.closed_at else now
    return ended_at + max(PHOTOS_KEPT_FOR, timedelta(days=dispute_days))
