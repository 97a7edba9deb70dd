"""Writes the message of a notice for the way it goes: mail, short message, nudge or line in a chat group."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from yinuo.notice.facts import ChannelKind, Message, RecipientKind
from yinuo.notice.links import case_page_url, token_of, unsubscribe_url
from yinuo.notice.models import Notice
from yinuo.notice.params import from_json
from yinuo.notice.reach import Reach
from yinuo.notice.rules import fill, say
from yinuo.notice.templates import FRAMES, SHORT_FRAMES, Text, get_text
from yinuo.outlet.reads import find_company

from .calendar import find_invite

_UNNAMED = "一诺", "Yinuo"
_LIFE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a notice in its reader's language, filled in."""

    subject: str
    body: str
    short: str
    company: str
    hotline: str
    link: str
    values: tuple[tuple[str, str], ...]


def write_message(notice: Notice, reach: Reach, now: datetime) -> Message:
    """The message of a notice to whom `reach` leads. Subject and body are plain text. Raises TemplateUnknown,
    and KeyError where a value is missing; the way must be one of `reach.ways`."""
    channel, kind = ChannelKind(notice.channel), RecipientKind(notice.recipient_kind)
    text = get_text(kind, notice.template)
    language = "en" if notice.language == "en" else "zh"
    words = _fill_in(notice, text, language)
    subject, body = _WRITERS[channel](notice, text, language, words)
    is_mail = channel is ChannelKind.EMAIL and kind is RecipientKind.CUSTOMER
    return Message(
        id=notice.id,
        to=reach.addresses.get(channel, ""),
        subject=subject,
        body=body,
        language=notice.language,
        made_at=notice.created_at,
        channel=channel,
        template=f"{kind}/{notice.template}/{language}",
        values=words.values,
        devices=reach.devices if channel is ChannelKind.PUSH else (),
        invite=find_invite(notice, words.subject, words.link, now) if is_mail else None,
        unsubscribe_url=_unsubscribe(text, words) if is_mail else "",
        is_urgent=text.is_urgent,
        lives_seconds=_life_seconds(notice, now),
    )


def _fill_in(notice: Notice, text: Text, language: str) -> _Words:
    params = from_json(notice.params)
    is_english = language == "en"
    company = find_company(settings.YINUO_COMPANY or None)
    names = (company.name_zh, company.name_en) if company else _UNNAMED
    return _Words(
        subject=fill(text.subject_en if is_english else text.subject_zh, params, language=language),
        body=fill(text.body_en if is_english else text.body_zh, params, language=language),
        short=fill(text.short(language), params, language=language),
        company=names[is_english],
        hotline=company.hotline if company else "",
        link=str(params.get("link", "")),
        values=tuple(
            (name, token_of(str(value)) if name == "link" else say(name, value, language))
            for name, value in sorted(params.items())
        ),
    )


def _write_mail(notice: Notice, text: Text, language: str, words: _Words) -> tuple[str, str]:
    frame = FRAMES[RecipientKind(notice.recipient_kind), language]
    signature = {"company": words.company, "hotline": words.hotline}
    subject = frame.subject.format(subject=words.subject, **signature)
    return subject, frame.body.format(body=words.body, **signature).rstrip() + "\n"


def _write_sms(notice: Notice, text: Text, language: str, words: _Words) -> tuple[str, str]:
    frame = SHORT_FRAMES[language]
    body = frame.text.format(
        company=words.company,
        text=words.short,
        link=frame.link.format(link=words.link) if words.link else "",
        hotline=words.hotline,
        stop=frame.stop if text.is_optional else "",
    )
    return "", body


def _write_push(notice: Notice, text: Text, language: str, words: _Words) -> tuple[str, str]:
    """A nudge: who it is from, the case's number, and no word of what it is about (a lock screen is read by
    others, and a push service is somebody else's)."""
    number = dict(words.values).get("number", "")
    title = {"zh": "有新的进展", "en": "There is news"}[language]
    payload = {"title": f"{words.company} {number}".strip(), "body": title, "about": str(number)}
    return "", json.dumps(payload, ensure_ascii=False)


def _write_chat(notice: Notice, text: Text, language: str, words: _Words) -> tuple[str, str]:
    return f"【{words.company}】{words.subject}", case_page_url(notice.subject)


_WRITERS = {
    ChannelKind.EMAIL: _write_mail,
    ChannelKind.SMS: _write_sms,
    ChannelKind.PUSH: _write_push,
    ChannelKind.CHAT: _write_chat,
}


def _unsubscribe(text: Text, words: _Words) -> str:
    return unsubscribe_url(words.link, text.purpose) if text.is_optional and words.link else ""


def _life_seconds(notice: Notice, now: datetime) -> int:
    """How long a carrier may keep trying, in seconds; news of yesterday is none."""
    if notice.expires_at is None:
        return _LIFE_SECONDS
    return max(60, min(_LIFE_SECONDS, int((notice.expires_at - now).total_seconds())))
