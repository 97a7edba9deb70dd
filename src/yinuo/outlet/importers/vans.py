"""Rows of what technicians carry in their vans."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.outlet.merge import Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import VanPart
from yinuo.outlet.reads import list_carried_codes
from yinuo.outlet.sheets import Refused, Row

from .known import Scope


def compare_vans(scope: Scope, rows: Sequence[Row]) -> Merge:
    """A row is a count: what is in one van of one part or material of the price list, as of now."""
    carried: dict[str, frozenset[str]] = {}

    def wanted(row: Row) -> Wanted:
        technician, part = scope.technician(row["badge_no"]), row["part"]
        known = carried.setdefault(row["badge_no"], list_carried_codes(technician.id, scope.now))
        if part not in known:
            raise Refused(
                f"价目表里没有配件或材料 {part}", f"no part or material {part} on the price list"
            )
        return Wanted(
            (technician.id, part),
            {"technician": technician, "code": part},
            {"count": row["count"]},
        )

    there = VanPart.objects.filter(technician__outlet__company_id=scope.company_id)
    return merge(
        Target(VanPart, by_identity(there, "technician_id", "code"), wanted), rows, scope.now
    )
