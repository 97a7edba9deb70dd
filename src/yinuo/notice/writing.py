"""Writes the message of a notice: the words filled in, in the reader's language, signed by the company."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from yinuo.outlet.reads import find_company

from .facts import Message, RecipientKind
from .models import Notice
from .params import from_json
from .rules import fill
from .templates import FRAMES, get_text

_UNNAMED = "一诺", "Yinuo"


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who signs: the company's name in both languages and its hotline."""

    zh: str
    en: str
    hotline: str


def _find_sender() -> _Sender:
    """The company that this installation belongs to; the software's own name before one is set up."""
    company = find_company(settings.YINUO_COMPANY or None)
    if company is None:
        return _Sender(*_UNNAMED, hotline="")
    return _Sender(company.name_zh, company.name_en, company.hotline)


def write_message(notice: Notice, to: str) -> Message:
    """The message of a notice to this address. Subject and body are plain text."""
    sender = _find_sender()
    params = from_json(notice.params)
    language = "en" if notice.language == "en" else "zh"
    kind = RecipientKind(notice.recipient_kind)
    text, frame = get_text(kind, notice.template), FRAMES[kind, language]
    is_english = language == "en"
    subject = fill(text.subject_en if is_english else text.subject_zh, params, language=language)
    body = fill(text.body_en if is_english else text.body_zh, params, language=language)
    signature = {"company": sender.en if is_english else sender.zh, "hotline": sender.hotline}
    return Message(
        id=notice.id,
        to=to,
        subject=frame.subject.format(subject=subject, **signature),
        body=frame.body.format(body=body, **signature).rstrip() + "\n",
        language=notice.language,
        made_at=notice.created_at,
    )
