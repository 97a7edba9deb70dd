"""Resolves a text to the division it names, or says honestly why it can't."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from yinuo.engines.places.facts import DivisionUnknown, Level, Resolution, Status
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.letters import Plain, plain
from yinuo.engines.places.lexicon import lexicon
from yinuo.engines.places.mentions import Mention, contradicting, read_names, told
from yinuo.engines.places.readings import Reading, candidate, read_row, readings_of

_TIE = 0.05
"""Readings this close in weight are told apart by nobody."""
_TIE_OF_GONE = 0.12
"""Among names out of force, one that ended lately is no better than one long gone."""
_NEAR = 0.3
"""Readings this close are worth showing beside the answer."""
_ADDRESS = re.compile("[路街道巷弄村镇乡栋楼]")
_WORDS = frozenset(
    ("老城区", "新市区", "解放区", "海港区", "港口区", "矿区", "林区", "工农区", "新兴区")
)
"""Districts whose names are words."""
_REACH = 15
"""Letters after a city's bare name in which an address goes on."""
_MOST = 50
"""Candidates in one answer."""


@dataclass(slots=True)
class _Question:
    gazetteer: Gazetteer
    plain: Plain
    day: date
    region: str
    chosen: Row | None
    towns: bool


def resolve(
    text: str,
    *,
    region: str | None = None,
    prefix: str | None = None,
    as_of: date | None = None,
    towns: bool = True,
) -> Resolution:
    """Which division a text names.

    `region` is the asker's own region (a code, or the first digits of one): it breaks ties between
    equal readings, and nothing else. `prefix` is the code chosen in a drop-down: the text is read
    inside it, and a text that names a place outside it is a CONFLICT with both readings. `as_of`
    reads names as of that date (precision: a year); without it, as of the snapshot. A name out of
    force resolves to itself, with its dates and successors. Without `towns` the answer ends at the
    county, which is faster; a town is then looked for only where nothing else tells the county.

    Never raises for any text; work grows with the text's length. Raises DivisionUnknown for a `prefix`
    that isn't a division's code.
    """
    gazetteer = load()
    day = as_of or gazetteer.as_of
    chosen = _row_of(gazetteer, prefix) if prefix else None
    home = _significant(region) if region else ""
    question = _Question(gazetteer, plain(text), day, home, chosen, towns)
    status, readings = _answer(question)
    if not towns and status is not Status.RESOLVED:
        question.towns = True
        status, readings = _answer(question)
    candidates = [candidate(gazetteer, reading, question.plain) for reading in readings[:_MOST]]
    return Resolution(status, tuple(candidates), day)


def _significant(code: str) -> str:
    """The digits that all codes below share: 33 of 330000, 3301 of 330100, all of 330110."""
    return code.removesuffix("00").removesuffix("00") if len(code) == 6 else code


def _row_of(gazetteer: Gazetteer, code: str) -> Row:
    if code not in gazetteer.by_code:
        raise DivisionUnknown(code)
    return gazetteer.rows[gazetteer.by_code[code]]


def _answer(question: _Question) -> tuple[Status, list[Reading]]:
    gazetteer, text = question.gazetteer, question.plain.text
    mentions = read_names(gazetteer, lexicon().find(text), question.day, question.chosen)
    if len(mentions) == 1:
        readings = readings_of(gazetteer, mentions[0], text, question.day, towns=question.towns)
        return _one_place(question, readings) if readings else _unnamed(question)
    known = {
        id(m): readings_of(gazetteer, m, text, question.day, towns=question.towns) for m in mentions
    }
    mentions = [mention for mention in mentions if known[id(mention)]]
    counted = [(m, known[id(m)]) for m in told(gazetteer, mentions, text)]
    read = _without_zones(gazetteer, _without_covered(counted))
    if not read:
        return _unnamed(question)
    if len(read) == 1:
        (mention, readings) = read[0]
        other = contradicting(mention, mentions)
        if other is not None:
            more = known[id(other)]
            if not _covers(more[0], mention):
                return Status.CONFLICT, _tied(more) + _tied(readings)
            readings = more
        return _one_place(question, readings)
    best = [reading for _, readings in read for reading in _tied(readings)]
    clash = any(contradicting(mention, mentions) for mention, _ in read)
    return (Status.CONFLICT if clash else Status.AMBIGUOUS), best


def _without_zones(
    gazetteer: Gazetteer, read: list[tuple[Mention, list[Reading]]]
) -> list[tuple[Mention, list[Reading]]]:
    """Without zones of a city of which a county is named too: 扬州市邗江区扬州经济技术开发区 is 邗江区."""
    above = {
        index
        for _, readings in read
        for index in gazetteer.above[readings[0].row.index]
        if not readings[0].row.bureau_code
    }
    return [
        (mention, readings)
        for mention, readings in read
        if not readings[0].row.bureau_code or readings[0].row.parent not in above
    ]


