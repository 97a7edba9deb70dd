"""What can be wrong with a rulebook, each fault with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from yinuo.base.errors import YinuoError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which file, on which line (from 1), at which field, and what."""

    file: str
    line: int
    field: str
    message_zh: str
    message_en: str

    def text(self, language: str) -> str:
        """The fault as one line in the reader's language."""
        message = self.message_en if language.startswith("en") else self.message_zh
        return f"{self.file}:{self.line}: {self.field}: {message}"


class RulebookInvalid(YinuoError):
    """The text is no rulebook; `errors` holds everything that is wrong with it, by line."""

    code = "rulebook_invalid"

    def __init__(self, errors: tuple[Fault, ...]) -> None:
        self.errors = errors
        super().__init__(
            "\n".join(fault.text("zh") for fault in errors),
            "\n".join(fault.text("en") for fault in errors),
        )


class FaultUnknown(LookupError):
    """The catalogue has no fault with this id."""


@dataclass(slots=True)
class FaultList:
    """The faults of one file as they are found."""

    file: str
    found: list[Fault] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many were found so far."""
        return len(self.found)

    def add(self, line: int, path: str, zh: str, en: str) -> None:
        """Note a fault and go on reading, so that one look shows them all."""
        self.found.append(Fault(self.file, line, path, zh, en))

    def raise_all(self) -> NoReturn:
        """Raise RulebookInvalid with all that was found, in the order of the file."""
        in_order = sorted(self.found, key=lambda fault: (fault.line, fault.field))
        raise RulebookInvalid(tuple(in_order))
