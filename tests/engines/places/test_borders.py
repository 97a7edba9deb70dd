"""A point lies in the division whose border holds it; without borders, in that of the nearest seat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point as Spot
from shapely.geometry import Polygon, box

from yinuo.base.point import Point, distance_m
from yinuo.engines.places import Borders, get_division, locate
from yinuo.engines.places.gazetteer import load

GAZETTEER = load()
LEAVES = [
    row
    for row in GAZETTEER.rows
    if row.is_current and row.point and not row.bureau_code and GAZETTEER.is_leaf(row)
]
WEST, EAST = box(116.0, 36.0, 117.0, 37.0), box(117.0, 36.0, 118.0, 37.0)
HOLED = Polygon(
    [(100, 30), (104, 30), (104, 34), (100, 34)], [[(101, 31), (103, 31), (103, 33), (101, 33)]]
)
INSIDE = Point(36.5, 116.5)


def test_a_border_tells_the_division_exactly() -> None:
    found = locate(INSIDE, Borders([("370102", WEST), ("370103", EAST)]))
    assert found is not None
    assert (found.code, found.is_estimate, found.distance_m) == ("370102", False, None)


def test_a_towns_border_tells_the_town_and_its_county() -> None:
    found = locate(INSIDE, Borders([("370102001", WEST)]))
    assert found is not None
    assert (found.code, found.town, found.is_estimate) == ("370102", "370102001", False)


@given(st.floats(36.0, 37.0))
def test_a_point_on_a_shared_line_always_belongs_to_the_same_one(lat: float) -> None:
    borders = Borders([("370103", EAST), ("370102", WEST)])
    found = locate(Point(lat, 117.0), borders)
    assert found is not None
    assert found.code == "370102"


@given(st.floats(99, 105), st.floats(29, 35))
def test_a_hole_is_not_inside(lng: float, lat: float) -> None:
    is_in_ring = 100 <= lng <= 104 and 30 <= lat <= 34
    is_in_hole = 101 < lng < 103 and 31 < lat < 33
    inside = Borders([("510100", HOLED)]).is_inside(Point(lat, lng), "510100")
    assert inside == (is_in_ring and not is_in_hole)


def near_hong_kong(point: Point) -> bool:
    """Or Macau, or Taiwan: what is nearest there is in no county of the list."""
    elsewhere = [get_division(code).point for code in ("710000", "810000", "820000")]
    return min(distance_m(point, seat) for seat in elsewhere if seat) < 500_000


def test_every_seat_lies_nearest_to_a_division_with_that_seat() -> None:
    for row in LEAVES:
        assert row.point is not None
        found = locate(row.point)
        assert found is not None
        assert found.is_estimate
        assert get_division(found.code).point == row.point, row


@given(st.floats(18, 53), st.floats(75, 134))
def test_no_seat_is_nearer_than_the_one_that_is_answered(lat: float, lng: float) -> None:
    point = Point(lat, lng)
    least = min(distance_m(point, row.point) for row in LEAVES if row.point)
    found = locate(point)
    if found is None:
        assert least > 39_000 or near_hong_kong(point)
    else:
        assert found.distance_m == pytest.approx(least, abs=1.0)


def test_where_two_seats_are_nearly_as_near_the_other_is_named() -> None:
    first, second = get_division("370102").point, get_division("370103").point
    assert first is not None
    assert second is not None
    middle = Point((first.lat + second.lat) / 2, (first.lng + second.lng) / 2)
    found = locate(middle)
    assert found is not None
    assert found.other


@pytest.mark.parametrize(
    "point",
    [
        Point(35.68, 139.77),
        Point(0.0, 0.0),
        Point(55.75, 37.62),
        Point(21.03, 105.85),
        Point(39.03, 125.75),
        Point(25.03, 121.56),
        Point(22.28, 114.16),
    ],
)
def test_a_point_far_from_any_division_or_outside_the_list_lies_in_none(point: Point) -> None:
    assert locate(point) is None


def test_a_division_whose_border_leaves_the_point_out_is_no_estimate_for_it() -> None:
    seat = get_division("370102").point
    assert seat is not None
    beside = box(seat.lng + 0.01, seat.lat, seat.lng + 0.02, seat.lat + 0.01)
    found = locate(seat, Borders([("370102", beside)]))
    assert found is not None
    assert found.code != "370102"


def test_a_town_counts_only_in_the_county_that_holds_the_point() -> None:
    found = locate(INSIDE, Borders([("370102", WEST), ("370103001", WEST)]))
    assert found is not None
    assert (found.code, found.town) == ("370102", None)


def is_in_ring(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    """The even-odd rule, one edge at a time."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@given(
    st.lists(st.tuples(st.integers(80, 120), st.integers(20, 50)), min_size=3, max_size=9),
    st.integers(80, 120),
    st.integers(20, 50),
)
def test_inside_is_what_the_even_odd_rule_says(
    corners: list[tuple[int, int]], x: int, y: int
) -> None:
    shape = Polygon(corners)
    if not shape.is_valid or shape.area == 0:
        return
    lng, lat = x + 0.137, y + 0.291  # off every corner and, but for a slanting edge, every line
    if shape.boundary.distance(Spot(lng, lat)) > 1e-9:
        inside = Borders([("510100", shape)]).is_inside(Point(lat, lng), "510100")
        assert inside == is_in_ring([(float(a), float(b)) for a, b in corners], lng, lat)
