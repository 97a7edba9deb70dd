"""One pass over promises that adds them up in every way at once; days are added up by the same statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from yinuo.case.figures import Span, within
from yinuo.promise.facts import PromiseKind
from yinuo.promise.models import Promise

from .decided import ACTUAL, KEYS, QUOTED
from .tally import By, Tally


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up of the promises of a kind, cut by one key (`by` and `key`) or by none (both empty).

    Minutes are kept as sums of microseconds over those that were kept, so that days can be added.
    """

    kind: str
    by: str
    key: str
    kept: int
    broken: int
    released: int
    quoted_us: int
    actual_us: int
    priced: int
    accepted_fen: int
    paid_fen: int
    above: int

    def __add__(self, other: Sums) -> Sums:
        """Both parts of the same sum."""
        both = (getattr(self, name) + getattr(other, name) for name in SUMMED)
        return Sums(self.kind, self.by, self.key, *both)

    @property
    def tally(self) -> Tally:
        """How they came out."""
        return Tally(self.kept, self.broken, self.released)


KEYED_BY = Sums.__slots__[:3]
SUMMED = Sums.__slots__[3:]
ASIDE = (By.OUTLET, By.HOUR, By.WEEKDAY, By.TENTH, By.QUOTED)
"""What arrivals are told apart by, each by itself."""
_ALL = 2 ** len(ASIDE) - 1
_MASKS = {by: _ALL ^ 1 << len(ASIDE) - 1 - place for place, by in enumerate(ASIDE)}
_KEY = f"coalesce({', '.join(f'by_{by}::text' for by in ASIDE)}, '')"
_GROUPED = f"GROUPING({', '.join(f'by_{by}' for by in ASIDE)})"
_TOGETHER = ("(by_kind)", *(f"(by_kind, by_{by})" for by in ASIDE))
_EACH_OUTLET = (
    "(own, by_kind)",
    *(f"(own, by_kind, by_{by})" for by in ASIDE if by is not By.OUTLET),
)
_ADD_UP = f"""
SELECT {{own}} AS outlet_id, by_kind AS kind,
  CASE {_GROUPED} {" ".join(f"WHEN {mask} THEN '{by}'" for by, mask in _MASKS.items())} ELSE '' END AS by,
  {_KEY} AS key,
  count(*) FILTER (WHERE state = 'kept') AS kept,
  count(*) FILTER (WHERE state = 'broken') AS broken,
  count(*) FILTER (WHERE state = 'released') AS released,
  coalesce(extract(epoch FROM sum(quoted) FILTER (WHERE state = 'kept')) * 1000000, 0)::bigint AS quoted_us,
  coalesce(extract(epoch FROM sum(actual) FILTER (WHERE state = 'kept')) * 1000000, 0)::bigint AS actual_us,
  count(paid_fen) AS priced,
  coalesce(sum(at_most_fen) FILTER (WHERE paid_fen IS NOT NULL), 0)::bigint AS accepted_fen,
  coalesce(sum(paid_fen), 0)::bigint AS paid_fen,
  count(*) FILTER (WHERE paid_fen > at_most_fen) AS above
FROM ({{inner}}) AS decided
GROUP BY GROUPING SETS ({{sets}})
HAVING ({_GROUPED} = {_ALL} OR by_kind = '{PromiseKind.ARRIVE}' AND {_KEY} <> '') AND {{having}}
"""  # noqa: S608 - the names are this module's own


def statement(rows: QuerySet[Promise]) -> tuple[str, tuple[Any, ...]]:
    """The statement that adds these promises up, all together, with its parameters: a row of outlet_id, which
    is null, and of `Sums`' fields for each sum."""
    inner, params = _inner(rows)
    parts = {"own": "NULL::uuid", "sets": ", ".join(_TOGETHER), "having": "true"}
    return _ADD_UP.format(inner=inner, **parts), params


def statement_of_each(rows: QuerySet[Promise]) -> tuple[str, tuple[Any, ...]]:
    """The same, and beside the sums of all together those of each outlet, in rows with its id."""
    inner, params = _inner(rows)
    return _ADD_UP.format(
        inner=inner,
        own="own",
        sets=", ".join((*_TOGETHER, *_EACH_OUTLET)),
        having="(GROUPING(own) = 1 OR own IS NOT NULL)",
    ), params


def _inner(rows: QuerySet[Promise]) -> tuple[str, tuple[Any, ...]]:
    names = {f"by_{by}": key for by, key in KEYS.items()} | {"own": F("outlet_id")}
    columns = ("state", "at_most_fen", "paid_fen", "quoted", "actual")
    inner = rows.annotate(**names, quoted=QUOTED, actual=ACTUAL).values(*names, *columns)
    compiled: tuple[str, tuple[Any, ...]] = inner.query.sql_with_params()
    return compiled


def add_up(rows: QuerySet[Promise] | None) -> list[Sums]:
    """These promises, added up in every way; nothing for None."""
    if rows is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement(rows))
        return [Sums(*row[1:]) for row in cursor.fetchall()]


def in_spans(spans: Iterable[Span]) -> QuerySet[Promise] | None:
    """The promises decided in any of these spans; None without a span."""
    asked = [Q(**within(span, "verdict_at")) for span in spans]
    return Promise.objects.filter(reduce(or_, asked)) if asked else None
