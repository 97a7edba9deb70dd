"""One sentence in Chinese or English says why."""

from __future__ import annotations

import pytest

from yinuo.engines.routing import State, decide, explain, quote

from .cast import NOW, PARAMS, TRAVEL, request, state, technician

NAMES = {"t0": "刘师傅", "busy": "王师傅"}


def sentence(city: State, lang: str) -> str:
    return explain(decide(city, NOW, TRAVEL, PARAMS).reasons["r", 1], NAMES, lang)


CITY = state(
    (
        technician("busy", 1, free=25),
        technician("t0", 5),
        technician("off", shift=(-500, -1)),
        technician("plain", skills=()),
    ),
    (request("r", skills=("lock",)),),
)


def test_english_names_the_nearest_and_counts_the_excluded() -> None:
    assert sentence(CITY, "en") == (
        "刘师傅 chosen (16 min, 0 % risk, 0.10) over the nearest, 王师傅 "
        "(28 min, finishing another job, 44 % risk, 0.51); 1 off shift, 1 without the skill."
    )


def test_chinese_says_the_same() -> None:
    assert sentence(CITY, "zh") == (
        "选了刘师傅（16分钟到，迟到风险0%，代价0.10），没有选最近的王师傅"
        "（28分钟到，手上的活还没完，迟到风险44%，代价0.51）；1人不在班，1人没有这项技能。"
    )


def test_quote_is_explained_by_its_earliest_promise() -> None:
    city = state(CITY.technicians)
    reason = quote(city, request("new", skills=("lock",)), NOW, TRAVEL, PARAMS).reasons
    assert explain(reason, NAMES, "en") == (
        "刘师傅 gives the earliest promise that can be kept (16 min, 0 % risk) over the nearest, "
        "王师傅 (28 min, finishing another job, 44 % risk); 1 off shift, 1 without the skill."
    )
    assert explain(reason, NAMES, "zh").startswith("最早说得准的是刘师傅（16分钟到，迟到风险0%）")


def test_visit_that_cannot_start_yet_says_so() -> None:
    city = state((technician("busy", free=9),), (request("r"),))
    assert sentence(city, "en") == (
        "王师傅 foreseen (9 min, finishing another job, 4 % risk, 0.06), cannot leave yet, "
        "the only one who can come."
    )


def test_nobody_is_explained_by_the_counts_and_unknown_codes_are_shown() -> None:
    barred = frozenset({"t0", "t1"})
    reasons = (("t0", "no_opening_credential"), ("t1", "on_leave"))
    wanted = request("r", barred=barred, barred_reasons=reasons)
    city = state((technician("t0"), technician("t1")), (wanted,))
    assert sentence(city, "en") == (
        "Nobody can come now; 1 of an outlet not registered to open locks, 1 barred (on_leave)."
    )


def test_id_without_a_name_stands_for_itself() -> None:
    assert sentence(state((technician("t9"),), (request("r"),)), "en").startswith("t9 chosen")


def test_other_languages_are_refused() -> None:
    with pytest.raises(KeyError):
        sentence(CITY, "fr")
