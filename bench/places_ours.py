"""Asks Yinuo's own engine, in the form in which every library's answer is judged."""

from __future__ import annotations

from bench.places_score import Answer
from yinuo.engines.places import Level, Resolution, Status, resolve

_DECIDED = {Status.RESOLVED, Status.SPECIAL}


def ask(text: str, prefix: str = "", *, towns: bool = False) -> Answer:
    """One text's answer."""
    return _answer(resolve(text, prefix=prefix or None, towns=towns))


def _answer(resolution: Resolution) -> Answer:
    says = resolution.status.value
    counties = [
        c
        for c in resolution.candidates
        if c.level in {Level.COUNTY, Level.TOWN} or _is_decided(resolution)
    ]
    if not counties:
        return Answer(says=says)
    if _is_decided(resolution):
        first = counties[0]
        codes = (first.code, *(s.code for s in first.successors))
        return Answer(codes, town=first.town or "", says=says)
    return Answer(offered=tuple(c.code for c in counties), says=says)


def _is_decided(resolution: Resolution) -> bool:
    return resolution.status in _DECIDED
