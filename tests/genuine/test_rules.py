"""What a text is, whether it is ours, and how an entry of the register moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.genuine import rules
from yinuo.genuine.facts import (
    Answer,
    FakeState,
    NumberNotValid,
    NumberUse,
    OfficialNumber,
    TextKind,
    Why,
)

TODAY = date(2026, 11, 23)
NEVER = date(2020, 1, 1)


def number(use: NumberUse, value: str, valid_to: date | None = None) -> OfficialNumber:
    return OfficialNumber(None, use, value, value, "安诺", "", "", NEVER, valid_to)


LIST = (
    number(NumberUse.HOTLINE, "4000000000"),
    number(NumberUse.OUTLET, "053155550000"),
    number(NumberUse.SMS, "106900000000"),
    number(NumberUse.WEBSITE, "anno.example.cn"),
    number(NumberUse.MAIL, "@anno.example.cn"),
    number(NumberUse.OUTBOUND, "053155550001", TODAY - timedelta(days=1)),
)


@pytest.mark.parametrize(
    "text",
    [
        "400-000-0000",
        "400 000 0000",
        "４００－０００－００００",
        "+86 400 000 0000",
        "0086-400-0000-000",
        "(400) 000.0000",
        "4000000000转3",
        "\u200b400\u00ad0000000",
    ],
)
def test_CM_03_one_number_however_it_is_written_is_the_same_number(text: str) -> None:
    asked = rules.read_text(text)
    assert (asked.kind, asked.value) == (TextKind.PHONE, "4000000000")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("+86 531 5555 0000", TextKind.PHONE, "053155550000"),
        ("0531-55550000", TextKind.PHONE, "053155550000"),
        ("+86 138 0000 0000", TextKind.PHONE, "13800000000"),
        ("95000", TextKind.PHONE, "95000"),
        ("https://www.anno.example.cn/repair?x=1", TextKind.WEBSITE, "anno.example.cn"),
        ("Anno.Example.CN", TextKind.WEBSITE, "anno.example.cn"),
        (
            "已到保修期，点 http://anno-fix.example.org/a 办理",
            TextKind.WEBSITE,
            "anno-fix.example.org",
        ),
        ("http://anno.example.cn@evil.example.org/", TextKind.WEBSITE, "evil.example.org"),
        (
            "аnno.example.cn",
            TextKind.WEBSITE,
            "xn--nno-5cd.example.cn",
        ),  # its first letter is Cyrillic
        ("Service@Anno.example.cn", TextKind.MAIL, "service@anno.example.cn"),
        ("an370100-01", TextKind.BADGE, "AN370100-01"),
        ("你好", TextKind.UNREADABLE, ""),
        ("", TextKind.UNREADABLE, ""),
    ],
)
def test_a_text_is_read_for_what_it_is(text: str, kind: TextKind, value: str) -> None:
    asked = rules.read_text(text)
    assert (asked.kind, asked.value) == (kind, value)


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing_and_its_normal_form_stays(text: str) -> None:
    asked = rules.read_text(text)
    if asked.kind is not TextKind.UNREADABLE:
        assert rules.read_text(asked.value).value == asked.value


@pytest.mark.parametrize(
    ("text", "answer", "why"),
    [
        ("400-000-0000", Answer.OURS, Why.LISTED),
        ("4000000001", Answer.NOT_OURS, Why.NOT_LISTED),
        ("13800000000", Answer.UNSURE, Why.MOBILE),
        ("1069 0000 0000", Answer.OURS, Why.LISTED),
        ("0531-55550001", Answer.NOT_OURS, Why.ENDED),
        ("https://help.anno.example.cn/", Answer.OURS, Why.LISTED),
        ("https://anno.example.cn.evil.example.org/", Answer.NOT_OURS, Why.NOT_LISTED),
        ("fakeanno.example.cn", Answer.NOT_OURS, Why.NOT_LISTED),
        ("service@anno.example.cn", Answer.OURS, Why.LISTED),
        ("service@sub.anno.example.cn", Answer.NOT_OURS, Why.NOT_LISTED),
        ("？？", Answer.UNSURE, Why.UNREADABLE),
    ],
)
def test_CM_03_yes_no_or_unsure_never_more_than_is_known(
    text: str, answer: Answer, why: Why
) -> None:
    verdict = rules.judge(rules.read_text(text), LIST, TODAY, is_fake=False)
    assert (verdict.answer, verdict.why) == (answer, why)


def test_CM_05_a_confirmed_false_number_is_called_false_unless_it_is_ours() -> None:
    for text in ("13800000000", "4000000001"):
        verdict = rules.judge(rules.read_text(text), LIST, TODAY, is_fake=True)
        assert (verdict.answer, verdict.why) == (Answer.NOT_OURS, Why.FAKE)
    ours = rules.judge(rules.read_text("4000000000"), LIST, TODAY, is_fake=True)
    assert ours.answer is Answer.OURS


def test_without_a_list_of_its_kind_nothing_is_called_false() -> None:
    only_phones = LIST[:1]
    site = rules.judge(rules.read_text("example.org"), only_phones, TODAY, is_fake=False)
    assert (site.answer, site.why) == (Answer.UNSURE, Why.LIST_EMPTY)


def test_an_entry_counts_through_its_last_day() -> None:
    entry = number(NumberUse.HOTLINE, "4000000000", TODAY)
    assert rules.is_running(entry, TODAY)
    assert not rules.is_running(entry, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("use", "text"),
    [
        (NumberUse.HOTLINE, "anno.example.cn"),
        (NumberUse.WEBSITE, "400-000-0000"),
        (NumberUse.MAIL, "你好"),
        (NumberUse.SMS, ""),
    ],
)
def test_a_number_of_the_wrong_kind_is_refused(use: NumberUse, text: str) -> None:
    with pytest.raises(NumberNotValid):
        rules.normal_value(use, text)


def test_CM_05_nothing_is_asked_of_a_platform_before_a_person_has_confirmed_it() -> None:
    assert not rules.may_move(FakeState.REPORTED, FakeState.REMOVAL_ASKED)
    assert not rules.may_move(FakeState.REPORTED, FakeState.REMOVED)
    assert rules.may_move(FakeState.REPORTED, FakeState.CONFIRMED)
    assert FakeState.REPORTED not in rules.PUBLIC
    assert FakeState.REFUTED not in rules.PUBLIC
    for state in FakeState:
        assert state not in rules.moves_from(state)
        assert rules.moves_from(state)
