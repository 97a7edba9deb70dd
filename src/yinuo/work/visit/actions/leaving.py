"""Leaving: how a visit ends, and those of whoever came, or was coming, for the same job."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.models import Visit
from yinuo.work.visit.telling import tell_not_needed


def end_visit(row: Visit, state: VisitState, reason: str, now: datetime) -> None:
    """End one visit, for a reason that its row alone holds."""
    row.state, row.ended_at, row.end_reason = state, now, reason
    row.save(update_fields=["state", "ended_at", "end_reason"])


def end_partners(
    row: Visit, state: VisitState, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Two people came for one job: the one who leads writes the steps, and both leave together.

    One who had not arrived when the work was finished or stopped was never there: that visit is called off,
    with a line of its own, and whoever was still on the way is told.
    """
    running = Visit.objects.select_for_update(of=("self",)).filter(job_id=row.job_id, ended_at=None)
    for partner in running.exclude(id=row.id).order_by("id"):
        if partner.state == VisitState.ON_SITE:
            end_visit(partner, state, reason, now)
            continue
        tell_not_needed(partner, actor=actor, now=now)
        end_visit(partner, VisitState.CALLED_OFF, "not_needed", now)
        body = {"reason": "not_needed"}
        write_line(partner, "visit.called_off", body, actor=actor, now=now)
