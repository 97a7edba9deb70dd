"""The pure rota: weekly patterns of local hours, and the shifts that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from yinuo.base.local_time import ZONE
from yinuo.base.period import Period

WEEK_MINUTES = 7 * 24 * 60
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours that come back every week: ISO weekdays (Monday is 1) and local times.

    An end at or before the start means the next day. `valid_to` is the last day on which one
    starts.
    """

    days: frozenset[int]
    starts: time
    ends: time
    valid_from: date
    valid_to: date | None

    @property
    def length_minutes(self) -> int:
        """How long one shift is."""
        length = _minutes(self.ends) - _minutes(self.starts)
        return length if length > 0 else length + DAY_MINUTES


def shift_on(day: date, starts: time, ends: time) -> Period:
    """The shift that starts on a local day, in UTC; an end at or before the start means the next
    day."""
    last = day if ends > starts else day + timedelta(days=1)
    return Period(_instant(day, starts), _instant(last, ends))


def expand(pattern: Pattern, first: date, last: date) -> Iterator[Period]:
    """The shifts of a pattern that start from `first` to `last`, both included."""
    day = max(first, pattern.valid_from)
    end = min(last, pattern.valid_to) if pattern.valid_to else last
    while day <= end:
        if day.isoweekday() in pattern.days:
            yield shift_on(day, pattern.starts, pattern.ends)
        day += timedelta(days=1)


def patterns_overlap(one: Pattern, other: Pattern) -> bool:
    """Whether two patterns of one technician would put him in two shifts at once in some week."""
    if not _validity_meets(one, other):
        return False
    return any(
        _circular_overlap(a, one.length_minutes, b, other.length_minutes)
        for a in _weekly_starts(one)
        for b in _weekly_starts(other)
    )


def any_overlap(period: Period, others: Iterable[Period]) -> bool:
    """Whether a period meets one of the others."""
    return any(period.overlaps(other) for other in others)


def _validity_meets(one: Pattern, other: Pattern) -> bool:
    """A shift may run into the day after its pattern's last one, hence the day of grace."""
    grace = timedelta(days=1)
    return (one.valid_to is None or other.valid_from <= one.valid_to + grace) and (
        other.valid_to is None or one.valid_from <= other.valid_to + grace
    )


def _weekly_starts(pattern: Pattern) -> Iterator[int]:
    return ((day - 1) * DAY_MINUTES + _minutes(pattern.starts) for day in sorted(pattern.days))


def _circular_overlap(start: int, length: int, other: int, other_length: int) -> bool:
    return (other - start) % WEEK_MINUTES < length or (start - other) % WEEK_MINUTES < other_length


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _instant(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=ZONE).astimezone(UTC)
