"""A daily roll-up: days and months, of the whole company and of each outlet, added up beforehand.

A day with a mark has changed since, as today always has: it is counted from its rows, and no month with such
a day is taken. The watch adds a marked day up once it is over. Whoever writes a row need not know: the
database marks its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from yinuo.base.local_time import ZONE, local_date
from yinuo.store.locks import lock

from .cases import Span

_DAY = timedelta(days=1)
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Periods:
    """The first days of the whole months, and the single days, that are added up already of a span."""

    months: list[date]
    days: list[date]
    outlet_ids: frozenset[UUID] | None

    def where(self) -> Statement:
        """The condition on a figure's row, with its parameters; the whole company's rows have no outlet."""
        when = "(is_month AND starts_on = ANY(%s) OR NOT is_month AND starts_on = ANY(%s))"
        if self.outlet_ids is None:
            return f"{when} AND outlet_id IS NULL", [self.months, self.days]
        return f"{when} AND outlet_id = ANY(%s)", [self.months, self.days, list(self.outlet_ids)]


@dataclass(frozen=True, slots=True)
class Rollup:
    """The roll-up of one room's rows, which are told apart by `keys` and added up in `sums`.

    `figure` is the table of sums and `mark` that of the days that changed since. `add_up` is the statement
    whose rows (outlet_id, the keys, the sums) are a day's figures, `days` the one that says which days have
    any.
    """

    name: str
    figure: type[Model]
    mark: type[Model]
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    add_up: Callable[[Span], Statement]
    days: str

    def read(self, span: Span) -> tuple[Periods, list[Span]]:
        """What is added up already of a span, and the spans that aren't.

        Beyond the two edges, where a span doesn't begin or end at midnight, those are the marked days.
        """
        of = span.outlet_ids
        first, last = _first_whole(span.starts_at), local_date(span.ends_at)
        if first >= last:
            return Periods([], [], of), [span]
        stale = self._marked(first, last)
        edges = [
            Span(span.starts_at, _midnight(first), of),
            Span(_midnight(last), span.ends_at, of),
        ]
        rest = [edge for edge in edges if edge.starts_at < edge.ends_at] + _runs(stale, of)
        return Periods(*_months_and_days(first, last, stale), of), rest

    def list_due(self, now: datetime, limit: int) -> list[UUID]:
        """A mark of each day that is to be added up at `now`, the latest days first: people look at those."""
        due = self.mark._default_manager.filter(add_up_at__lte=now)
        latest = due.order_by("-day", "id").distinct("day")
        return list(latest.values_list("id", flat=True)[:limit])

    def push_back(self, mark_id: UUID, until: datetime) -> None:
        """Add a marked day up later, after a failure; it is counted from its rows meanwhile."""
        for day in self._days_of(id=mark_id):
            self.mark._default_manager.filter(day=day).update(add_up_at=until)

    def add_up_day(self, mark_id: UUID, now: datetime) -> None:
        """Add up the day of a mark, and its month anew; nothing if it was done meanwhile or is to wait."""
        lock(self.name)
        for day in self._days_of(id=mark_id, add_up_at__lte=now):
            self._add_up_day(day)
            self._add_up_month(day.replace(day=1))

    def rebuild(self, now: datetime) -> int:
        """Throw all sums away and add up every day that is over at `now`; how many days those are."""
        with transaction.atomic():
            lock(self.name)
            self.figure._default_manager.all().delete()
            self._mark_all()
            days = self._days_of(add_up_at__lte=now)
            for day in days:
                self._add_up_day(day)
            for month in sorted({day.replace(day=1) for day in days}):
                self._add_up_month(month)
        return len(days)

    def _days_of(self, **marks: Any) -> list[date]:
        found = self.mark._default_manager.filter(**marks).values_list("day", flat=True)
        return sorted(set(found.distinct()))

    def _marked(self, first: date, last: date) -> set[date]:
        return set(self._days_of(day__gte=first, day__lt=last))

    def _mark_all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.mark._meta.db_table} (id, day, add_up_at)"  # noqa: S608 - our own names
                " SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'"
                f" FROM ({self.days}) AS days (day) WHERE day IS NOT NULL"
            )

    def _add_up_day(self, day: date) -> None:
        """Marks first, rows after: a change in between keeps its mark, and the day is added up again."""
        marks = self.mark._default_manager
        seen = list(marks.filter(day=day).values_list("id", flat=True))
        self.figure._default_manager.filter(is_month=False, starts_on=day).delete()
        sql, params = self.add_up(Span(_midnight(day), _midnight(day + _DAY)))
        columns = ", ".join(("outlet_id", *self.keys, *self.sums))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.figure._meta.db_table} (starts_on, is_month, {columns})"  # noqa: S608
                f" SELECT %s, false, {columns} FROM ({sql}) AS sums",
                [day, *params],
            )
        marks.filter(id__in=seen).delete()

    def _add_up_month(self, month: date) -> None:
        table = self.figure._meta.db_table
        self.figure._default_manager.filter(is_month=True, starts_on=month).delete()
        keys = ", ".join(("outlet_id", *self.keys))
        summed = ", ".join(f"sum({name})::bigint" for name in self.sums)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (starts_on, is_month, {keys}, {', '.join(self.sums)})"  # noqa: S608
                f" SELECT %s, true, {keys}, {summed} FROM {table}"
                f" WHERE NOT is_month AND starts_on >= %s AND starts_on < %s GROUP BY {keys}",
                [month, month, _next_month(month)],
            )


@dataclass(slots=True)
class RollupDays:
    """The due-row source of a roll-up: days that are over and changed since they were added up (see
    `store.watch.DueSource`)."""

    name: str
    rollup: Rollup

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """A mark of each such day, the latest days first."""
        return self.rollup.list_due(now, limit)

    def handle(self, id: UUID, now: datetime) -> None:
        """Add its day up, unless another watch was faster."""
        self.rollup.add_up_day(id, now)

    def push_back(self, id: UUID, until: datetime) -> None:
        """Try again later, after a failure."""
        self.rollup.push_back(id, until)


def _months_and_days(first: date, last: date, stale: set[date]) -> tuple[list[date], list[date]]:
    """The whole months without a marked day, and the other unmarked days, from `first` to before `last`."""
    months: list[date] = []
    days: list[date] = []
    marked = {day.replace(day=1) for day in stale}
    day = first
    while day < last:
        if day.day == 1 and _next_month(day) <= last and day not in marked:
            months.append(day)
            day = _next_month(day)
            continue
        if day not in stale:
            days.append(day)
        day += _DAY
    return months, days


def _runs(days: Iterable[date], outlet_ids: frozenset[UUID] | None) -> list[Span]:
    """Days as spans, those that follow each other as one."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day:
            runs[-1][1] = day + _DAY
        else:
            runs.append([day, day + _DAY])
    return [Span(_midnight(first), _midnight(last), outlet_ids) for first, last in runs]


def _first_whole(at: datetime) -> date:
    day = local_date(at)
    return day if at == _midnight(day) else day + _DAY


def _next_month(month: date) -> date:
    return (month + 31 * _DAY).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
