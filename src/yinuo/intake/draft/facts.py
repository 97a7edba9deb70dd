"""What is found in a pasted message: each thing with where it stands and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """What a message may tell of a case."""

    PLACE = "place"
    PHONE = "phone"
    NAME = "name"
    FAULT = "fault"
    TIME = "time"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found. `value` is as the form takes it, `score` how sure it is, 0 to 1;
    `from_at` is set for a wished time that could be reckoned."""

    part: Part
    value: str
    score: float
    spans: tuple[Span, ...]
    from_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as it was read. `text` has its codes masked; of each part the surest, none for what
    isn't told, and `others` what was found besides."""

    text: str
    found: tuple[Found, ...]
    others: tuple[Found, ...] = ()

    def of(self, part: Part) -> Found | None:
        """What was found of a part, None for nothing."""
        return next((found for found in self.found if found.part is part), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chat that somebody said: where it stands in the text, and who said it, "" where
    nobody is named.

    `is_ours` for what somebody of the company said: a question is no answer.
    """

    start: int
    text: str
    speaker: str
    is_ours: bool
