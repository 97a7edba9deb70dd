"""Writes the rota ahead."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet.shift_table import write_ahead
from yinuo.record import actions as record
from yinuo.store.perform import action


@action
def extend_shifts(*, company_id: UUID, actor: Actor, now: datetime) -> int:
    """Write the rota of the days ahead from the weekly patterns; how many shifts were new."""
    added, until = write_ahead(company_id, now)
    if added:
        record.append(
            subject_kind="company",
            subject=company_id,
            kind="outlet.shifts.extended",
            body={"until": until.isoformat(), "added": added},
            actor=actor,
            now=now,
        )
    return added
