"""Puts a half's texts together: made ones, traditional letters, old names, the undecidable, the 395 areas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, cycle
from pathlib import Path

from bench.places_old import moved_texts, old_texts
from bench.places_shared import (
    dropped_texts,
    shared_short_texts,
    shared_texts,
    texts_of_two_places,
    texts_without_place,
)
from bench.places_texts import Text, make_slices
from bench.places_traditional import Traditional
from bench.places_words import slices
from bench.places_world import World, from_packages

AREAS = Path(__file__).parent.parent / "tests/engines/places/data/service_areas_gold.tsv"
LISTED = "the 395 areas"
ADDRESSES = frozenset(slices())
"""The slices whose texts are addresses of one county in force: the goal of 99.5 % speaks of them together."""


def all_texts(folder: Path, half: str, count: int, seed: int = 4) -> list[Text]:
    """Every text of a half, `count` of each made slice; the areas, which everybody knows, belong to both."""
    world = from_packages(folder)
    made = list(make_slices(world, half, count, seed))
    return [
        *made,
        *_traditional(folder, made, count),
        *undecidable(world, half, count),
        *areas(),
    ]


def undecidable(world: World, half: str, count: int) -> Iterator[Text]:
    """What needs no package but a world: old names, shared names, no place, a contradiction."""
    return chain(
        old_texts(world, half, count),
        moved_texts(world, half),
        shared_texts(world, half),
        shared_short_texts(world, half),
        texts_without_place(half),
        dropped_texts(world, half, count // 2),
        texts_of_two_places(world, half, count // 3),
    )


def areas() -> Iterator[Text]:
    """The areas the product was first asked to cover, as reviewed by hand, with towns."""
    with AREAS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            gold = frozenset({row["adcode_current"]})
            yield Text(LISTED, row["text"], gold, town=row["town(9-digit name)"].partition(" ")[0])


def _traditional(folder: Path, made: list[Text], count: int) -> Iterator[Text]:
    """A sample of all made slices in turn, as written in Taiwan and Hong Kong."""
    writers = cycle([Traditional(folder, "TW"), Traditional(folder, "HK")])
    sample = made[:: max(1, len(made) // count)][:count]
    for text, writer in zip(sample, writers, strict=False):
        yield replace(text, slice="traditional letters", text=writer.write(text.text))
