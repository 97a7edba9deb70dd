"""Where the address of a line is, by the rules of the intake, and what to say where that can't be told."""

from __future__ import annotations

from collections.abc import Sequence

from yinuo.intake.facts import AnswerKind, FaultReport
from yinuo.intake.place import Place, Unclear, Visited, find_place
from yinuo.people.facts import AddressFacts
from yinuo.people.known import map_visited_addresses
from yinuo.transfer.facts import Fault

_MOST_CHOICES = 6


def place_of(column: str, report: FaultReport) -> Place | Fault:
    """The place of a report's address; a Fault with the candidates where it isn't one place.

    Doors that earlier visits found aren't asked for: for a list of customers it isn't worth it, since that
    is done when somebody reports a fault from there.
    """
    return _found(column, report, lambda division_code, text: None)


def places_of(column: str, reports: Sequence[FaultReport]) -> list[Place | Fault]:
    """The same of many reports, and with the doors that earlier visits found, by one query."""
    found = [place_of(column, report) for report in reports]
    pairs = [
        (place.division_code, report.address) if isinstance(place, Place) else None
        for place, report in zip(found, reports, strict=True)
    ]
    doors = map_visited_addresses({pair for pair in pairs if pair is not None})

    def visited(division_code: str, text: str) -> AddressFacts | None:
        return doors.get((division_code, text))

    return [
        _found(column, report, visited) if pair in doors else place
        for place, report, pair in zip(found, reports, pairs, strict=True)
    ]


def _found(column: str, report: FaultReport, visited: Visited) -> Place | Fault:
    found = find_place(report, visited=visited)
    return found if isinstance(found, Place) else _say(column, found, report.division)


def _say(column: str, unclear: Unclear, division: str) -> Fault:
    if not unclear.choices:
        return Fault(
            column,
            "看不出在哪个区县。请写全省、市、区县，或在“区划代码”里填 6 位代码",
            "names no district that is known. Write province, city and district, or give its code of 6 "
            "digits as the division code",
        )
    named = [f"{choice.name}（{choice.code}）" for choice in unclear.choices[:_MOST_CHOICES]]
    more = "…" if len(unclear.choices) > _MOST_CHOICES else ""
    shown = "、".join(named) + more
    if unclear.kind is AnswerKind.ASKS_DISTRICT:
        zh, en = "只写到市，没有区县", "names a city without its district"
    elif division:
        zh, en = "与填的区划代码对不上", "doesn't go with the division code that is given"
    else:
        zh, en = "可能是几个地方", "may mean several places"
    return Fault(
        column,
        f"{zh}：{shown}。请在“区划代码”里填其中一个",
        f"{en}: {shown}. Give one of these as the division code",
    )
