"""The values of a notice's text as JSON, for the encrypted column, and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .facts import Both, Param, Params


def to_json(params: Params) -> dict[str, Any]:
    """A JSON object that `from_json` turns back into the same values."""
    return {name: _encode(value) for name, value in params.items()}


def from_json(stored: dict[str, Any]) -> dict[str, Param]:
    """The values of a stored object."""
    return {name: _decode(value) for name, value in stored.items()}


def _encode(value: Param) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, Both):
        return {"zh": value.zh, "en": value.en}
    return value


def _decode(value: Any) -> Param:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else Both(**value)
    text_or_number: str | int = value
    return text_or_number
