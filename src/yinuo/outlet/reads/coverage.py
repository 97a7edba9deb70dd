"""Who serves a place: by its division, its town, an area drawn by hand; and where a point lies."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from shapely import from_wkb

from yinuo.base.local_time import ZONE, local_date
from yinuo.base.point import Point, distance_m
from yinuo.engines import places
from yinuo.outlet import rules
from yinuo.outlet.facts import Coverage, CoverageStatus, OutletFacts
from yinuo.outlet.models import Border, DrawnArea, ServiceArea

from .kept import kept
from .place import authorised, get_outlet, to_facts

DRAWN_RADIUS_M = 100.0
"""Metres: what a device, a map or an earlier visit tells of a door; a town's or a county's seat doesn't."""


def find_coverage(
    company_id: UUID,
    division_code: str,
    town_code: str | None,
    point: Point | None,
    at: datetime,
    radius_m: float | None = None,
) -> Coverage:
    """Who of a company serves a place at an instant, or else the nearest outlet.

    `division_code` is a current 6-digit code, `town_code` the 9-digit one or None, `point` the
    customer's point if there is one; without it the division's own point measures the distance.
    `radius_m` is how far from the point the door may be: an area drawn by hand counts where that is
    known to DRAWN_RADIUS_M, since a county's seat tells nothing of a street. Only outlets with a valid
    authorisation count (AR-05).
    """
    day = local_date(at)
    around = point or _point_of(division_code)
    candidates = _areas(company_id, division_code, day)
    covering = rules.areas_that_cover(candidates, division_code, town_code)
    if point is not None and radius_m is not None and radius_m <= DRAWN_RADIUS_M:
        covering += drawn_areas_at(company_id, point, day)
    if covering:
        outlets = rules.order_outlets(covering, around, at.astimezone(ZONE).time())
        metres = distance_m(outlets[0].point, around) if around else None
        return Coverage(CoverageStatus.COVERED, outlets, outlets[0], metres)
    nearest, metres = _nearest(company_id, around, day)
    towns = {area.town_code for area in candidates if area.division_code == division_code}
    served = tuple(sorted(town for town in towns if town))
    return Coverage(CoverageStatus.NOT_COVERED, (), nearest, metres, served)


def drawn_areas_at(company_id: UUID, point: Point, day: date) -> tuple[rules.AreaRow, ...]:
    """The areas drawn by hand that hold a point, of outlets authorised on the day."""
    index, rows = _drawn_areas(company_id, day)
    return tuple(rows[int(number)] for number in index.codes_at(point))


@kept
def _drawn_areas(company_id: UUID, day: date) -> tuple[places.Borders, tuple[rules.AreaRow, ...]]:
    """All of them with an index by their place in the list."""
    drawn = DrawnArea.objects.filter(outlet__in=authorised(company_id, day))
    rows = list(drawn.select_related("outlet").order_by("outlet__code", "name"))
    facts = {outlet.id: outlet for outlet in to_facts(row.outlet for row in rows)}
    index = places.Borders((str(n), from_wkb(bytes(row.shape))) for n, row in enumerate(rows))
    areas = tuple(
        rules.AreaRow(facts[row.outlet_id], "", None, row.priority, row.open_from, row.open_to)
        for row in rows
    )
    return index, areas


@kept
def get_borders() -> places.Borders:
    """The borders of divisions and towns that were brought; the ground is the same for every company."""
    rows = Border.objects.order_by("created_at").values_list("code", "shape")
    return places.Borders((code, from_wkb(bytes(shape))) for code, shape in dict(rows).items())


def locate(point: Point) -> places.Located | None:
    """The division of a point: exact where its border was brought, else an estimate; None far from any."""
    return places.locate(point, get_borders())


@kept
def _areas(company_id: UUID, division_code: str, day: date) -> tuple[rules.AreaRow, ...]:
    """The areas that may hold a division: its own and its city's, of outlets authorised on the day."""
    areas = ServiceArea.objects.filter(
        outlet__in=authorised(company_id, day),
        division_code__in={division_code, rules.city_code_of(division_code)},
    )
    rows = list(areas.select_related("outlet"))
    facts = {outlet.id: outlet for outlet in to_facts(row.outlet for row in rows)}
    return tuple(
        rules.AreaRow(
            facts[row.outlet_id],
            row.division_code,
            row.town_code,
            row.priority,
            row.open_from,
            row.open_to,
        )
        for row in rows
    )


def _nearest(
    company_id: UUID, point: Point | None, day: date
) -> tuple[OutletFacts | None, float | None]:
    """Coordinates of all outlets are compared; only the nearest is read whole."""
    if point is None:
        return None, None
    rows = authorised(company_id, day).values_list("id", "lat", "lng").order_by("code")
    ranked = [(distance_m(Point(lat, lng), point), id) for id, lat, lng in rows]
    if not ranked:
        return None, None
    metres, outlet_id = min(ranked, key=lambda pair: pair[0])
    return get_outlet(outlet_id), metres


def _point_of(division_code: str) -> Point | None:
    try:
        return places.get_division(division_code).point
    except places.DivisionUnknown:
        return None
