"""The daily roll-up of promises: those decided in a day or a month, of all and of each outlet."""

from __future__ import annotations

from typing import Any

from django.db import connection

from yinuo.case.figures import Periods, Rollup, Span
from yinuo.promise.facts import PromiseKind
from yinuo.promise.models import Figure, FigureMark

from .decided import decided
from .sums import KEYED_BY, SUMMED, Sums, statement_of_each
from .tally import By

_SUMS = ", ".join(f"sum({name})::bigint" for name in SUMMED)
_READ = f"SELECT kind, by, key, {_SUMS} FROM promise_figure WHERE {{where}} GROUP BY kind, by, key"  # noqa: S608
_BY_OUTLET = f"""
UNION ALL SELECT kind, '{By.OUTLET}', outlet_id::text, {_SUMS} FROM promise_figure
WHERE {{where}} AND kind = '{PromiseKind.ARRIVE}' AND by = '' GROUP BY kind, outlet_id
"""  # noqa: S608 - the names are this module's own


def _add_up(span: Span) -> tuple[str, tuple[Any, ...]]:
    return statement_of_each(decided(span, {}))


PROMISE_DAYS = Rollup(
    name="promise.figures",
    figure=Figure,
    mark=FigureMark,
    keys=KEYED_BY,
    sums=SUMMED,
    add_up=_add_up,
    days="SELECT DISTINCT (verdict_at AT TIME ZONE interval '8 hours')::date FROM promise_promise",
)


def read_days(span: Span) -> tuple[list[Sums], list[Span]]:
    """What is added up already of a span, and the spans that aren't."""
    periods, rest = PROMISE_DAYS.read(span)
    return _read(periods), rest


def _read(periods: Periods) -> list[Sums]:
    """The whole company's figures by outlet stand with them; those of some outlets are these outlets' own."""
    where, params = periods.where()
    sql = _READ.format(where=where)
    if periods.outlet_ids is not None:
        sql, params = sql + _BY_OUTLET.format(where=where), [*params, *params]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Sums(*row) for row in cursor.fetchall()]
