"""Features of a GeoJSON file as borders of divisions, or as areas drawn by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from shapely import to_wkb

from yinuo.base.point import Point
from yinuo.engines import places
from yinuo.outlet.merge import Identity, Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Border, DrawnArea
from yinuo.outlet.sheets import Refused, Row, cells

from .known import Scope
from .naming import by_code


def compare_borders(
    scope: Scope, shapes: Sequence[places.Shape], *, code_property: str, source: str
) -> Merge:
    """Borders by code: six digits of a division in force, or nine of a town."""

    def wanted(row: Row) -> Wanted:
        shape = _whole(row)
        code = shape.properties.get(code_property, "")
        if not code.isdecimal() or len(code) not in (6, 9):
            raise Refused(
                f"属性“{code_property}”里要有 6 位区划代码或 9 位乡镇代码",
                f"the property \"{code_property}\" must hold a division's 6 digits or a town's 9",
            )
        if len(code) == 9:
            _check_town(code)
        else:
            by_code(code)
        fixed = {"company_id": scope.company_id, "code": code}
        return Wanted((code,), fixed, {"shape": to_wkb(shape.geometry), "source": source})

    stored = by_identity(Border.objects.filter(company_id=scope.company_id), "code")
    return merge(Target(Border, stored, _once(wanted)), _rows(shapes), scope.now)


def compare_drawn_areas(scope: Scope, shapes: Sequence[places.Shape]) -> Merge:
    """Areas by outlet and name; each in the outlet's own dispatch zone, since jobs are given zone by zone."""

    def wanted(row: Row) -> Wanted:
        shape = _whole(row)
        outlet = scope.outlet(shape.properties.get("outlet", ""))
        middle = shape.geometry.representative_point() if shape.geometry else None
        found = middle and places.locate(Point(middle.y, middle.x))
        if not found or places.region_of(found.code) != outlet.region:
            raise Refused(
                f"图形不在网点 {outlet.code} 的派单区里",
                f"the shape isn't in the dispatch zone of outlet {outlet.code}",
            )
        name = cells.words(80)(shape.properties.get("name") or str(shape.number))
        values = {"shape": to_wkb(shape.geometry), **_terms(shape)}
        return Wanted((outlet.id, name), {"outlet": outlet, "name": name}, values)

    rows_there = DrawnArea.objects.filter(outlet__company_id=scope.company_id)
    stored = by_identity(rows_there, "outlet_id", "name")
    return merge(Target(DrawnArea, stored, _once(wanted)), _rows(shapes), scope.now)


def _once(wanted: Callable[[Row], Wanted]) -> Callable[[Row], Wanted]:
    """Refuses a shape whose like was in the file before."""
    first: dict[Identity, int] = {}

    def wanted_once(row: Row) -> Wanted:
        want = wanted(row)
        number = first.setdefault(want.identity, row.number)
        if number != row.number:
            raise Refused(f"和第 {number} 个图形重复", f"is a double of shape {number}")
        return want

    return wanted_once


def _rows(shapes: Sequence[places.Shape]) -> list[Row]:
    return [Row(shape.number, {"shape": shape}) for shape in shapes]


def _whole(row: Row) -> places.Shape:
    shape: places.Shape = row["shape"]
    if shape.geometry is None:
        raise Refused(shape.fault_zh, shape.fault_en)
    return shape


def _check_town(code: str) -> None:
    try:
        places.get_division(code)
    except places.DivisionUnknown:
        raise Refused(f"没有乡镇代码 {code}", f"there is no town {code}") from None


def _terms(shape: places.Shape) -> dict[str, Any]:
    texts = shape.properties
    hours: list[time | None] = [
        cells.hour(texts[name]) if texts.get(name) else None for name in ("open_from", "open_to")
    ]
    if (hours[0] is None) != (hours[1] is None):
        raise Refused("服务时间要有起有止", "hours need both a beginning and an end")
    priority = cells.whole(1, 99)(texts.get("priority") or "1")
    return {"priority": priority, "open_from": hours[0], "open_to": hours[1]}
