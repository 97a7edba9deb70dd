"""A fault is found while one types: by its words, by the first letters of their pinyin, and by what
people say."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.draft.scoring import NOW
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.engines import rulebook as rulebooks
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.draft import find_faults, match_faults
from yinuo.intake.draft.pinyin import initials


@cache
def faults() -> tuple[FaultRule, ...]:
    text = next(file.data for file in company_files(NOW.date()) if file.name == RULEBOOK).decode()
    return rulebooks.load(text).case_kinds


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("密码忘记", "mmwj"),
        ("钥匙断了", "ysdl"),
        ("指纹不认", "zwbr"),
        ("APP 离线", "applx"),
        ("门栓", "ms"),
    ],
)
def test_initials_of_what_people_type(text: str, letters: str) -> None:
    assert initials(text) == letters


@given(st.text(max_size=30))
def test_initials_are_plain_letters_and_digits_whatever_comes_in(text: str) -> None:
    assert all(char.isascii() and char.isalnum() for char in initials(text))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mmw", "SF-05"),
        ("wjmm", "SF-05"),
        ("密码忘", "SF-05"),
        ("zw", "SF-18"),
        ("ysd", "SF-09"),
        ("钥匙断", "SF-09"),
        ("sf-20", "SF-20"),
        ("泡水", "SF-31"),
        ("指纹刷不开啊", "SF-18"),
    ],
)
def test_a_few_keys_find_the_fault(typed: str, first: str) -> None:
    assert match_faults(typed, faults())[0].id == first


def test_every_fault_is_found_by_the_initials_of_its_name() -> None:
    for fault in faults():
        found = match_faults(initials(fault.name.zh), faults())
        assert fault.id in {one.id for one in found}, fault.name.zh


def test_the_score_is_the_published_one() -> None:
    (found, *_rest) = find_faults("保险柜密码忘了", faults())
    assert found.fault_id == "SF-05"
    assert found.spans
    nothing = find_faults("明天天气怎么样", faults())
    assert nothing == ()


def test_two_faults_that_are_close_make_each_other_less_sure() -> None:
    alone = find_faults("指纹刷不开", faults())[0].score
    both = find_faults("指纹刷不开，钥匙也断在里面", faults())[0].score
    assert both < alone
