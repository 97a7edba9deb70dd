"""Keeps what somebody typed from being run by a spreadsheet that opens our file."""

from __future__ import annotations

Value = str | int | float | None
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD = "'"
"""What stands before a text that a spreadsheet would take for a formula; taken off again on the way in."""


def safe(value: Value) -> Value:
    """A text that no spreadsheet runs (CWE-1236), and without characters that a workbook can't hold."""
    if not isinstance(value, str):
        return value
    text = "".join(character for character in value if character >= " " or character in "\t\n")
    return f"{GUARD}{text}" if text.startswith(_RUNS) else text


def unguarded(text: str) -> str:
    """A text as it was before `safe`."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(_RUNS) else text
