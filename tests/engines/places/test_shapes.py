"""Shapes are read as the standard says, and refused one by one with what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from yinuo.base.point import Point, distance_m
from yinuo.engines.places import ShapesUnreadable, overlapping, read_shapes

SQUARE = [[[117.0, 36.0], [118.0, 36.0], [118.0, 37.0], [117.0, 37.0], [117.0, 36.0]]]
BOW_TIE = [[[117.0, 36.0], [118.0, 37.0], [118.0, 36.0], [117.0, 37.0], [117.0, 36.0]]]


def collection(*geometries: Any, **properties: Any) -> str:
    features = [{"type": "Feature", "properties": properties, "geometry": g} for g in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


def polygon(rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": rings}


def test_a_polygon_is_read_with_its_properties_as_texts() -> None:
    (found,) = read_shapes(collection(polygon(SQUARE), adcode=370102, name="历下区", note=None))
    assert found.properties == {"adcode": "370102", "name": "历下区"}
    assert found.geometry is not None
    assert found.geometry.bounds == (117.0, 36.0, 118.0, 37.0)


def test_coordinates_of_chinese_maps_are_converted() -> None:
    (found,) = read_shapes(collection(polygon(SQUARE)), datum="gcj02")
    assert found.geometry is not None
    west, south, _, _ = found.geometry.bounds
    assert 200 < distance_m(Point(36.0, 117.0), Point(south, west)) < 900


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        (polygon(BOW_TIE), "边界自己相交"),
        ({"type": "Point", "coordinates": [117.0, 36.0]}, "要多边形"),
        (polygon([[[lat, lng] for lng, lat in SQUARE[0]]]), "先写经度"),
        (None, "读不出图形"),
        (polygon("no"), "读不出图形"),
    ],
)
def test_a_shape_that_is_wrong_says_why_and_stops_no_other(geometry: Any, fault: str) -> None:
    wrong, right = read_shapes(collection(geometry, polygon(SQUARE)))
    assert wrong.geometry is None
    assert fault in wrong.fault_zh
    assert wrong.fault_en
    assert right.geometry is not None


@given(st.one_of(st.text(), st.just("{}"), st.just('{"features": []}'), st.just("[1]")))
def test_what_is_no_collection_is_refused_whole(text: str) -> None:
    with pytest.raises(ShapesUnreadable):
        read_shapes(text)


@pytest.mark.parametrize("properties", [[1], "x", 5, None])
def test_properties_that_are_none_spoil_nothing(properties: Any) -> None:
    feature = {"type": "Feature", "properties": properties, "geometry": polygon(SQUARE)}
    (found,) = read_shapes(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert found.properties == {}


@pytest.mark.parametrize("coordinates", ["[" * 900 + "]" * 900, "[[[" + "9" * 400 + ", 36]]]"])
def test_coordinates_that_break_the_library_are_refused_alone(coordinates: str) -> None:
    broken = (
        f'{{"type": "Feature", "geometry": {{"type": "Polygon", "coordinates": {coordinates}}}}}'
    )
    whole = json.dumps({"type": "Feature", "geometry": polygon(SQUARE)})
    text = '{"type": "FeatureCollection", "features": [' + broken + ", " + whole + "]}"
    wrong, right = read_shapes(text)
    assert wrong.geometry is None
    assert right.geometry is not None


def test_a_code_that_a_program_wrote_as_a_decimal_is_a_code() -> None:
    (found,) = read_shapes(collection(polygon(SQUARE), adcode=370102.0))
    assert found.properties == {"adcode": "370102"}


def test_shapes_that_share_ground_are_named_and_neighbours_are_not() -> None:
    named = [("a", box(0, 0, 2, 2)), ("b", box(1, 1, 3, 3)), ("c", box(3, 0, 4, 4))]
    assert overlapping(named) == [("a", "b")]
