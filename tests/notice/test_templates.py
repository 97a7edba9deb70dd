"""Tests of the words: every text, in both languages, keeps the rules for what we write to people."""

from __future__ import annotations

import re

import pytest

from yinuo.notice.facts import Purpose, RecipientKind, TemplateUnknown
from yinuo.notice.rules import names_in
from yinuo.notice.templates import (
    CUSTOMER_NOTICES,
    FRAMES,
    SHORT_FRAMES,
    STAFF_NOTICES,
    Text,
    get_text,
)

ALL = [(RecipientKind.CUSTOMER, name, text) for name, text in CUSTOMER_NOTICES.items()] + [
    (RecipientKind.STAFF, name, text) for name, text in STAFF_NOTICES.items()
]
EACH = pytest.mark.parametrize(("kind", "name", "text"), ALL, ids=[f"{k}:{n}" for k, n, _ in ALL])
VALUE = re.compile(r"\{\w+\}")
HAN = re.compile(r"[一-鿿，。；：（）【】]")


@EACH
def test_a_text_says_the_same_in_both_languages(kind: RecipientKind, name: str, text: Text) -> None:
    for chinese, english in ((text.subject_zh, text.subject_en), (text.body_zh, text.body_en)):
        assert chinese
        assert english
        assert not HAN.search(english)
        assert names_in(chinese) == names_in(english)


@EACH
def test_no_text_tells_what_is_at_home(kind: RecipientKind, name: str, text: Text) -> None:
    words = f"{text.subject_zh} {text.body_zh} {text.subject_en} {text.body_en}".lower()
    for word in ("保险柜", "保险箱", "柜", "锁具", "safe", "vault", "strongbox"):
        assert word not in words


@EACH
def test_cm_01_cm_02_no_service_text_sells_anything(
    kind: RecipientKind, name: str, text: Text
) -> None:
    assert text.purpose in Purpose
    words = text.body_zh + text.body_en
    for word in (
        "优惠",
        "促销",
        "折扣",
        "特价",
        "升级套餐",
        "discount",
        "offer",
        "upgrade",
        "% off",
    ):
        assert word not in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cm_04_every_message_to_a_customer_says_what_we_never_ask_for(language: str) -> None:
    body = FRAMES[RecipientKind.CUSTOMER, language].body
    wanted = {
        "zh": ("绝不索要密码", "验证码", "共享屏幕", "个人账户", "{company}", "{hotline}"),
        "en": ("never ask for a code", "verification code", "screen sharing", "private account"),
    }
    assert all(words in body for words in wanted[language])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cm_04_so_does_every_short_message(language: str) -> None:
    words = {"zh": "绝不索要密码、验证码", "en": "never ask for codes"}
    assert words[language] in SHORT_FRAMES[language].text


def test_cm_04_a_security_code_comes_with_the_warning_to_tell_nobody() -> None:
    text = CUSTOMER_NOTICES["recovery.code"]
    assert "不要告诉任何人" in text.body_zh
    assert "tell it to nobody" in text.body_en


def test_texts_fit_a_lock_screen_line_and_a_short_message() -> None:
    for _, _, text in ALL:
        assert len(VALUE.sub("12345678", text.subject_zh)) <= 45
        assert len(VALUE.sub("12345678", text.body_zh)) <= 250
        assert len(VALUE.sub("12345678", text.short("zh"))) <= 67


def test_an_unknown_text_is_refused_by_name_and_reader() -> None:
    with pytest.raises(TemplateUnknown, match=r"promise\.made"):
        get_text(RecipientKind.STAFF, "promise.made")


def test_callers_know_every_value_by_its_name() -> None:
    known = {"number", "link", "technician", "badge_no", "share_percent", "kind", "code"}
    known |= {"before", "after", "staff", "wish", "other"}
    for _, _, text in ALL:
        assert all(name in known or name.endswith(("_at", "_fen")) for name in text.needs)
