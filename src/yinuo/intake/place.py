"""From a typed address to a division, a point and how sure we are of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from yinuo.base.point import Point, distance_m
from yinuo.case.facts import CaseFacts
from yinuo.engines import places
from yinuo.engines import rulebook as rulebooks
from yinuo.engines.rulebook import CaseKind
from yinuo.outlet.facts import Coverage
from yinuo.outlet.reads import find_coverage, get_borders, get_rulebook_by_id, locate
from yinuo.people.facts import AddressFacts, PointSource
from yinuo.people.reads import find_visited_address
from yinuo.people.rules import COARSE_RADIUS_M, coarse
from yinuo.work.dispatch.facts import Need

from .choices import choice_of, choices_of, codes_of, districts_of, is_exact, successors_of
from .facts import AnswerKind, FaultReport, PlaceChoice

# How far the door may lie from the point, in metres, by where the point comes from. The first three are
# what the devices and the map say of themselves; town and county are the usual extent of a built-up
# area around its seat, a district being denser than a county.
RADIUS_M = {
    PointSource.DEVICE: 30,
    PointSource.MAP: 50,
    PointSource.VISIT: 20,
    PointSource.TOWN: 2000,
}
DISTRICT_RADIUS_M = 4000
COUNTY_RADIUS_M = 8000
# How far from its division's seat a position of the device or the map may lie and still be the address's.
# There are no borders in the data, only seats: nineteen of twenty districts have the seat of another division
# within 35.3 km, nineteen of twenty counties within 72.5 km, and beyond that it is another one's land.
DISTRICT_REACH_M = 35_000
COUNTY_REACH_M = 75_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is about. `division_code` has 6 digits and is in force; `is_position_elsewhere` says
    that the report had a position which doesn't lie there and wasn't used."""

    division_code: str
    town_code: str | None
    point: Point
    radius_m: int
    source: PointSource
    is_position_elsewhere: bool = False


NOWHERE = Place("100000", None, Point(35.86, 104.19), 3_000_000, PointSource.COUNTY)
"""Of a wish to be called that names no place: the country's own code (GB/T 2260), and its middle."""


Visited = Callable[[str, str], AddressFacts | None]
"""What tells, of a division and an address in it, where an earlier visit found the door."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why no place was found: to be asked back with these choices, or unknown."""

    kind: AnswerKind
    choices: tuple[PlaceChoice, ...] = ()
    is_conflict: bool = False
    is_by_position: bool = False


def find_place(
    report: FaultReport,
    *,
    visited: Visited = find_visited_address,
) -> Place | Unclear:
    """The place of a report, or what to ask; `visited` knows the doors that earlier visits found.

    The address that is sent decides. Two readings of it, two places in it, or a city without its district
    are asked back, and a choice counts only among what this address gives: one left over from another
    address is worth nothing. Where it names no place the position tells one, which is asked about. A
    division that is gone is followed to its successor, and asked where there are several.
    """
    resolution = places.resolve(report.address)
    if not resolution.candidates and has_position(report):
        return _by_position(report, visited)
    if resolution.status in (places.Status.RESOLVED, places.Status.SPECIAL):
        first = resolution.candidates[0]
        if first.is_territory:
            return _follow(report, first, visited)
    for candidate in resolution.candidates:
        if report.division in codes_of(candidate):
            return _follow(report, candidate, visited)
        if report.division in {choice.code for choice in districts_of(candidate)}:
            return _located(report, report.division, _town_inside(report), visited)
    is_conflict = resolution.status is places.Status.CONFLICT
    named = {
        choice.code: choice
        for candidate in reversed(resolution.candidates)
        for choice in reversed(choices_of(candidate, is_conflict=is_conflict))
    }
    choices = tuple(reversed(named.values()))
    if any(is_exact(candidate) for candidate in resolution.candidates):
        return Unclear(AnswerKind.ASKS_PLACE, choices, is_conflict)
    known = AnswerKind.ASKS_DISTRICT if resolution.candidates else AnswerKind.PLACE_UNKNOWN
    return Unclear(known, choices)


def need_of(fault: rulebooks.FaultRule, kind: CaseKind, place: Place, region: str) -> Need:
    """What a fault at a place needs of its dispatch zone."""
    return Need(
        region=region,
        case_kind=kind.value,
        point=place.point,
        radius_m=place.radius_m,
        skills=frozenset(fault.skills),
        crew=fault.crew,
        service_minutes=max(1, fault.minutes_expected),
    )


