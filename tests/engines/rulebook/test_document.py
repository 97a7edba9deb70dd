"""YAML without its traps: each is told plainly, by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.rulebook import RulebookInvalid, load

from .cast import SMALL, faults_of, spoil


def test_a_key_written_twice_is_told_at_its_second_line() -> None:
    (fault,) = faults_of(spoil("  link_days: 30", "  link_days: 30\n  link_days: 60"))
    assert (fault.line, fault.field) == (12, "windows.link_days")
    assert "twice" in fault.message_en


@pytest.mark.parametrize("word", ["yes", "no", "on", "True", "TRUE"])
def test_a_yes_is_no_truth_value(word: str) -> None:
    price = spoil("kind: arrive", "kind: price").replace("    quote_at_least: 0.9\n", "")
    text = price.replace("{credit: 2000}", f"{{credit: 2000, refund_excess: {word}}}")
    (fault,) = faults_of(text)
    assert (fault.line, fault.field) == (25, "promises[0].remedy.refund_excess")
    assert fault.message_en == f"must be true or false, not {word}"


def test_the_word_no_is_a_word_where_a_word_is_wanted() -> None:
    assert load(spoil("en: Tiny", "en: no")).company.name.en == "no"


def test_aliases_are_refused_so_that_no_bomb_unfolds() -> None:
    levels = "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30))
    faults = faults_of(f"a0: &a0 [x]\n{levels}\n")
    assert (faults[0].line, faults[0].field) == (1, "a0")
    assert any("anchors and aliases" in fault.message_en for fault in faults)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!x y", "!!int 5"])
def test_tags_are_refused(tag: str) -> None:
    faults = faults_of(spoil("  code_tries: 5", f"  code_tries: {tag}"))
    assert "tags are not allowed" in [fault.message_en for fault in faults]


def test_a_merge_key_is_a_key_like_any_other_and_unknown() -> None:
    fields = [fault.field for fault in faults_of(spoil("windows:\n", "windows:\n  <<: {a: 1}\n"))]
    assert fields == ["windows.<<"]


def test_a_file_above_one_megabyte_is_refused() -> None:
    (fault,) = faults_of(SMALL + "#" * 1_000_000)
    assert "1 MB" in fault.message_en
    (wide,) = faults_of(SMALL + "# " + "诺" * 400_000)
    assert "1 MB" in wide.message_en


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{b: " * 500, "- " * 5000 + "x"])
def test_a_text_that_nests_too_deeply_is_refused(text: str) -> None:
    assert "levels" in faults_of(text)[-1].message_en


@pytest.mark.parametrize("text", ["a: [", "a: 'x", "a: b: c", "\tx: 1", "%YAML 9\n---\n", "a: @x"])
def test_a_text_that_is_no_yaml_says_on_which_line(text: str) -> None:
    fault = faults_of("# one\n# two\n" + text)[0]
    assert fault.line >= 3
    assert fault.message_zh.startswith("YAML 读不懂")


@pytest.mark.parametrize("text", ["a: \x00", "a: \x1b", "a: \ud800"])
def test_control_characters_are_refused(text: str) -> None:
    assert "characters" in faults_of(text)[0].message_en


@pytest.mark.parametrize("text", ["", "# only a comment\n", "{}", "[]", "5", "null", "---\n"])
def test_an_empty_file_or_one_value_is_no_rulebook(text: str) -> None:
    assert faults_of(text)


def test_a_second_document_is_refused() -> None:
    assert "second document" in faults_of(SMALL + "---\na: 1\n")[0].message_en


def test_a_list_as_a_key_is_refused() -> None:
    faults = faults_of(SMALL + "? [a, b]\n: 1\n")
    assert "a key must be a word" in [fault.message_en for fault in faults]


@given(st.text(max_size=60), st.integers(0, len(SMALL)))
def test_any_text_is_read_or_refused_and_never_crashes(junk: str, position: int) -> None:
    try:
        load(SMALL[:position] + junk + SMALL[position:])
    except RulebookInvalid as refused:
        errors = refused.errors
    else:
        return
    assert errors
    assert all(fault.line >= 1 and fault.message_zh for fault in errors)
