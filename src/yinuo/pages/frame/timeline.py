"""A step of a case's way, as parts/steps.html shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One line: what, when (None for what is still to come), and a small note."""

    text: str
    at: datetime | None = None
    state: Literal["done", "now", "todo"] = "done"
    note: str = ""
