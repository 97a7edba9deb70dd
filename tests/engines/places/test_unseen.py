"""The resolver's goals, on texts made for testing alone: counties and ways of writing it wasn't tuned on.

The same texts as those of `python -m bench.places`, fewer, and without what needs other packages.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.places_old import gone_divisions
from bench.places_ours import ask
from bench.places_score import RIGHT, WRONG, judge, share, tally, total
from bench.places_sets import ADDRESSES, undecidable
from bench.places_shared import texts_without_place
from bench.places_texts import Text, make_slices
from bench.places_words import shapes, slices, words
from bench.places_world import TESTING, TUNING, World, from_snapshot

_TRADITIONAL = Path(__file__).parent / "data/traditional.tsv"
_EACH = 250


@pytest.fixture(scope="module")
def world() -> World:
    return from_snapshot()


@pytest.fixture(scope="module")
def unseen(world: World) -> list[Text]:
    return [*make_slices(world, TESTING, _EACH), *undecidable(world, TESTING, _EACH)]


def of(texts: list[Text], *slices: str) -> list[Text]:
    chosen = [text for text in texts if text.slice in slices]
    assert chosen, slices
    return chosen


def failures(texts: list[Text]) -> list[str]:
    return [text.text for text in texts if judge(text, ask(text.text, text.prefix)) != RIGHT]


def test_tuning_and_testing_share_neither_a_county_nor_a_way_of_writing_nor_a_word(
    world: World,
) -> None:
    tuned = {county.code for county in world.in_half(TUNING)}
    assert tuned.isdisjoint(county.code for county in world.in_half(TESTING))
    assert 0.45 < len(tuned) / len(world.counties) < 0.55
    for name in slices():
        assert set(shapes(name, TUNING)).isdisjoint(shapes(name, TESTING)), name
    for kind in ("road", "estate", "trap", "organisation", "fault"):
        assert set(words(kind, TUNING)).isdisjoint(words(kind, TESTING)), kind


def test_what_is_gone_in_the_table_of_old_names_is_in_force_nowhere(world: World) -> None:
    in_force = {(c.province, c.city, c.county) for c in world.counties}
    gone = gone_divisions(world)
    assert len(gone) >= 400
    assert [g for g in gone if (g.province, g.city, g.county) in in_force] == []


def test_addresses_are_right_in_995_of_a_thousand(
    unseen: list[Text],
) -> None:
    texts = of(unseen, *ADDRESSES)
    counts = total(tally(texts, [ask(text.text) for text in texts]))
    assert counts.total() >= 3_000
    assert share(counts, RIGHT) >= 99.5


def test_addresses_are_silently_wrong_in_at_most_two_of_a_thousand(unseen: list[Text]) -> None:
    texts = of(unseen, *ADDRESSES)
    counts = total(tally(texts, [ask(text.text) for text in texts]))
    assert counts.total() >= 3_000
    assert share(counts, WRONG) <= 0.2


def test_no_way_of_writing_is_read_much_worse_than_the_others(unseen: list[Text]) -> None:
    texts = of(unseen, *ADDRESSES)
    tallies = tally(texts, [ask(text.text) for text in texts])
    assert {
        name: share(counts, RIGHT) for name, counts in tallies.items() if share(counts, RIGHT) < 97
    } == {}


def test_old_names_lead_to_the_division_of_today_in_97_of_a_hundred(unseen: list[Text]) -> None:
    texts = of(unseen, "old names")
    assert len(failures(texts)) <= 0.03 * len(texts)


def test_a_town_that_went_to_a_neighbour_is_found_there_under_its_old_chain(
    unseen: list[Text],
) -> None:
    texts = of(unseen, "towns that moved")
    assert len(failures(texts)) <= 0.15 * len(texts)


def test_traditional_letters_are_read_in_98_of_a_hundred() -> None:
    with _TRADITIONAL.open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    texts = [Text("traditional letters", text, frozenset({code})) for text, code in rows]
    assert len(texts) >= 300
    assert len(failures(texts)) <= 0.02 * len(texts)


def test_a_name_that_several_counties_share_is_ambiguous_every_time(unseen: list[Text]) -> None:
    assert failures(of(unseen, "shared names")) == []


def test_of_counties_that_share_a_short_name_none_is_chosen(unseen: list[Text]) -> None:
    assert failures(of(unseen, "shared short names")) == []


def test_at_most_four_counties_are_invented_in_four_hundred_texts_without_one() -> None:
    texts = [*texts_without_place(TUNING), *texts_without_place(TESTING)]
    assert len(texts) == 400
    assert len(failures(texts)) <= 4


def test_a_drop_down_that_contradicts_what_was_typed_is_a_conflict_every_time(
    unseen: list[Text],
) -> None:
    assert failures(of(unseen, "drop-down against text")) == []
