"""Readings carry their town, their reasons and their successors."""

from __future__ import annotations

from yinuo.engines.places import resolve


def test_a_name_gone_and_its_namesake_in_force_are_one_reading() -> None:
    assert [c.code for c in resolve("公主岭市").candidates] == ["220184"]


def test_of_two_spells_of_a_name_gone_the_later_is_read() -> None:
    assert resolve("万宁县").candidates[0].code == "460024"


def test_a_clipped_name_alone_counts_only_as_the_whole_text_or_with_its_town() -> None:
    assert resolve("昆山").candidates[0].code == "320583"
    assert resolve("昆山花桥镇").candidates[0].town == "320583108"
    assert resolve("昆山的朋友").candidates == ()


def test_reasons_tell_how_each_name_was_written() -> None:
    assert resolve("杭州西湖").candidates[0].reasons == ("clipped_name", "parent_named")
    assert resolve("中山市民众镇").candidates[0].reasons == ("full_name", "town_named")
    assert resolve("东莞市南城区").candidates[0].reasons == ("full_name", "town_renamed")


def test_a_fuller_name_scores_higher() -> None:
    scores = [
        resolve(t).candidates[0].score for t in ("姜堰区", "泰州市姜堰区", "江苏省泰州市姜堰区")
    ]
    assert scores == sorted(set(scores))
    assert all(0 < score < 1 for score in scores)
