"""Turns the chains of one mention into readings: with its town, its successors in order, its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from yinuo.engines.places.chains import Link, gone_on
from yinuo.engines.places.facts import Candidate, Level, Names, Successor
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.letters import Plain
from yinuo.engines.places.lexicon import Form
from yinuo.engines.places.mentions import Mention
from yinuo.engines.places.towns import (
    TownFound,
    find_moved,
    find_town,
    find_town_before,
    find_towns_below,
)

_TOWN = 0.5
"""What a town adds to the weight of the county it lies in."""
_CLIPPED = Form.CLIPPED
_FORM_REASONS = {Form.FULL: "full_name", Form.SHORT: "short_name", Form.CLIPPED: "clipped_name"}


@dataclass(slots=True)
class Reading:
    """One division a mention may mean."""

    row: Row
    weight: float
    spans: tuple[tuple[int, int], ...]
    reasons: tuple[str, ...]
    end: int = 0
    """Where its own name ends in the plain text: its town may follow, and its parents, said last."""
    town: TownFound | None = None
    is_swapped: bool = False
    """Whether its parents are said after it, so that its town may be said before."""


def readings_of(
    gazetteer: Gazetteer, mention: Mention, text: str, day: date, *, towns: bool
) -> list[Reading]:
    """The readings of a mention by weight, one for each division that it comes to today.

    Without `towns` only one that the county lost is looked for: what its town alone tells isn't read.
    """
    is_first = len(mention.readings) == 1
    found: list[Reading] = []
    for link in mention.readings:
        read = [_read(link, day)]
        if towns:
            read = _with_towns(gazetteer, read[0], text, day)
        elif read[0].end < len(text):
            read = [_without_its_town(_where_it_moved(gazetteer, read[0], text, day))]
        if link.form is _CLIPPED and not _stands(link, text):
            read = [reading for reading in read if reading.town]
        found += read
    if is_first:
        return found
    found.sort(key=lambda r: (-round(r.weight, 6), -(r.row.last or day.year), r.row.code))
    unique: dict[object, Reading] = {}
    for reading in found:
        unique.setdefault(_today(gazetteer, reading.row), reading)
    return list(unique.values())


def read_row(
    gazetteer: Gazetteer, row: Row, text: str, day: date, reason: str, *, towns: bool
) -> list[Reading]:
    """A division known from outside the text, with the town the text names in it."""
    reading = Reading(row, 0.5, (), (reason,))
    return _with_towns(gazetteer, reading, text, day) if towns else [reading]


def _today(gazetteer: Gazetteer, row: Row) -> object:
    """What tells two divisions apart that come to the same ones today.

    A county-level city gone that is districts of the city of its name is that city: 临汾市 is 尧都区.
    """
    if not row.heirs:
        return frozenset((row.index,))
    heirs = frozenset(index for index, _, _ in row.heirs)
    cities = {gazetteer.rows[index].parent for index in heirs}
    namesakes = {index for index in cities if gazetteer.rows[index].name == row.name}
    return frozenset(namesakes) if len(cities) == len(namesakes) == 1 else heirs


def _stands(link: Link, text: str) -> bool:
    """Whether a clipped county name needs no town of its own: it has a parent, or is all the text."""
    return link.is_supported or link.is_seeded or link.token.end == len(text)


@lru_cache(maxsize=1 << 15)
def _read(link: Link, day: date) -> Reading:
    """The reading of a link alone; links of texts that are alike are the same."""
    parent = "under_prefix" if link.is_seeded else ""
    if link.above or link.after:
        parent = "parent_named" if link.above else "parent_behind"
    is_gone = link.row.index in gone_on(day)
    spans = tuple([(token.start, token.end) for token in link.tokens])
    reasons = _reasons(link.form, parent, link.row.bureau_code, is_gone=is_gone)
    end, is_swapped = link.token.end, bool(link.after)
    return Reading(link.row, link.weight, spans, reasons, end, is_swapped=is_swapped)


@lru_cache(maxsize=1024)
def _reasons(form: Form, parent: str, bureau_code: str, *, is_gone: bool) -> tuple[str, ...]:
    found = (
        _FORM_REASONS[form],
        parent,
        "not_in_force" if is_gone else "",
        f"bureau_code:{bureau_code}" if bureau_code else "",
    )
    return tuple(reason for reason in found if reason)


def _with_towns(gazetteer: Gazetteer, reading: Reading, text: str, day: date) -> list[Reading]:
    row = reading.row
    if row.heirs:
        town = _town_of_gone(gazetteer, row, text, reading.end)
        return [_add_town(reading, town, row) if town else reading]
    if gazetteer.is_leaf(row):
        town = find_town(row, text, reading.end)
        if town is None and reading.is_swapped:
            town = find_town_before(row, text, reading.spans[0][0])
        if town is not None and town.was is not None and day.year <= town.moved_after:
            return [_add_town(reading, replace(town, town=town.was), row)]
        if town is not None and town.home == (row.bureau_code or row.code):
            return [_add_town(reading, town, row)]
        return [_where_it_moved(gazetteer, reading, text, day)]
    below = find_towns_below(row, text, reading.end) if row.is_current else []
    narrowed = [
        _add_town(reading, town, gazetteer.rows[gazetteer.by_code[town.home]], "county_by_town")
        for town in below
    ]
    return narrowed or [reading]


def _town_of_gone(gazetteer: Gazetteer, row: Row, text: str, start: int) -> TownFound | None:
    """A town that a division gone had last, else the one town of its name among its successors'."""
    if row.level is Level.COUNTY and (town := find_town(row, text, start)):
        return town
    homes = [gazetteer.rows[index] for index, _, _ in row.heirs]
    found = [t for h in homes if gazetteer.is_leaf(h) and (t := find_town(h, text, start))]
    return found[0] if len(found) == 1 else None


