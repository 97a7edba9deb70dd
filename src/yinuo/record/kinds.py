"""The kinds of lines: each declared once by its room, with what it says and what its body may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .facts import BodyInvalid, KindUnknown

_CODE = re.compile(r"[A-Za-z0-9_.:+/\-]{0,120}")
_PHONE = re.compile(  # a mobile number, with or without its country, or a landline's with its area
    r"(?<![0-9a-fA-F-])(?:(?:\+?86-?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)"
)
_DIGEST = re.compile(r"[0-9a-f]{64}")  # one in 8,000 begins like a phone number
_declared: dict[str, Kind] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line, named `room.thing.happened`.

    `zh` and `en` are what people read; `{field}` in them is filled from the body. `fields` are the keys a
    body must have, `optional` those it may have, each with its type. A text in a body is a code, a
    number, an instant or a digest, never words of a person: names, phones and addresses can't get in.
    """

    name: str
    zh: str
    en: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    optional: Mapping[str, Any] = field(default_factory=dict)

    def check(self, body: Mapping[str, Any]) -> None:
        """Raise BodyInvalid unless the body is exactly what this kind allows."""
        missing = self.fields.keys() - body.keys()
        unknown = body.keys() - self.fields.keys() - self.optional.keys()
        if missing or unknown:
            raise BodyInvalid(f"{self.name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
        for key, value in body.items():
            wanted = self.fields.get(key, self.optional.get(key))
            if not _fits(value, wanted):
                raise BodyInvalid(f"{self.name}: {key} must be a {wanted} that is a code")

    def text(self, language: str, body: Mapping[str, Any]) -> str:
        """What the line says in the reader's language."""
        template = self.en if language.startswith("en") else self.zh
        return template.format_map(_Body(body))


class _Body(dict[str, Any]):
    """A body whose absent optional fields read as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _fits(value: object, wanted: object) -> bool:
    if value is None:
        return True
    if wanted == list[str]:
        return isinstance(value, list) and all(_fits(item, str) for item in value)
    if wanted == list[int]:
        return isinstance(value, list) and all(_fits(item, int) for item in value)
    if wanted is str:
        return isinstance(value, str) and _is_code(value)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return wanted is bool and isinstance(value, bool)


def _is_code(text: str) -> bool:
    """Whether a text is a code, an instant or a digest, and nothing a person could be called by."""
    if _DIGEST.fullmatch(text):
        return True
    return bool(_CODE.fullmatch(text)) and not _PHONE.search(text)


def declare(*kinds: Kind) -> None:
    """Make kinds known; each room does so when it is loaded."""
    for kind in kinds:
        known = _declared.get(kind.name)
        if known is not None and known != kind:
            raise ValueError(f"the kind {kind.name} is declared twice")
        _declared[kind.name] = kind


def get_kind(name: str) -> Kind:
    """The declared kind; KindUnknown if no room declared it."""
    try:
        return _declared[name]
    except KeyError:
        raise KindUnknown(name) from None
