"""Tables lean on each other in the one direction that imports do, which no import linter can see."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
from django.apps import apps
from django.db import models

from .layers import ranks, room_of

Relation: TypeAlias = "models.ForeignObject[Any, Any] | models.ManyToManyField[Any, Any]"
Link: TypeAlias = "tuple[str, str, str, Relation]"


def find_links() -> list[Link]:
    """(room, room it points to, name of the field, field) of each relation that leaves its room."""
    links: list[Link] = []
    for model in apps.get_models(include_auto_created=True):
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if not isinstance(field, models.ForeignObject | models.ManyToManyField):
                continue
            here, there = room_of(model.__module__), room_of(field.related_model.__module__)
            if here and there and here != there:
                links.append((here, there, f"{model._meta.label}.{field.name}", field))
    return links


def test_the_order_of_the_rooms_is_read_whole() -> None:
    order = ranks()
    assert order["pages"] == order["api"]
    assert (
        order["base"]
        < order["store"]
        < order["case"]
        < order["work.visit"]
        < order["work.dispatch"]
        < order["work.booking"]
        < order["promise"]
        < order["pages"]
        < order["cli"]
    )
    assert room_of("yinuo.work.visit.models.step") == "work.visit"
    assert room_of("yinuo.case.models") == "case"
    assert room_of("django.contrib.auth.models") is None


def test_every_room_with_tables_has_its_place_in_the_order() -> None:
    rooms = {room_of(model.__module__) for model in apps.get_models()} - {None}
    assert {"store", "record", "case"} <= rooms <= ranks().keys()


def test_foreign_keys_point_down_only() -> None:
    assert find_links()
    upward = [
        f"{name} -> {there}"
        for here, there, name, _ in find_links()
        if ranks()[there] >= ranks()[here]
    ]
    assert upward == []


def test_a_foreign_key_leaves_no_attribute_on_a_table_of_another_room() -> None:
    named = [name for *_, name, field in find_links() if not field.remote_field.hidden]
    assert named == [], 'add related_name="+"'


@pytest.mark.parametrize("app_label", ["contenttypes", "auth"])
def test_no_table_leans_on_djangos_generic_relations(app_label: str) -> None:
    """A generic relation is a foreign key that no database checks."""
    leaning = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if room_of(model.__module__)
        for field in model._meta.local_fields
        if field.related_model and field.related_model._meta.app_label == app_label
    ]
    assert leaning == []
