"""Which fault is meant: by what somebody says, and by what an agent types."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from yinuo.engines.rulebook import FaultRule

from .facts import Span
from .pinyin import initials

SURE = 0.75
"""From this score on the fault that is found is filled in; below, it is only offered."""
_WORD_WEIGHT = {1: 0.35, 2: 0.55, 3: 0.75, 4: 0.9}
"""How much a word tells by its length: a long one is said by hardly anybody who means something else."""
_SAYS = 0.15
"""What a pair of characters of the fault's name or of its usual words adds, up to `_SAYS_MOST`."""
_SAYS_MOST = 0.45


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault with how sure it is, 0 to 1, and where in the text it was found."""

    fault_id: str
    score: float
    spans: tuple[Span, ...]


def find_faults(text: str, faults: Sequence[FaultRule], *, most: int = 5) -> tuple[FoundFault, ...]:
    """The faults that a text may be about, the surest first; empty where nothing in it tells.

    The published score: each of a fault's words that occurs tells by its length (`_WORD_WEIGHT`),
    several add up as independent signs do, 1 - (1-a)(1-b)...; the pairs of characters that the text
    shares with the fault's name and usual words add a little. Two faults that are close make each other
    less sure (`_shared`).
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    if len(folded) != len(text):  # a fold that changes lengths would put the spans elsewhere
        folded = text.lower()
    found = [hit for fault in faults if (hit := _score(folded, fault)) is not None]
    found.sort(key=lambda hit: (-hit.score, hit.fault_id))
    return tuple(_shared(hit, found) for hit in found[:most])


def _score(text: str, fault: FaultRule) -> FoundFault | None:
    doubt, spans = 1.0, []
    for word in _outer(text, fault.words):
        start = text.find(word.lower())
        doubt *= 1.0 - _WORD_WEIGHT.get(len(word), 0.95)
        spans.append(Span(start, start + len(word)))
    pairs = _pairs(f"{fault.name.zh} {fault.says.zh}") & _pairs(text)
    doubt *= 1.0 - min(_SAYS_MOST, _SAYS * len(pairs))
    if not spans and len(pairs) < 2:
        return None
    return FoundFault(fault.id, 1.0 - doubt, tuple(spans))


def _outer(text: str, words: Sequence[str]) -> list[str]:
    """The words that occur, without those that lie inside a longer one of the same fault."""
    hits = [word for word in words if word.lower() in text]
    return [word for word in hits if not any(word != other and word in other for other in hits)]


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters that tell something."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return {pair for pair in pairs if all("一" <= char <= "鿿" for char in pair)} - _EMPTY


_EMPTY = {
    pair
    for run in (
        "保险柜",
        "保险箱",
        "柜子",
        "打不开",
        "不开了",
        "一下",
        "我们",
        "师傅",
        "现在",
        "里面",
        "了一",
        "门关",
    )
    for pair in (run[at : at + 2] for at in range(len(run) - 1))
}
"""Pairs that everybody says whatever is wrong."""


def _shared(hit: FoundFault, found: Sequence[FoundFault]) -> FoundFault:
    """Less sure beside a rival: alone it keeps its score, beside an equal one it is half as sure."""
    rivals = [other.score for other in found if other.fault_id != hit.fault_id]
    best = max(rivals, default=0.0)
    kept = 1 - 0.5 * (best / hit.score) ** 2 if best <= hit.score else 0.5 * (hit.score / best) ** 2
    return FoundFault(hit.fault_id, round(hit.score * kept, 3), hit.spans)


def match_faults(
    typed: str, faults: Sequence[FaultRule], *, most: int = 8
) -> tuple[FaultRule, ...]:
    """The faults for what an agent has typed so far: words, or the first letters of their pinyin; the
    best first, all in their order for nothing typed."""
    wanted = "".join(typed.lower().split())
    if not wanted:
        return tuple(faults[:most])
    ranked = [(rank, place) for place, fault in enumerate(faults) if (rank := _rank(wanted, fault))]
    if not ranked and not wanted.isascii():
        order = {fault.id: place for place, fault in enumerate(faults)}
        return tuple(faults[order[hit.fault_id]] for hit in find_faults(typed, faults, most=most))
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(faults[place] for _, place in ranked[:most])


def _rank(wanted: str, fault: FaultRule) -> int:
    """How well what was typed fits: 0 not at all; the name before the words, a beginning before a middle."""
    best = 0
    for weight, text in (
        (4, fault.id),
        (3, fault.name.zh),
        *((2, word) for word in fault.words),
        (1, fault.says.zh),
    ):
        for form in (text.lower(), initials(text)) if wanted.isascii() else (text.lower(),):
            if form.startswith(wanted):
                best = max(best, 2 * weight + 1)
            elif wanted in form:
                best = max(best, 2 * weight)
    return best
