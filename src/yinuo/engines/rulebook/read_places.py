"""Reads the rules that differ by province, city or county."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .facts import PlaceRule
from .section import Section
from .words import Opening, Witness

_CODE = re.compile(r"[1-9][0-9]{5}")
_LEAST_FORM_MONTHS = 3  # the shortest keeping that a province's own rule names (ID-07)
_LEAST_REPAIR_WARRANTY_DAYS = 30  # AF-02
_LONGEST_REPAIR_DAYS = 30  # a warranty repair beyond it is a ground for exchange (AF-05)
_RULES = ("opening", "witness", "form_months", "warranty_repair_days", "repair_warranty_days")


def read_places(sections: Sequence[Section]) -> tuple[PlaceRule, ...]:
    """The places' rules, each place and day once."""
    places = []
    taken: set[tuple[str, date]] = set()
    for section in sections:
        place = _read_place(section)
        if (place.prefix, place.from_date) in taken:
            section.fault(
                "from", "这一天起的规则写了两次", "this place has rules from this day already"
            )
        taken.add((place.prefix, place.from_date))
        places.append(place)
    return tuple(places)


def _read_place(section: Section) -> PlaceRule:
    place = PlaceRule(
        prefix=to_prefix(section.code("code", _CODE, "330000")),
        from_date=section.day("from"),
        opening=section.choice("opening", Opening) if section.has("opening") else None,
        witness=section.choice("witness", Witness) if section.has("witness") else None,
        form_months=_read_number(section, "form_months", _LEAST_FORM_MONTHS, 600),
        warranty_repair_days=_read_number(section, "warranty_repair_days", 1, _LONGEST_REPAIR_DAYS),
        repair_warranty_days=_read_number(
            section, "repair_warranty_days", _LEAST_REPAIR_WARRANTY_DAYS, 3650
        ),
    )
    section.done()
    if not any(section.has(name) for name in _RULES):
        section.fault("code", "没有写任何规则", "says nothing about this place")
    return place


def to_prefix(code: str) -> str:
    """The digits that all codes inside a division share: 33 for 330000, 3301 for 330100."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def _read_number(section: Section, key: str, low: int, high: int) -> int | None:
    return section.whole(key, low, high) if section.has(key) else None
