"""What a technician carries: counted by hand, and taken out as it is fitted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.outlet.facts import PartNotCarried, VanPartFacts
from yinuo.outlet.models import VanPart
from yinuo.outlet.reads import list_carried_codes
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.perform import action

MOST = 999


@action
def count_van_part(
    *, technician_id: UUID, code: str, count: int, actor: Actor, now: datetime
) -> VanPartFacts:
    """The technician counted how many of a part or material are in his van, 0 to 999.

    Raises NotAllowed for anybody else's van, PartNotCarried for a code that is no part or material of his
    outlet's price list, or for a number that can't be.
    """
    if actor != Actor.technician(technician_id):
        raise NotAllowed
    if not 0 <= count <= MOST or code not in list_carried_codes(technician_id, now):
        raise PartNotCarried
    row, is_new = VanPart.objects.select_for_update().get_or_create(
        technician_id=technician_id,
        code=code,
        defaults={"id": new_id(now), "count": count, "created_at": now},
    )
    if is_new or row.count != count:
        row.count = count
        row.save(update_fields=["count"])
        _tell(technician_id, {"code": code, "count": count}, actor=actor, now=now)
    return row.to_facts()


@action
def take_from_van(
    *, technician_id: UUID, code: str, quantity: int, actor: Actor, now: datetime
) -> int:
    """Take a fitted part out of a van; how many it had of them. A part that isn't on the van's list came from
    elsewhere, and nothing is refused for it. The line of the fitted part says how many."""
    del actor, now
    row = VanPart.objects.select_for_update().filter(technician_id=technician_id, code=code).first()
    if row is None:
        return 0
    taken = min(row.count, quantity)
    row.count -= taken
    row.save(update_fields=["count"])
    return taken


def _tell(technician_id: UUID, body: dict[str, str | int], *, actor: Actor, now: datetime) -> None:
    append(
        subject_kind="technician",
        subject=technician_id,
        kind="outlet.van.counted",
        body=body,
        actor=actor,
        now=now,
    )