def _without_covered(
    read: list[tuple[Mention, list[Reading]]],
) -> list[tuple[Mention, list[Reading]]]:
    """Without mentions that stand where another one's town does: 东莞市南城街道 is not 南城区."""
    return [
        (mention, readings)
        for mention, readings in read
        if not any(_covers(r[0], mention) for m, r in read if m is not mention)
    ]


def _covers(reading: Reading, mention: Mention) -> bool:
    town, token = reading.town, mention.token
    return town is not None and town.start < token.end and token.start < town.end


def _unnamed(question: _Question) -> tuple[Status, list[Reading]]:
    """No division in the text: the chosen one holds, or a town of the asker's own region."""
    home = question.chosen
    if home is not None:
        return _one_place(question, _read_outside(question, home, "prefix"))
    code = question.region.ljust(6, "0")
    if question.region and code in question.gazetteer.by_code:
        row = _row_of(question.gazetteer, code)
        found = _read_outside(question, row, "region")
        if found[0].town is not None:
            return _one_place(question, found)
    return Status.NONE, []


def _read_outside(question: _Question, row: Row, reason: str) -> list[Reading]:
    text = question.plain.text
    return read_row(question.gazetteer, row, text, question.day, reason, towns=question.towns)


def _one_place(question: _Question, readings: list[Reading]) -> tuple[Status, list[Reading]]:
    if question.chosen is not None:
        inside = [r for r in readings if _is_inside(question, r.row, question.chosen)]
        if not inside and not _is_inside(question, question.chosen, readings[0].row):
            ours = _read_outside(question, question.chosen, "prefix")
            return Status.CONFLICT, ours + _tied(readings)
        if not inside:
            return _unnamed(question)
        readings = inside
    if len(readings) == 1:
        return _status(question, readings[0]), readings
    return _settled(question, readings)


def _settled(question: _Question, readings: list[Reading]) -> tuple[Status, list[Reading]]:
    """Of several readings of one place the heaviest, if the asker's own region or nothing else is needed."""
    tied = _tied(readings)
    if _is_all(question, readings[0]):
        tied = [r for r in readings if r is readings[0] or r.row.is_current]
    if len(tied) > 1 and question.region:
        at_home = [r for r in tied if r.row.code.startswith(question.region)]
        if len(at_home) == 1:
            first = replace(at_home[0], reasons=(*at_home[0].reasons, "region"))
            tied, readings = [first], [first, *(r for r in readings if r is not at_home[0])]
    if len(tied) > 1:
        return Status.AMBIGUOUS, tied
    near = [r for r in readings if r is tied[0] or r.weight > tied[0].weight - _NEAR]
    return _status(question, tied[0]), near


def _is_all(question: _Question, reading: Reading) -> bool:
    """Whether the text is nothing but a short name: 吉林 may be the province or the city."""
    whole = ((0, len(question.plain.text)),)
    return reading.spans == whole and "full_name" not in reading.reasons and not reading.town


def _tied(readings: list[Reading]) -> list[Reading]:
    tie = _TIE if readings[0].row.is_current else _TIE_OF_GONE
    return [r for r in readings if r.weight >= readings[0].weight - tie]


def _is_inside(question: _Question, row: Row, outer: Row) -> bool:
    rows = [row, *(question.gazetteer.rows[index] for index, _, _ in row.heirs)]
    return any(
        outer.index in {r.index, *(a.index for a in question.gazetteer.ancestors(r))} for r in rows
    )


def _status(question: _Question, reading: Reading) -> Status:
    row = reading.row
    if row.bureau_code:
        return Status.SPECIAL
    if not question.gazetteer.is_leaf(row):
        return Status.PARTIAL
    return (
        Status.PARTIAL if _is_word(reading) and not _goes_on(question, reading) else Status.RESOLVED
    )


def _is_word(reading: Reading) -> bool:
    """Whether the name, with nothing beside it, is a word of everyday speech too."""
    if reading.row.level is Level.CITY:
        return reading.reasons == ("short_name",)
    return reading.row.name in _WORDS and reading.reasons == ("full_name",)


def _goes_on(question: _Question, reading: Reading) -> bool:
    """Whether a lone 中山 or 老城区 begins an address, or is all there is; 中山装 names no place."""
    rest = question.plain.text[reading.end :]
    return not rest or _ADDRESS.search(rest, 0, _REACH) is not None
