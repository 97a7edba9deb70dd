"""What the readings of an address offer to choose from: a place, or the districts of a city."""

from __future__ import annotations

from dataclasses import replace

from yinuo.engines import places

from .facts import PlaceChoice


def is_exact(candidate: places.Candidate) -> bool:
    """Whether a reading names a county, a district or a town; a zone across districts is none."""
    return candidate.level in (places.Level.COUNTY, places.Level.TOWN) and candidate.is_territory


def codes_of(candidate: places.Candidate) -> frozenset[str]:
    """The choices that mean a reading itself; where it is gone, also those that were asked to follow it."""
    if not is_exact(candidate) and not _is_whole(candidate):
        return frozenset()
    followers = (successor.code for successor in candidate.successors)
    return frozenset((_choice(candidate).code, *followers))


def choices_of(
    candidate: places.Candidate, *, is_conflict: bool = False
) -> tuple[PlaceChoice, ...]:
    """What to choose from for one reading: itself or what it became, else its districts.

    Of readings that contradict each other each choice says which part of the address it goes by.
    """
    if not is_exact(candidate) and not _is_whole(candidate):
        found = districts_of(candidate)
    elif candidate.successors:
        return successors_of(candidate)
    else:
        found = (_choice(candidate),)
    reading = own_name(candidate.names) if is_conflict else ""
    return tuple(replace(choice, reading=reading) for choice in found)


def successors_of(candidate: places.Candidate) -> tuple[PlaceChoice, ...]:
    """What a division that is gone became, each with its towns that are known to have gone there."""
    gone = own_name(candidate.names)
    return tuple(
        replace(choice_of(successor.code), reading=gone, towns=successor.towns)
        for successor in candidate.successors
    )


def _is_whole(candidate: places.Candidate) -> bool:
    """Whether it is a city without districts."""
    return candidate.level is places.Level.CITY and not districts_of(candidate)


def districts_of(candidate: places.Candidate) -> tuple[PlaceChoice, ...]:
    """The districts and counties of a city that was named without one; empty for anything else."""
    if is_exact(candidate):
        return ()
    counties = places.list_counties(candidate.code)
    return tuple(choice_of(county.code) for county in counties)


def _choice(candidate: places.Candidate) -> PlaceChoice:
    names = candidate.names
    return PlaceChoice(candidate.town or candidate.code, _whole_name(names), own_name(names))


def choice_of(code: str) -> PlaceChoice:
    """A division or town by its code, as something to choose."""
    names = places.get_division(code).names
    return PlaceChoice(code, _whole_name(names), own_name(names))


def full_name(code: str) -> str:
    """A division's name from the province down."""
    return _whole_name(places.get_division(code).names)


def own_name(names: places.Names) -> str:
    """The name of the lowest level alone."""
    return names.town or names.county or names.city or names.province


def _whole_name(names: places.Names) -> str:
    return f"{names.province}{names.city}{names.county}{names.town}"