def _where_it_moved(gazetteer: Gazetteer, reading: Reading, text: str, day: date) -> Reading:
    """A town that the county had, in the county that has it on the day."""
    row = reading.row
    if row.level is not Level.COUNTY or not row.is_current:
        return reading
    town = find_moved(row, text, reading.end)
    if town is None or day.year <= town.moved_after or town.home not in gazetteer.by_code:
        return reading
    home = gazetteer.rows[gazetteer.by_code[town.home]]
    return _add_town(reading, town, home, "town_moved")


def _without_its_town(reading: Reading) -> Reading:
    return replace(reading, town=None, weight=reading.weight - _TOWN) if reading.town else reading


def _add_town(reading: Reading, town: TownFound, row: Row, *more: str) -> Reading:
    reason = "town_renamed" if town.is_renamed else "town_named"
    reasons = (*reading.reasons, reason, *more)
    return Reading(row, reading.weight + _TOWN, reading.spans, reasons, reading.end, town)


def candidate(gazetteer: Gazetteer, reading: Reading, plain: Plain) -> Candidate:
    """The reading as it leaves the engine, its spans in the original text."""
    row, town = reading.row, reading.town
    names, valid_from, valid_to, successors = _facts_of(row.index)
    authority = "nbs" if row.bureau_code else "mca"
    spans = reading.spans
    if town is not None:
        names = Names(names.province, names.city, names.county, town.town.name)
        authority = "nbs" if row.bureau_code else town.town.authority
        spans = tuple(sorted((*spans, (town.start, town.end))))
        if len(successors) > 1 and row.level is Level.COUNTY:
            successors = _led_by(successors, town.home)
    return Candidate(
        row.code,
        authority,
        row.level,
        names,
        town.town.code if town else None,
        round(1 - 0.5**reading.weight, 3),
        plain.spans(spans),
        reading.reasons,
        valid_from,
        valid_to,
        successors,
    )


@cache
def _facts_of(index: int) -> tuple[Names, date | None, date | None, tuple[Successor, ...]]:
    """What is the same in every answer with this row."""
    row = load().rows[index]
    return load().names(row), row.valid_from, row.valid_to, load().successors(row)


def _led_by(successors: tuple[Successor, ...], home: str) -> tuple[Successor, ...]:
    """In the snapshot's order, but the one that holds the named town first."""
    return tuple(sorted(successors, key=lambda successor: successor.code != home))
