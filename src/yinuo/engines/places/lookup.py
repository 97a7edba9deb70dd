"""Looks divisions up by code and by dispatch zone."""

from __future__ import annotations

from datetime import date

from yinuo.engines.places.facts import Division, DivisionUnknown, Level, Successor
from yinuo.engines.places.gazetteer import MUNICIPALITIES, Gazetteer, Row, load

TOWN_HOMES = {
    "620201": "620200", "139001": "130682", "139002": "130181",
    "460321": "460302", "460322": "460303", "460323": "460302",
}  # fmt: skip
"""The bureau's codes of what the ministry numbers otherwise: 嘉峪关, 定州 and 辛集 until 2016, 三沙."""


def get_division(code: str) -> Division:
    """The division of a 6-digit code, or the town of a 9-digit one.

    A code used again belongs to the division in force, else to the last that held it. A town's point is its
    county's. A town that a list had since 2016 is known with its end and, where the lists tell, the town that
    its place lies in today. Raises DivisionUnknown for any other code.
    """
    gazetteer = load()
    if len(code) == 9:
        return _town(gazetteer, code)
    if code not in gazetteer.by_code:
        raise DivisionUnknown(code)
    return _division(gazetteer, gazetteer.rows[gazetteer.by_code[code]])


def region_of(code: str) -> str:
    """The dispatch zone of a division or town: the 6-digit code of its city.

    Where there is no city it is the county itself (counties governed by a province, as in Hainan,
    Hubei, Henan and Xinjiang). A municipality is one zone (310000 for all of Shanghai: one city, one crew
    plan). A province stands for itself. A division that is gone belongs where its first
    successor does. Raises DivisionUnknown.
    """
    gazetteer = load()
    six = TOWN_HOMES.get(code[:6], code[:6])
    if six not in gazetteer.by_code:
        raise DivisionUnknown(code)
    row = gazetteer.rows[gazetteer.by_code[six]]
    if row.heirs:
        row = gazetteer.rows[row.heirs[0][0]]
    path = [row, *gazetteer.ancestors(row)]
    if path[-1].code in MUNICIPALITIES:
        return path[-1].code
    city = next((r for r in path if r.level is Level.CITY), row)
    return city.code


def list_counties(code: str) -> tuple[Division, ...]:
    """The counties and districts in force in a city or a municipality, by code.

    Empty for a county, for a city without counties, and for a province, in which a city comes first. Raises
    DivisionUnknown.
    """
    gazetteer = load()
    if code not in gazetteer.by_code:
        raise DivisionUnknown(code)
    whole = gazetteer.rows[gazetteer.by_code[code]]
    if whole.level is not Level.CITY and code not in MUNICIPALITIES:
        return ()
    found = [
        row
        for row in gazetteer.rows
        if row.level is Level.COUNTY
        and row.is_current
        and not row.bureau_code
        and any(above.index == whole.index for above in gazetteer.ancestors(row))
    ]
    return tuple(_division(gazetteer, row) for row in sorted(found, key=lambda row: row.code))


def _division(gazetteer: Gazetteer, row: Row) -> Division:
    return Division(
        code=row.code,
        names=gazetteer.names(row),
        level=row.level,
        point=row.point,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=gazetteer.successors(row),
    )


def _town(gazetteer: Gazetteer, code: str) -> Division:
    home = TOWN_HOMES.get(code[:6], code[:6])
    if home not in gazetteer.by_code:
        raise DivisionUnknown(code)
    row = gazetteer.rows[gazetteer.by_code[home]]
    for town in gazetteer.towns(home):
        if town.code == code:
            return Division(
                code, gazetteer.names(row, town.name), Level.TOWN, row.point, None, None
            )
    return _former_town(gazetteer, row, code)


def _former_town(gazetteer: Gazetteer, row: Row, code: str) -> Division:
    found = [t for t in gazetteer.former_towns(row.code) if t.code == code]
    if not found:
        raise DivisionUnknown(code)
    # A code may have been given to two towns one after the other; the later one was the last to bear it.
    last = max(found, key=lambda town: town.last_year)
    heirs = (Successor(last.heir_town, "whole"),) if last.heir_town else ()
    ended = date(last.last_year + 1, 12, 31)
    names = gazetteer.names(row, last.name)
    return Division(code, names, Level.TOWN, row.point, None, ended, heirs)
