"""What holds for every division and every text."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.places import Resolution, Status, resolve
from yinuo.engines.places.gazetteer import Row, load
from yinuo.engines.places.letters import simplify

GAZETTEER = load()
CURRENT = [row for row in GAZETTEER.rows if row.is_current and not row.bureau_code]
GONE = [row for row in GAZETTEER.rows if row.last >= 1990]
NOISE = st.lists(
    st.sampled_from([" ", "　", ",", "，", "/", "-", "（", "）", "19900000001", "★", "\n"])
)
KNOWN = st.sampled_from([*CURRENT, *GONE])


def full_name(row: Row) -> str:
    names = GAZETTEER.names(row)
    return names.province + names.city + names.county


def without_spans(resolution: Resolution) -> Resolution:
    bare = tuple(replace(candidate, spans=()) for candidate in resolution.candidates)
    return replace(resolution, candidates=bare)


def test_the_full_name_of_every_division_in_force_resolves_to_itself() -> None:
    for row in CURRENT:
        resolution = resolve(full_name(row))
        expected = Status.RESOLVED if GAZETTEER.is_leaf(row) else Status.PARTIAL
        assert (resolution.status, resolution.candidates[0].code) == (expected, row.code), row


def test_nearly_every_name_gone_since_1990_resolves_to_itself_or_what_it_became() -> None:
    missed = []
    for row in GONE:
        first = resolve(full_name(row)).candidates[0]
        heirs = {successor.code for successor in GAZETTEER.successors(row)}
        if first.code != row.code and first.code not in heirs:
            missed.append(full_name(row))
    assert len(missed) <= len(GONE) * 0.005, missed


@given(KNOWN, st.data())
def test_noise_never_changes_the_answer(row: Row, data: st.DataObject) -> None:
    text = full_name(row) + "人民路5号"
    at = data.draw(st.integers(0, len(text)))
    noisy = text[:at] + "".join(data.draw(NOISE)) + text[at:]
    assert without_spans(resolve(noisy)) == without_spans(resolve(text))


@given(KNOWN, st.text(max_size=20), st.text(max_size=20))
def test_spans_cut_out_names(row: Row, before: str, after: str) -> None:
    text = before + full_name(row) + after
    for candidate in resolve(text).candidates:
        for start, end in candidate.spans:
            assert 0 <= start < end <= len(text)
        assert list(candidate.spans) == sorted(candidate.spans)


@given(KNOWN)
def test_spans_cut_out_the_named_text_itself(row: Row) -> None:
    text = full_name(row)
    first = resolve("甲 " + text).candidates[0]
    cut = "".join(("甲 " + text)[start:end] for start, end in first.spans)
    assert simplify(cut) in simplify(text)


@given(st.sampled_from(CURRENT))
def test_adding_a_true_parent_never_makes_the_answer_worse(row: Row) -> None:
    alone = {c.code for c in resolve(row.name).candidates}
    full = resolve(full_name(row))
    assert full.candidates[0].code == row.code
    assert full.candidates[0].code in alone or not alone


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    assert resolve(text).status in set(Status)


@given(
    st.lists(st.sampled_from([row.name for row in GAZETTEER.rows]), max_size=12),
    st.text(max_size=5),
)
def test_no_heap_of_names_raises(names: list[str], between: str) -> None:
    resolution = resolve(between.join(names))
    assert (resolution.status is Status.NONE) == (not resolution.candidates)


@pytest.mark.parametrize("chosen", ["330100", "469002", "310000"])
@given(text=st.text(max_size=40))
def test_a_drop_down_always_leaves_an_answer(chosen: str, text: str) -> None:
    assert resolve(text, prefix=chosen).candidates


def calls_for(text: str) -> int:
    """How many functions are called for an answer: the work, whatever else the machine is doing."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        resolve(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "鼓楼区",
        "江苏省南京市",
        "海南",
        "一二三",
        "1 9 ",
        "北京市朝阳区",
        "西区",
        "余杭区临平街道",
        "城关镇",
    ],
)
def test_the_work_grows_no_faster_than_the_text(unit: str) -> None:
    half, whole = (unit * (size // len(unit)) for size in (10_000, 20_000))
    resolve(half)
    assert calls_for(whole) <= 2.2 * calls_for(half) + 1000
