"""Loads a rulebook from its text: all of it is right, or every fault is named."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from zoneinfo import available_timezones

from .document import Plain, read_document
from .errors import FaultList
from .facts import CompanyRule, Rulebook
from .read_catalogue import read_catalogue
from .read_ownership import read_ownership, read_proofs
from .read_places import read_places
from .read_promises import read_promises, read_windows
from .section import Section

_FORMAT = 1
"""The version of the format that this software reads."""


class _Currency(StrEnum):
    """The currencies it pays in."""

    CNY = "CNY"


def load(text: str, *, file: str = "rulebook.yaml") -> Rulebook:
    """The rulebook that a YAML text holds; `file` is the name to use in messages.

    Raises RulebookInvalid with every fault, each by file, line and field, in Chinese and English: unknown
    and repeated keys, missing ones, values out of form or range, and rules that contradict each other.
    """
    faults = FaultList(file)
    document = read_document(text, faults)
    top = Section(document, "", faults)
    rulebook_id = _identify(document.plain())
    rulebook = _read(top, rulebook_id)
    top.done()
    if faults.found:
        faults.raise_all()
    return rulebook


def _read(top: Section, rulebook_id: str) -> Rulebook:
    top.whole("rulebook", _FORMAT, _FORMAT)
    ownership = read_ownership(top.section("ownership"))
    return Rulebook(
        rulebook_id=rulebook_id,
        company=_read_company(top.section("company")),
        timezone=_read_timezone(top),
        currency=top.choice("currency", _Currency).value,
        valid_from=top.day("valid_from"),
        windows=read_windows(top.section("windows")),
        promises=read_promises(top.sections("promises")),
        ownership=ownership,
        proofs=read_proofs(top, "proofs"),
        case_kinds=read_catalogue(top.sections("case_kinds"), ownership),
        places=read_places(top.sections("places")) if top.has("places") else (),
    )


def _read_company(section: Section) -> CompanyRule:
    company = CompanyRule(
        section.code("id", example="anuo"),
        section.both("name"),
        section.code("sector", example="safes"),
    )
    section.done()
    return company


def _read_timezone(top: Section) -> str:
    name = top.text("timezone")
    if name and name not in available_timezones():
        top.fault(
            "timezone", "没有这个时区，如 Asia/Shanghai", "no such time zone; e.g. Asia/Shanghai"
        )
    return name


def _identify(document: Plain) -> str:
    """The SHA-256 of the document's canonical JSON (RFC 8785): keys in order, no space, 1.0 written 1.

    The numbers that the reader takes have at most four decimals, which Python and the RFC write alike.
    """
    written = json.dumps(
        _whole_as_integers(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _whole_as_integers(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _whole_as_integers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole_as_integers(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
