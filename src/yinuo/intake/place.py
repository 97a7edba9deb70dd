"""From a typed address to a division, a point and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts
from yinuo.engines import places
from yinuo.engines import rulebook as rulebooks
from yinuo.engines.rulebook import CaseKind
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.people.facts import PointSource
from yinuo.people.reads import find_visited_address
from yinuo.people.rules import COARSE_RADIUS_M, coarse
from yinuo.work.dispatch.facts import Need

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report is about. `division_code` has 6 digits and is in force."""

    division_code: str
    town_code: str | None
    point: Point
    radius_m: int
    source: PointSource


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why no place was found: to be asked back with these choices, or unknown."""

    kind: AnswerKind
    choices: tuple[PlaceChoice, ...] = ()


def find_place(report: FaultReport) -> Place | Unclear:
    """The place of a report, or what to ask.

    Two readings of a text, two places in it, or a text that contradicts the choice made are asked back; a
    choice among those that were asked decides. A division that is gone is followed to its successor, and
    asked where there are several.
    """
    resolution = _resolve(report)
    found = [
        c for c in resolution.candidates if c.level in (places.Level.COUNTY, places.Level.TOWN)
    ]
    if resolution.status in (places.Status.RESOLVED, places.Status.SPECIAL) and found:
        return _follow(report, found[0])
    chosen = [candidate for candidate in found if _choice(candidate).code == report.division]
    if chosen:
        return _follow(report, chosen[0])
    if found and resolution.status != places.Status.NONE:
        return Unclear(AnswerKind.ASKS_PLACE, tuple(map(_choice, found)))
    return Unclear(AnswerKind.PLACE_UNKNOWN)


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


def _resolve(report: FaultReport) -> places.Resolution:
    if report.division:
        try:
            return places.resolve(report.address, prefix=report.division)
        except places.DivisionUnknown:
            pass  # a made-up choice: the text alone counts
    return places.resolve(report.address)


def _follow(report: FaultReport, candidate: places.Candidate) -> Place | Unclear:
    """The division in force that the reading means."""
    if candidate.valid_to is None or not candidate.successors:
        return _located(report, candidate.code, candidate.town)
    whole = [s for s in candidate.successors if s.share == "whole"]
    if len(candidate.successors) == 1 or len(whole) == 1:
        return _located(report, (whole or list(candidate.successors))[0].code, None)
    chosen = [s for s in candidate.successors if s.code == report.division]
    if chosen:
        return _located(report, chosen[0].code, None)
    codes = [successor.code for successor in candidate.successors]
    return Unclear(AnswerKind.ASKS_PLACE, tuple(PlaceChoice(c, full_name(c)) for c in codes))


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


def _located(report: FaultReport, code: str, town: str | None) -> Place | Unclear:
    """The best point there is: device, map, an earlier visit to this door, the town, the county."""
    if report.point is not None and report.point_source in (PointSource.DEVICE, PointSource.MAP):
        radius = RADIUS_M[report.point_source]
        return Place(code, town, report.point, radius, report.point_source)
    visited = find_visited_address(code, report.address)
    if visited is not None:
        return Place(code, town, visited.point, RADIUS_M[PointSource.VISIT], PointSource.VISIT)
    if town is not None and (point := places.get_division(town).point) is not None:
        return Place(code, town, point, RADIUS_M[PointSource.TOWN], PointSource.TOWN)
    county = places.get_division(code)
    if county.point is None:
        return Unclear(AnswerKind.PLACE_UNKNOWN)
    is_district = county.names.county.endswith("区")
    radius = DISTRICT_RADIUS_M if is_district else COUNTY_RADIUS_M
    return Place(code, town, county.point, radius, PointSource.COUNTY)


def _choice(candidate: places.Candidate) -> PlaceChoice:
    code = candidate.town or candidate.code
    names = candidate.names
    return PlaceChoice(code, f"{names.province}{names.city}{names.county}{names.town}")


def full_name(code: str) -> str:
    """A division's name from the province down."""
    names = places.get_division(code).names
    return f"{names.province}{names.city}{names.county}{names.town}"
