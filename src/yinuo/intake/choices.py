"""What the readings of an address offer to choose from: a place, or the districts of a city."""

from __future__ import annotations

from yinuo.engines import places

from .facts import PlaceChoice


def is_exact(candidate: places.Candidate) -> bool:
    """Whether a reading names a county, a district or a town."""
    return candidate.level in (places.Level.COUNTY, places.Level.TOWN)


def codes_of(candidate: places.Candidate) -> frozenset[str]:
    """The choices that mean a reading itself; where it is gone, also those that were asked to follow it."""
    if not is_exact(candidate) and not _is_whole(candidate):
        return frozenset()
    followers = (successor.code for successor in candidate.successors)
    return frozenset((_choice(candidate).code, *followers))


def choices_of(candidate: places.Candidate) -> tuple[PlaceChoice, ...]:
    """What to choose from for one reading: itself where it is exact enough, else its districts."""
    if is_exact(candidate) or _is_whole(candidate):
        return (_choice(candidate),)
    return districts_of(candidate)


def _is_whole(candidate: places.Candidate) -> bool:
    """Whether it is a city without districts."""
    return candidate.level is places.Level.CITY and not districts_of(candidate)


def districts_of(candidate: places.Candidate) -> tuple[PlaceChoice, ...]:
    """The districts and counties of a city that was named without one; empty for anything else."""
    if is_exact(candidate):
        return ()
    counties = places.list_counties(candidate.code)
    return tuple(PlaceChoice(county.code, full_name(county.code)) for county in counties)


def _choice(candidate: places.Candidate) -> PlaceChoice:
    code = candidate.town or candidate.code
    names = candidate.names
    return PlaceChoice(code, f"{names.province}{names.city}{names.county}{names.town}")


def full_name(code: str) -> str:
    """A division's name from the province down."""
    names = places.get_division(code).names
    return f"{names.province}{names.city}{names.county}{names.town}"
