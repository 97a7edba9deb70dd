"""A pasted message becomes a draft of a case: plain Python that finds and never invents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from yinuo.engines.rulebook import FaultRule
from yinuo.people.masking import mask_codes

from .chat import lines_of
from .facts import Draft, Found, Line, Part, Span
from .faults import SURE, FoundFault, find_faults, match_faults
from .people import find_names, find_phones
from .things import find_places, find_serials, find_times

__all__ = [
    "SURE",
    "Draft",
    "Found",
    "FoundFault",
    "Part",
    "Span",
    "find_faults",
    "match_faults",
    "read_message",
]
LIMIT = 8000
"""Longest message that is read, in characters."""


def read_message(text: str, faults: Sequence[FaultRule], now: datetime) -> Draft:
    """What a pasted message tells of a case, each with where it stands and how sure that is; codes are masked
    before anything else (IN-11), and what isn't told is left out.

    Only what the customer said counts: a question of ours is no answer.
    """
    safe = mask_codes(text[:LIMIT].replace("\r\n", "\n"))
    lines = [line for line in lines_of(safe) if not line.is_ours]
    phones = tuple(find_phones(lines))
    everything = [
        *find_places(lines),
        *phones,
        *find_names(lines, phones),
        *_faults(lines, faults),
        *find_serials(lines),
        *find_times(lines, now),
    ]
    return _draft(safe, everything)


def _faults(lines: Sequence[Line], faults: Sequence[FaultRule]) -> Iterable[Found]:
    """What is wrong, read from all that was said together; spans lead back to the lines."""
    said = "\n".join(line.text for line in lines)
    starts: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        starts.append((at, line.start))
        at += len(line.text) + 1
    for hit in find_faults(said, faults):
        spans = tuple(_back(span, starts) for span in hit.spans)
        yield Found(Part.FAULT, hit.fault_id, hit.score, spans)


def _back(span: Span, starts: Sequence[tuple[int, int]]) -> Span:
    inner, outer = max((pair for pair in starts if pair[0] <= span.start), key=lambda pair: pair[0])
    return Span(span.start - inner + outer, span.end - inner + outer)


def _draft(text: str, everything: Sequence[Found]) -> Draft:
    """Of each part the surest; of equals the one that was said first."""
    found: list[Found] = []
    others: list[Found] = []
    for part in Part:
        ranked = sorted((one for one in everything if one.part is part), key=lambda one: -one.score)
        distinct: dict[str, Found] = {}
        for one in ranked:
            distinct.setdefault(one.value, replace(one, score=round(one.score, 2)))
        found += list(distinct.values())[:1]
        others += list(distinct.values())[1:5]
    return Draft(text, tuple(found), tuple(others))
