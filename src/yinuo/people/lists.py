"""Lists of the staff for pages: bounded queries, paged by user name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from .facts import StaffFacts
from .models import SecondFactor, Staff


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom somebody with a scope of his own may see among the staff: those whose scope names nothing but
    these codes, and the technicians with these logins."""

    outlet_codes: Collection[str]
    region_codes: Collection[str]
    technicians: Collection[UUID]


def list_staff_page(
    reach: Reach | None, *, after: str = "", limit: int = 30
) -> tuple[StaffFacts, ...]:
    """Members of staff by user name, those who left too; `after` is the last user name seen. None: all."""
    rows = Staff.objects.filter(username__gt=after).order_by("username")
    if reach is not None:
        rows = rows.filter(
            Q(scope_kind="outlet", scope_codes__contained_by=list(reach.outlet_codes))
            | Q(scope_kind="region", scope_codes__contained_by=list(reach.region_codes))
            | Q(id__in=list(reach.technicians))
        )
    return tuple(row.to_facts() for row in rows[:limit])


def list_with_factor(staff_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these have a second factor that is confirmed."""
    rows = SecondFactor.objects.filter(staff_id__in=staff_ids, confirmed_at__isnull=False)
    return frozenset(rows.values_list("staff_id", flat=True))
