"""The numbers under which a provider has registered our texts: a file that the operator keeps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yinuo.notice.facts import RecipientKind
from yinuo.notice.links import customer_url
from yinuo.notice.rules import names_in
from yinuo.notice.templates import CUSTOMER_NOTICES, SHORT_FRAMES, Text

_TOKEN = "-link-"  # noqa: S105 - it stands where a link's token will


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered text: its number, and the signature that the provider puts before it."""

    code: str
    sign_name: str


class TemplatesFileInvalid(ValueError):
    """The file isn't what docs/how-to/notices.md describes."""


def find_template(key: str) -> Registered | None:
    """The registered text for `customer/promise.made/zh` and the like, None if none is."""
    path = settings.YINUO_SMS_TEMPLATES
    if not path:
        return None
    file = Path(path)
    sign_name, codes = _load(path, file.stat().st_mtime_ns)
    return Registered(codes[key], sign_name) if key in codes else None


@lru_cache(maxsize=4)
def _load(path: str, changed_at: int) -> tuple[str, dict[str, str]]:
    """The file's content, read again whenever it has changed."""
    del changed_at
    try:
        said = json.loads(Path(path).read_text())
        codes = {str(key): str(code) for key, code in said["templates"].items()}
        return str(said["sign_name"]), codes
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TemplatesFileInvalid(f"{path}: {type(error).__name__}") from error


def list_missing() -> tuple[str, ...]:
    """The keys of texts for which no number is kept: customers would not get them by SMS."""
    return tuple(row.key for row in list_texts(hotline="") if find_template(row.key) is None)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text as a provider registers it: `${name}` for each value, the signature left to the provider."""

    key: str
    purpose: str
    text: str
    names: tuple[str, ...]


def list_texts(*, hotline: str) -> tuple[TextRow, ...]:
    """Every text that customers may get by SMS, in both languages, for registration."""
    return tuple(
        _row(name, text, language, hotline)
        for name, text in CUSTOMER_NOTICES.items()
        for language in ("zh", "en")
    )


def _row(name: str, text: Text, language: str, hotline: str) -> TextRow:
    words = text.short(language)
    has_link = "link" in text.needs
    frame = SHORT_FRAMES[language]
    locale = "en" if language == "en" else "zh-hans"
    url = customer_url(_TOKEN, locale)
    whole = frame.text.format(
        company="",
        text=words.replace("{", "${"),
        link=frame.link.format(link=url) if has_link else "",
        hotline=hotline,
        stop=frame.stop if text.is_optional else "",
    )
    whole = whole.removeprefix("【】").removeprefix("[] ").replace(_TOKEN, "${link}")
    names = sorted(names_in(words) | ({"link"} if has_link else set()))
    key = f"{RecipientKind.CUSTOMER}/{name}/{language}"
    return TextRow(key, text.purpose.value, whole, tuple(names))
