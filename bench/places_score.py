"""Judges answers against gold: right, silently wrong, abstained; the same for every library."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bench.places_texts import AMBIGUOUS, CONFLICT, NONE, RESOLVED, UNDECIDED, Text

RIGHT, WRONG, ABSTAINED = "right", "silently wrong", "abstained"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library said of a text.

    `codes` are the county it decided for, with what became of it (`code` itself first); empty when it
    gave no county. `offered` are all counties it named without deciding. `town` has nine digits.
    """

    codes: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    town: str = ""
    says: str = ""
    """The library's own word for it, where it has one: ambiguous, conflict, none."""


def judge(text: Text, answer: Answer) -> str:
    """Right; or else silently wrong where a county was given, abstained where none was."""
    if _is_right(text, answer):
        return RIGHT
    return WRONG if answer.codes else ABSTAINED


def _is_right(text: Text, answer: Answer) -> bool:
    decided = bool(answer.codes)
    if text.expects == RESOLVED:
        return bool(text.gold & set(answer.codes))
    if text.expects == AMBIGUOUS:
        return not decided and text.gold <= set(answer.offered)
    if text.expects == CONFLICT:
        return not decided and answer.says == CONFLICT
    if text.expects == UNDECIDED:
        return not decided
    assert text.expects == NONE, text.expects
    return not decided and not answer.offered


def tally(texts: list[Text], answers: list[Answer]) -> dict[str, Counter[str]]:
    """Verdicts counted by slice, in the order of the slices."""
    found: dict[str, Counter[str]] = {}
    for text, answer in zip(texts, answers, strict=True):
        found.setdefault(text.slice, Counter())[judge(text, answer)] += 1
    return found


def total(tallies: dict[str, Counter[str]]) -> Counter[str]:
    """All slices together."""
    return sum(tallies.values(), Counter())


def share(counts: Counter[str], verdict: str) -> float:
    """Hundredths of all."""
    return 100 * counts[verdict] / max(1, counts.total())