def coverage_of(place: Place, company_id: UUID, now: datetime) -> Coverage:
    """Who of a company serves a place now, areas drawn by hand included."""
    division, town = place.division_code, place.town_code
    return find_coverage(company_id, division, town, place.point, now, place.radius_m)


def has_position(report: FaultReport) -> bool:
    """Whether a report comes with a position of the device or the map."""
    known = (PointSource.DEVICE, PointSource.MAP)
    return report.point is not None and report.point_source in known


def _by_position(report: FaultReport, visited: Visited) -> Place | Unclear:
    """The division that a position lies in, once the customer has said that it is the right one."""
    found = locate(report.point) if report.point is not None else None
    if found is None:
        return Unclear(AnswerKind.PLACE_UNKNOWN)
    codes = [found.town or found.code, *([found.other] if found.other else [])]
    if report.division in codes:
        town = report.division if len(report.division) == 9 else None
        return _located(report, report.division[:6], town, visited)
    choices = tuple(choice_of(code) for code in codes)
    return Unclear(AnswerKind.ASKS_PLACE, choices, is_by_position=True)


def _town_inside(report: FaultReport) -> str | None:
    """The town that an address names in the district that was chosen for it, if any."""
    inside = places.resolve(report.address, prefix=report.division).candidates
    return next((reading.town for reading in inside if reading.code == report.division), None)


def _follow(report: FaultReport, candidate: places.Candidate, visited: Visited) -> Place | Unclear:
    """The division in force that the reading means."""
    if candidate.valid_to is None or not candidate.successors:
        return _located(report, candidate.code, candidate.town, visited)
    whole = [s for s in candidate.successors if s.share == "whole"]
    if len(candidate.successors) == 1 or len(whole) == 1:
        return _located(report, (whole or list(candidate.successors))[0].code, None, visited)
    chosen = [s for s in candidate.successors if s.code == report.division]
    if chosen:
        return _located(report, chosen[0].code, None, visited)
    return Unclear(AnswerKind.ASKS_PLACE, successors_of(candidate))


def without_position(report: FaultReport, place: Place) -> Place:
    """What is known of a report's place but for the device's position: that is for its case alone (PD-05)."""
    if place.source is not PointSource.DEVICE:
        return place
    found = _located(replace(report, point=None), place.division_code, place.town_code)
    if isinstance(found, Place):
        return found
    point, radius_m = coarse(place.point), COARSE_RADIUS_M
    return Place(place.division_code, place.town_code, point, radius_m, PointSource.COUNTY)


def place_of(case: CaseFacts) -> Place:
    """Where a case is, as it was found when it was opened."""
    radius_m = round(case.radius_m)
    return Place(case.division_code, case.town_code, case.point, radius_m, case.point_source)


def need_of_case(case: CaseFacts) -> Need:
    """What a case needs of its dispatch zone, by its own rulebook."""
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    return need_of(fault, case.kind, place_of(case), case.region)


def _located(
    report: FaultReport,
    code: str,
    town: str | None,
    visited: Visited = find_visited_address,
) -> Place | Unclear:
    """The best point there is: device, map, an earlier visit to this door, the town, the county."""
    if report.point is not None and report.point_source and has_position(report):
        if _is_near(report.point, places.get_division(code)):
            radius = RADIUS_M[report.point_source]
            return Place(code, town, report.point, radius, report.point_source)
        # Reported for a parent's home, or an error of the device: where the address is counts.
        known = _located(replace(report, point=None), code, town, visited)
        return replace(known, is_position_elsewhere=True) if isinstance(known, Place) else known
    door = visited(code, report.address)
    if door is not None:
        return Place(code, town, door.point, RADIUS_M[PointSource.VISIT], PointSource.VISIT)
    if town is not None and (point := places.get_division(town).point) is not None:
        return Place(code, town, point, RADIUS_M[PointSource.TOWN], PointSource.TOWN)
    county = places.get_division(code)
    if county.point is None:
        return Unclear(AnswerKind.PLACE_UNKNOWN)
    radius = DISTRICT_RADIUS_M if _is_district(county) else COUNTY_RADIUS_M
    return Place(code, town, county.point, radius, PointSource.COUNTY)


def _is_near(point: Point, division: places.Division) -> bool:
    """Whether a position may be that of an address there: exactly so where the division's border is known,
    else by its seat; never where no source tells that."""
    borders = get_borders()
    if borders.knows(division.code):
        return borders.is_inside(point, division.code)
    reach_m = DISTRICT_REACH_M if _is_district(division) else COUNTY_REACH_M
    return division.point is not None and distance_m(point, division.point) <= reach_m


def _is_district(division: places.Division) -> bool:
    return division.names.county.endswith("区")
