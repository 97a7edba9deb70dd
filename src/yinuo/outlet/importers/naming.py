"""Which division a line of a file names: by its code, by its name, or by the address beside it."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.engines import places
from yinuo.outlet.sheets import Refused

_MOST = 6
"""Places that a refusal lists."""


@dataclass(frozen=True, slots=True)
class Named:
    """A division in force, and the town in it that was named, None for all of it."""

    code: str
    town: str | None = None


def by_code(code: str) -> Named:
    """The division of a 6-digit code. Refused for one that never was, and for one that is gone."""
    try:
        division = places.get_division(code)
    except places.DivisionUnknown:
        raise Refused(f"没有区划代码 {code}", f"there is no division {code}") from None
    if division.valid_to is not None:
        codes = "、".join(successor.code for successor in division.successors)
        raise Refused(
            f"区划 {code} 已经撤销，现为 {codes or '（不详）'}",
            f"division {code} was abolished; it is now {codes or 'unknown'}",
        )
    return Named(code)


def by_name(text: str, region: str = "") -> Named:
    """The one division, or town, that a text names; `region` breaks ties between namesakes.

    A city's name in full and nothing else means all of it. A division that became one other is followed.
    Refused, with all that it may be, for a text that names several, contradicts itself, names no county, or
    one that was divided.
    """
    resolution = places.resolve(text, region=region or None)
    found = resolution.candidates
    if not found:
        raise Refused(f"看不出“{text}”是哪里", f'"{text}" names no division that is known')
    first = found[0]
    if first.level is places.Level.CITY and _is_all(text, first):
        return Named(first.code)
    if not first.is_territory:
        zone = _name(first.names, first.code)
        raise Refused(
            f"“{text}”是跨区县的开发区（{zone}），不在民政部名录里：请写它在的区县，或画出范围",
            f'"{text}" is a zone across counties ({zone}) that the ministry doesn\'t list: name its '
            "counties, or draw it",
        )
    if resolution.status not in (places.Status.RESOLVED, places.Status.SPECIAL):
        raise _unsure(text, [_name(candidate.names, candidate.code) for candidate in found])
    if first.valid_to is None or not first.successors:
        return Named(first.code, first.town)
    if len(first.successors) > 1:
        raise _unsure(text, [_now(successor) for successor in first.successors])
    return Named(first.successors[0].code)


def _is_all(text: str, candidate: places.Candidate) -> bool:
    """Whether a text is a full name and nothing else: 济南市 is all of it, 济南市高新区 isn't."""
    named = sum(end - start for start, end in candidate.spans)
    return named == sum(map(str.isalnum, text)) and "full_name" in candidate.reasons


def contradicts(code: str, address: str) -> str:
    """The name of the county that an address surely names and that isn't the division's; "" for none."""
    resolution = places.resolve(address, towns=False)
    if resolution.status is not places.Status.RESOLVED:
        return ""
    first = resolution.candidates[0]
    own = {first.code, places.region_of(first.code), *(s.code for s in first.successors)}
    return "" if code in own else _name(first.names, first.code)


def _unsure(text: str, readings: list[str]) -> Refused:
    named = "、".join(readings[:_MOST]) + ("…" if len(readings) > _MOST else "")
    return Refused(
        f"“{text}”说不准是哪里：{named}。请写全，或填其中一个代码",
        f'"{text}" isn\'t sure to be one place: {named}. Write it in full, or give one of these codes',
    )


def _now(successor: places.Successor) -> str:
    towns = f"（{'、'.join(successor.towns)}）" if successor.towns else ""
    return _name(places.get_division(successor.code).names, successor.code) + towns


def _name(names: places.Names, code: str) -> str:
    return f"{names.province}{names.city}{names.county}{names.town} {code}"
