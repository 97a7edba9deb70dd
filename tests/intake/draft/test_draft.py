"""A pasted message is read by plain rules: what is told is found where it stands, and nothing is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.draft.scoring import NOW, messages, score, shares
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.draft import Draft, Part, read_message
from yinuo.intake.draft.chat import lines_of
from yinuo.people.rules import mask_codes

NO_FAULTS: tuple[FaultRule, ...] = ()
CHAT = """王女士 2026/11/23 09:12
保险柜打不开了
小安客服 2026/11/23 09:13
您好，请问地址和电话？我们的电话是 19911112222
王女士 2026/11/23 09:14
济南市历下区示范路8号3栋501
19900000123"""


def read(text: str) -> Draft:
    return read_message(text, NO_FAULTS, NOW)


def test_the_sets_are_large_enough_and_apart() -> None:
    tuning = {message["text"] for message in messages("tuning")}
    testing = {message["text"] for message in messages("testing")}
    assert len(tuning) + len(testing) >= 60
    assert len(testing) > len(tuning)
    assert not tuning & testing


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("place", 0.95, 0.9),
        ("phone", 0.98, 0.95),
        ("serial", 0.95, 0.95),
        ("fault", 0.9, 0.85),
        ("time", 0.9, 0.85),
        ("name", 0.7, 0.6),
    ],
)
def test_messages_that_were_kept_apart_are_read_this_well(
    part: str, precision: float, recall: float
) -> None:
    found = shares(score("testing")[part])
    assert found[0] >= precision
    assert found[1] >= recall


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_finding_stands_in_it(text: str) -> None:
    draft = read(text)
    for found in (*draft.found, *draft.others):
        assert 0 <= found.score <= 1
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(draft.text)


def test_what_is_found_is_where_its_span_says() -> None:
    draft = read(CHAT)
    for part in (Part.PLACE, Part.PHONE):
        found = draft.of(part)
        assert found is not None
        (span,) = found.spans
        assert draft.text[span.start : span.end] == found.value


def test_what_we_said_ourselves_is_not_the_customers() -> None:
    draft = read(CHAT)
    phone = draft.of(Part.PHONE)
    assert phone is not None
    assert phone.value == "19900000123"
    assert all(found.value != "19911112222" for found in draft.others)


def test_IN_11_codes_are_masked_before_anything_else_is_done() -> None:
    draft = read("密码是 448812，验证码 553211，电话 19900000123")
    assert "448812" not in draft.text
    assert "553211" not in draft.text
    assert "19900000123" in draft.text
    assert draft.text == mask_codes(draft.text)


@pytest.mark.parametrize("text", ["", "   \n ", "喂喂喂，听得见吗", "你是男的女的"])
def test_nothing_is_invented_where_nothing_is_told(text: str) -> None:
    assert read(text).found == ()


@pytest.mark.parametrize(
    ("text", "speakers", "said"),
    [
        ("王女士: 你好\n柜子坏了", ["王女士", "王女士"], ["你好", "柜子坏了"]),
        ("[2026-11-23 10:05] 张伟: 你好", ["张伟"], ["你好"]),
        ("张伟 10:05\n你好\n[图片]\n在吗", ["张伟", "张伟"], ["你好", "在吗"]),
        (
            "电话：19900000123\n地址：示范路 8 号",
            ["", ""],
            ["电话：19900000123", "地址：示范路 8 号"],
        ),
        ("——— 11月23日 09:12 ———\n你好", [""], ["你好"]),
    ],
)
def test_who_said_what(text: str, speakers: list[str], said: list[str]) -> None:
    lines = lines_of(text)
    assert [line.speaker for line in lines] == speakers
    assert [line.text.strip() for line in lines] == said


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("明天下午3点以后来", "2026-11-24T15:00"),
        ("后天上午可以", "2026-11-25T09:00"),
        ("周六上午来", "2026-11-28T09:00"),
        ("下周一晚上七点半", "2026-11-30T19:30"),
        ("今晚8点", "2026-11-23T20:00"),
    ],
)
def test_a_wished_time_is_reckoned_by_the_companys_clock(said: str, at: str) -> None:
    found = read(said).of(Part.TIME)
    assert found is not None
    assert found.from_at is not None
    assert f"{found.from_at:%Y-%m-%dT%H:%M}" == at


def test_a_time_that_was_agreed_before_is_no_wish() -> None:
    found = read("师傅怎么还没来，说好九点的").of(Part.TIME)
    assert found is None or found.score < 0.5
