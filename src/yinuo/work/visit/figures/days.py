"""How cases went in a span, and their daily roll-up: each number and its list come from the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from yinuo.case.figures import (
    Periods,
    Rollup,
    Span,
    disputed_cases,
    done_cases,
    opened_cases,
)
from yinuo.work.visit.models import Figure, FigureMark

from .came_again import again


@dataclass(frozen=True, slots=True)
class CaseTally:
    """Cases opened in a span and those of them that repeat an earlier one, cases disputed in it, cases done
    in it and those of them for which somebody had to come again."""

    opened: int = 0
    repeats: int = 0
    disputed: int = 0
    done: int = 0
    came_again: int = 0

    def __add__(self, other: CaseTally) -> CaseTally:
        """Both together."""
        return CaseTally(
            *(one + two for one, two in zip(astuple(self), astuple(other), strict=True))
        )


_NAMES = CaseTally.__slots__
_COUNTED = f"counted (outlet_id, {', '.join(_NAMES)})"
_SUMS = ", ".join(f"coalesce(sum({name}), 0)::bigint AS {name}" for name in _NAMES)


def tally_cases(span: Span) -> CaseTally:
    """How many cases were opened, repeated, disputed and done in a span, and where one visit wasn't enough.

    The days that are added up already are read so, the others from their cases.
    """
    periods, rest = CASE_DAYS.read(span)
    return sum((count_cases(part) for part in rest), _read(periods))


def count_cases(span: Span) -> CaseTally:
    """The same from the cases themselves."""
    if span.outlet_ids is not None and not span.outlet_ids:
        return CaseTally()
    inner, params = _counted(span)
    return _one(f"SELECT {_SUMS} FROM ({inner}) AS {_COUNTED}", params)  # noqa: S608 - our own names


def _read(periods: Periods) -> CaseTally:
    where, params = periods.where()
    return _one(f"SELECT {_SUMS} FROM visit_figure WHERE {where}", params)  # noqa: S608 - our own names


def _add_up(span: Span) -> tuple[str, list[Any]]:
    inner, params = _counted(span)
    sql = f"""
SELECT outlet_id, {_SUMS} FROM ({inner}) AS {_COUNTED} GROUP BY GROUPING SETS ((), (outlet_id))
HAVING (GROUPING(outlet_id) = 1 OR outlet_id IS NOT NULL) AND count(*) > 0
"""  # noqa: S608 - our own names
    return sql, params


def _counted(span: Span) -> tuple[str, list[Any]]:
    """A row for each case opened, disputed and done in a span, with ones where it counts."""
    follows = _one_if(follows_id__isnull=False)
    came_again = Coalesce(Case(When(again(), then=Value(1))), Value(0), output_field=IntegerField())
    parts = (
        _ones(opened_cases(span), opened=Value(1), repeats=follows),
        _ones(disputed_cases(span), disputed=Value(1)),
        _ones(done_cases(span), done=Value(1), came_again=came_again),
    )
    compiled = [part.query.sql_with_params() for part in parts]
    params = [param for _sql, some in compiled for param in some]
    return " UNION ALL ".join(f"({sql})" for sql, _params in compiled), params


def _ones(rows: QuerySet[Any], **counted: Any) -> QuerySet[Any, Any]:
    nothing = Value(0, output_field=IntegerField())
    every = {name: counted.get(name, nothing) for name in _NAMES}
    named = {f"n_{name}": value for name, value in every.items()}
    ones: QuerySet[Any, Any] = rows.annotate(**named).values_list("outlet_id", *named)
    return ones


def _one_if(**condition: Any) -> Case:
    return Case(When(**condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _one(sql: str, params: Iterable[Any]) -> CaseTally:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        return CaseTally(*cursor.fetchone())


_DAYS = """
SELECT (opened_at AT TIME ZONE interval '8 hours')::date FROM case_case
UNION SELECT (disputed_at AT TIME ZONE interval '8 hours')::date FROM case_case
UNION SELECT (closed_at AT TIME ZONE interval '8 hours')::date FROM case_case
"""
CASE_DAYS = Rollup(
    name="visit.figures",
    figure=Figure,
    mark=FigureMark,
    keys=(),
    sums=tuple(_NAMES),
    add_up=_add_up,
    days=_DAYS,
)
