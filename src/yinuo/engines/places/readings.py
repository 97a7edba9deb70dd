"""Turns the chains of one mention into readings: with its town, its successors in order, its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from yinuo.engines.places.chains import Link
from yinuo.engines.places.facts import Candidate, Level, Successor
from yinuo.engines.places.gazetteer import Gazetteer, Row
from yinuo.engines.places.letters import Plain
from yinuo.engines.places.lexicon import Form
from yinuo.engines.places.mentions import Mention
from yinuo.engines.places.towns import TownFound, find_town, find_towns_below

_TOWN = 0.5
"""What a town adds to the weight of the county it lies in."""
_FORM_REASONS = {Form.FULL: "full_name", Form.SHORT: "short_name", Form.CLIPPED: "clipped_name"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One division a mention may mean."""

    row: Row
    weight: float
    spans: tuple[tuple[int, int], ...]
    reasons: tuple[str, ...]
    town: TownFound | None = None

    @property
    def end(self) -> int:
        """Where its last name ends in the plain text."""
        return self.town.end if self.town else max((end for _, end in self.spans), default=0)


def readings_of(gazetteer: Gazetteer, mention: Mention, text: str, day: date) -> list[Reading]:
    """The readings of a mention by weight, one for each division that it comes to today."""
    found = [
        reading
        for link in mention.readings
        for reading in _with_towns(gazetteer, _read(link, day), text)
        if not _is_bare(link) or reading.town or link.token.end == len(text)
    ]
    found.sort(key=lambda r: (-round(r.weight, 6), -(r.row.last or day.year), r.row.code))
    unique: dict[frozenset[int], Reading] = {}
    for reading in found:
        today = frozenset(index for index, _, _ in reading.row.heirs)
        unique.setdefault(today or frozenset([reading.row.index]), reading)
    return list(unique.values())


def read_row(gazetteer: Gazetteer, row: Row, text: str, reason: str) -> list[Reading]:
    """A division known from outside the text, with the town the text names in it."""
    return _with_towns(gazetteer, Reading(row, 0.5, (), (reason,)), text)


def _is_bare(link: Link) -> bool:
    """A clipped county name at the start of the text: it counts alone, or with a town of its own."""
    return (
        link.form is Form.CLIPPED and not link.is_supported and "under_prefix" not in link.reasons
    )


def _read(link: Link, day: date) -> Reading:
    reasons = [_FORM_REASONS[link.form], *link.reasons]
    reasons += ["parent_named"] if link.above else ["parent_behind"] if link.after else []
    reasons += [] if link.row.is_valid_on(day) else ["not_in_force"]
    reasons += [f"bureau_code:{link.row.bureau_code}"] if link.row.bureau_code else []
    spans = tuple((token.start, token.end) for token in link.tokens)
    return Reading(link.row, link.weight, spans, tuple(reasons))


def _with_towns(gazetteer: Gazetteer, reading: Reading, text: str) -> list[Reading]:
    row, start = reading.row, reading.end
    if row.heirs:
        homes = [gazetteer.rows[index] for index, _, _ in row.heirs]
        found = [t for h in homes if gazetteer.is_leaf(h) and (t := find_town(h, text, start))]
        return [_add_town(reading, found[0], row) if len(found) == 1 else reading]
    if gazetteer.is_leaf(row):
        town = find_town(row, text, start)
        return [_add_town(reading, town, row) if town else reading]
    below = find_towns_below(row, text, start) if row.is_current else []
    rows = [gazetteer.rows[gazetteer.by_code[town.home]] for town in below]
    narrowed = [
        replace(
            _add_town(reading, t, r), reasons=(*reading.reasons, "town_named", "county_by_town")
        )
        for t, r in zip(below, rows, strict=True)
    ]
    return narrowed or [reading]


def _add_town(reading: Reading, town: TownFound, row: Row) -> Reading:
    reason = "town_renamed" if town.is_renamed else "town_named"
    weight, reasons = reading.weight + _TOWN, (*reading.reasons, reason)
    return replace(reading, row=row, weight=weight, reasons=reasons, town=town)


def candidate(gazetteer: Gazetteer, reading: Reading, plain: Plain) -> Candidate:
    """The reading as it leaves the engine, its spans in the original text."""
    row, town = reading.row, reading.town
    spans = [*reading.spans, (town.start, town.end)] if town else list(reading.spans)
    is_bureau = row.bureau_code or (town and town.town.authority == "nbs")
    return Candidate(
        code=row.code,
        authority="nbs" if is_bureau else "mca",
        level=row.level,
        names=gazetteer.names(row, town.town.name if town else ""),
        town=town.town.code if town else None,
        score=round(1 - 0.5**reading.weight, 3),
        spans=tuple(sorted(plain.span(start, end) for start, end in spans)),
        reasons=reading.reasons,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=_successors(gazetteer, reading),
    )


def _successors(gazetteer: Gazetteer, reading: Reading) -> tuple[Successor, ...]:
    """In the snapshot's order, but the one that holds the named town first."""
    found = gazetteer.successors(reading.row)
    if reading.town is None or reading.row.level is not Level.COUNTY:
        return found
    home = reading.town.home
    return tuple(sorted(found, key=lambda successor: successor.code != home))
