"""Rows of the rota: weekly patterns, from which shifts are written ahead, and single dated
shifts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yinuo.base.period import Period
from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.merge import Identity, Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Shift, ShiftPattern
from yinuo.outlet.rota import Pattern, any_overlap, patterns_overlap, shift_on
from yinuo.outlet.sheets import Refused, Row
from yinuo.outlet.shift_table import cut_shifts, to_period, write_ahead

from .known import Scope


@dataclass(slots=True)
class ShiftMerge:
    """Both halves of a rota file."""

    scope: Scope
    patterns: Merge
    dated: Merge

    @property
    def outcomes(self) -> dict[int, RowOutcome]:
        """What becomes of each line."""
        return self.patterns.outcomes | self.dated.outcomes

    @property
    def refused(self) -> dict[int, Refused]:
        """The lines that can't be taken."""
        return self.patterns.refused | self.dated.refused

    def write(self) -> None:
        """Write patterns and dated shifts, then the shifts that the patterns mean for the days
        ahead."""
        self.patterns.write()
        cut_shifts(self.patterns.update, self.scope.now)
        self.dated.write()
        write_ahead(self.scope.company_id, self.scope.now)


def compare_shifts(scope: Scope, rows: Sequence[Row]) -> ShiftMerge:
    """Weekly rows and dated rows; a row that would put somebody in two shifts at once is
    refused."""
    weekly = [row for row in rows if row["days"]]
    dated = [row for row in rows if not row["days"]]
    return ShiftMerge(scope, _compare_patterns(scope, weekly), _compare_dated(scope, dated))


def _compare_patterns(scope: Scope, rows: Sequence[Row]) -> Merge:
    there = list(ShiftPattern.objects.filter(technician__outlet__company_id=scope.company_id))
    accepted: dict[UUID, dict[tuple[object, ...], Pattern]] = defaultdict(dict)
    for known in there:
        accepted[known.technician_id][_identity(known)] = _pattern(known)

    def wanted(row: Row) -> Wanted:
        technician = scope.technician(row["badge_no"])
        days, starts, ends = row["days"], row["starts"], row["ends"]
        identity = (technician.id, days, starts, ends, row["valid_from"])
        pattern = Pattern(frozenset(days), starts, ends, row["valid_from"], row["valid_to"])
        others = (p for key, p in accepted[technician.id].items() if key != identity)
        if any(patterns_overlap(pattern, other) for other in others):
            raise Refused(
                f"与工号 {technician.badge_no} 的另一个班重叠",
                f"overlaps another shift of badge {technician.badge_no}",
            )
        accepted[technician.id][identity] = pattern
        fixed = {
            "technician": technician,
            "days": list(days),
            "starts": starts,
            "ends": ends,
            "valid_from": row["valid_from"],
        }
        return Wanted(identity, fixed, {"valid_to": row["valid_to"]})

    stored = by_identity(there, "technician_id", "days", "starts", "ends", "valid_from")
    return merge(Target(ShiftPattern, stored, wanted), rows, scope.now)


def _compare_dated(scope: Scope, rows: Sequence[Row]) -> Merge:
    taken = _periods_of_crew(scope, rows)
    there = Shift.objects.filter(
        technician__outlet__company_id=scope.company_id,
        period__endswith__gt=_first_start(rows, scope.now),
    )
    known: dict[Identity, Shift] = {
        (row.technician_id, *_ends(to_period(row.period))): row for row in there if rows
    }

    def wanted(row: Row) -> Wanted:
        technician = scope.technician(row["badge_no"])
        period = shift_on(row["date"], row["starts"], row["ends"])
        identity = (technician.id, *_ends(period))
        if identity not in known:
            if any_overlap(period, taken[technician.id]):
                raise Refused(
                    f"与工号 {technician.badge_no} 的另一个班重叠",
                    f"overlaps another shift of badge {technician.badge_no}",
                )
            taken[technician.id].append(period)
        fixed = {
            "region": technician.outlet.region,
            "technician": technician,
            "period": DateTimeTZRange(period.starts_at, period.ends_at),
        }
        return Wanted(identity, fixed, {})

    return merge(Target(Shift, known, wanted), rows, scope.now)


def _periods_of_crew(scope: Scope, rows: Sequence[Row]) -> dict[UUID, list[Period]]:
    taken: dict[UUID, list[Period]] = defaultdict(list)
    if rows:
        shifts = Shift.objects.filter(
            technician__outlet__company_id=scope.company_id,
            technician__badge_no__in={row["badge_no"] for row in rows},
            period__endswith__gt=_first_start(rows, scope.now),
        )
        for technician_id, period in shifts.values_list("technician_id", "period"):
            taken[technician_id].append(to_period(period))
    return taken


def _first_start(rows: Sequence[Row], now: datetime) -> datetime:
    return min((shift_on(r["date"], r["starts"], r["ends"]).starts_at for r in rows), default=now)


def _ends(period: Period) -> tuple[datetime, datetime]:
    return period.starts_at, period.ends_at


def _identity(row: ShiftPattern) -> tuple[object, ...]:
    return (row.technician_id, tuple(row.days), row.starts, row.ends, row.valid_from)


def _pattern(row: ShiftPattern) -> Pattern:
    return Pattern(frozenset(row.days), row.starts, row.ends, row.valid_from, row.valid_to)
