"""How the reader of pasted messages is measured: each part, each message, right, wrong, missed or
invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from yinuo.demo.company import RULEBOOK, company_files
from yinuo.engines import rulebook as rulebooks
from yinuo.intake.draft import Draft, Found, Part, read_message

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PARTS = ("place", "phone", "name", "fault", "serial", "time")
LIKELY = 0.5
"""From this score on the desk fills a field in; what is less sure is shown, or only offered."""


def messages(which: str) -> list[dict[str, Any]]:
    """The labelled messages of one of the two sets."""
    found = yaml.safe_load((HERE / "messages.yaml").read_text(encoding="utf-8"))[which]
    assert isinstance(found, list)
    return found


def score(which: str) -> dict[str, Counter[str]]:
    """For each part how many were right, wrong, missed and invented."""
    text = next(file.data for file in company_files(NOW.date()) if file.name == RULEBOOK).decode()
    sent = tuple(
        fault for fault in rulebooks.load(text).case_kinds if fault.crew or fault.id == "SF-33"
    )
    counts: dict[str, Counter[str]] = {part: Counter() for part in PARTS}
    for message in messages(which):
        draft = read_message(message["text"], sent, NOW)
        for part, verdict in _judge(message, draft):
            counts[part][verdict] += 1
    return counts


def _judge(message: dict[str, Any], draft: Draft) -> Iterator[tuple[str, str]]:
    for part in PARTS:
        found = draft.of(Part(part))
        if found is not None and part in ("fault", "time") and found.score < LIKELY:
            found = None
        yield part, _verdict(part, message.get(part), found)


def _verdict(part: str, wanted: Any, found: Found | None) -> str:
    if wanted is None:
        return "empty" if found is None else "invented"
    if found is None:
        return "missed"
    return "right" if _is_right(part, wanted, found.value) else "wrong"


def _is_right(part: str, wanted: Any, value: str) -> bool:
    if part == "place":
        first, last = wanted
        packed = re.sub(r"\s", "", value)
        return packed.startswith(first.replace(" ", "")) and packed.endswith(last.replace(" ", ""))
    if part == "fault":
        return value in wanted
    return part == "time" or value == wanted


def shares(counts: Counter[str]) -> tuple[float, float]:
    """Precision (of what was found, how much is right) and recall (of what was told, how much was found)."""
    right = counts["right"]
    found = right + counts["wrong"] + counts["invented"]
    told = right + counts["wrong"] + counts["missed"]
    return right / found if found else 1.0, right / told if told else 1.0
