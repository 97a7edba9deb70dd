"""Reads the catalogue of faults."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .facts import CallFirst, FaultRule, Ownership, Text
from .section import Section
from .words import CaseKind, Level, OwnerKind, Urgency

_FAULT_ID = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
_PUBLIC_NUMBER = re.compile(r"1[0-9]{2}")
_WORD = re.compile(r"\S{1,12}")
_MOST_CREW = 4
_MOST_MINUTES = 24 * 60
_NEED_NOBODY = frozenset({CaseKind.QUESTION, CaseKind.CALL_BACK})


def read_catalogue(sections: Sequence[Section], ownership: Ownership) -> tuple[FaultRule, ...]:
    """The faults, each id once."""
    faults = []
    taken: set[str] = set()
    for section in sections:
        fault = _read_fault(section, ownership)
        if fault.id in taken:
            section.fault("id", f"{fault.id} 出现了两次", f"{fault.id} occurs twice")
        taken.add(fault.id)
        faults.append(fault)
    return tuple(faults)


def _read_fault(section: Section, ownership: Ownership) -> FaultRule:
    kind = section.choice("kind", CaseKind)
    level = section.choice("level", Level)
    crew, crew_max, minutes = _read_work(section, kind)
    fault = FaultRule(
        id=section.code("id", _FAULT_ID, "SF-01"),
        kind=kind,
        kind_if_shut=section.choice("kind_if_shut", CaseKind)
        if section.has("kind_if_shut")
        else None,
        name=section.both("name"),
        says=section.both("says"),
        words=section.codes("words", _WORD) if section.has("words") else (),
        level=level,
        level_if_shut=_read_level_if_shut(section, level),
        level_if_owner=_read_level_if_owner(section),
        ownership=ownership,
        crew=crew,
        crew_max=crew_max,
        skills=section.codes("skills") if kind not in _NEED_NOBODY else (),
        minutes_min=minutes[0],
        minutes_max=minutes[1],
        urgency=section.choice("urgency", Urgency),
        self_help=_read_self_help(section),
        tariff=section.codes("tariff") if section.has("tariff") else (),
        call_first=_read_call_first(section),
    )
    section.done()
    return fault


def _read_work(section: Section, kind: CaseKind) -> tuple[int, int, tuple[int, int]]:
    """Crew, largest crew and the range of minutes on site; nothing where nobody needs to come."""
    if kind in _NEED_NOBODY:
        return 0, 0, (0, 0)
    crew = section.whole("crew", 1, _MOST_CREW)
    crew_max = section.whole("crew_max", 1, _MOST_CREW) if section.has("crew_max") else crew
    if crew_max < crew:
        section.fault("crew_max", "不能少于 crew", "must not be less than crew")
    return crew, crew_max, _read_minutes(section)


def _read_minutes(section: Section) -> tuple[int, int]:
    inner = section.section("minutes")
    least, most = inner.whole("min", 1, _MOST_MINUTES), inner.whole("max", 1, _MOST_MINUTES)
    inner.done()
    if most < least:
        section.fault("minutes", "max 不能小于 min", "max must not be less than min")
    return least, most


def _read_level_if_shut(section: Section, level: Level) -> Level | None:
    if not section.has("level_if_shut"):
        return None
    if_shut = section.choice("level_if_shut", Level)
    if if_shut <= level:
        section.fault("level_if_shut", "必须高于 level", "must be higher than level")
    return if_shut


def _read_level_if_owner(section: Section) -> dict[OwnerKind, Level]:
    levels = section.mapping_of("level_if_owner", OwnerKind, Level)
    return {owner: Level(level) for owner, level in levels.items()}


def _read_self_help(section: Section) -> Text | None:
    return section.both("self_help") if section.has("self_help") else None


def _read_call_first(section: Section) -> CallFirst | None:
    if not section.has("call_first"):
        return None
    inner = section.section("call_first")
    call = CallFirst(inner.codes("numbers", _PUBLIC_NUMBER), inner.both("say"))
    inner.done()
    return call
