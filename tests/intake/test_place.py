"""How far from a division's seat a position may lie: the figures hold for the data that is shipped."""

from __future__ import annotations

import pytest

from yinuo.base.point import distance_m
from yinuo.engines import places
from yinuo.engines.places.gazetteer import Row, load
from yinuo.intake.place import COUNTY_REACH_M, DISTRICT_REACH_M


def seats() -> list[Row]:
    rows = [row for row in load().rows if row.level is places.Level.COUNTY and row.is_current]
    return [row for row in rows if row.point is not None and not row.bureau_code]


def to_next_seat_m(row: Row, others: list[Row]) -> float:
    """The distance to the nearest other seat, far off where none lies within a degree."""
    here = row.point
    assert here is not None
    near = [
        other.point
        for other in others
        if other is not row
        and other.point is not None
        and abs(other.point.lat - here.lat) < 1
        and abs(other.point.lng - here.lng) < 1
    ]
    return min((distance_m(here, point) for point in near), default=1e6)


@pytest.mark.parametrize(
    ("is_district", "reach_m"), [(True, DISTRICT_REACH_M), (False, COUNTY_REACH_M)]
)
def test_within_its_reach_nearly_every_division_has_the_seat_of_another(
    is_district: bool, reach_m: float
) -> None:
    everywhere = seats()
    rows = [row for row in everywhere if row.name.endswith("区") is is_district]
    shared = sum(to_next_seat_m(row, everywhere) <= reach_m for row in rows) / len(rows)
    assert 0.94 <= shared <= 0.96
