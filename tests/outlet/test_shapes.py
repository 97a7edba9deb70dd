"""Borders and areas drawn by hand: imported once, refused one by one, and asked for by a point."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from shapely.geometry import box, mapping

from yinuo.base.point import Point
from yinuo.outlet import actions, reads
from yinuo.outlet.facts import CoverageStatus, FileUnreadable, ImportReport, RowOutcome
from yinuo.outlet.models import Border, DrawnArea
from yinuo.store.perform import perform

from .cast import ACTOR, COMPANY, NOW, OUTLETS, kinds_of, load

pytestmark = pytest.mark.django_db
SQUARE = box(117.00, 36.60, 117.20, 36.75)
INSIDE, OUTSIDE = Point(36.67, 117.07), Point(36.50, 117.07)
LIXIA = "370102"


@pytest.fixture(autouse=True)
def company() -> None:
    load(COMPANY)
    load(OUTLETS)


def collection(*features: tuple[Any, dict[str, Any]]) -> bytes:
    made = [
        {"type": "Feature", "geometry": shape and mapping(shape), "properties": properties}
        for shape, properties in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def borders(*features: tuple[Any, dict[str, Any]], **more: Any) -> ImportReport:
    report: ImportReport = perform(
        actions.import_borders,
        actor=ACTOR,
        now=NOW,
        data=collection(*features),
        source="our own survey",
        **more,
    )
    return report


def areas(*features: tuple[Any, dict[str, Any]], now: datetime = NOW) -> ImportReport:
    return perform(actions.import_drawn_areas, actor=ACTOR, now=now, data=collection(*features))


def outcomes(report: ImportReport) -> list[str]:
    return [row.outcome.value for row in report.rows]


def company_id() -> Any:
    company = reads.find_company("annuo")
    assert company is not None
    return company.id


def covering(point: Point, radius_m: float | None, at: datetime = NOW) -> list[str]:
    found = reads.find_coverage(company_id(), "370112", None, point, at, radius_m)
    return [outlet.code for outlet in found.outlets]


def test_a_point_lies_where_the_border_says_and_before_that_is_estimated() -> None:
    estimate = reads.locate(INSIDE)
    assert estimate is not None
    assert estimate.is_estimate
    borders((SQUARE, {"adcode": LIXIA}))
    exact = reads.locate(INSIDE)
    assert exact is not None
    assert (exact.code, exact.is_estimate) == (LIXIA, False)
    assert Border.objects.get().source == "our own survey"


def test_the_same_file_again_changes_nothing_and_a_new_border_replaces_the_old() -> None:
    borders((SQUARE, {"adcode": LIXIA}))
    assert outcomes(borders((SQUARE, {"adcode": LIXIA}))) == ["same"]
    assert outcomes(borders((box(117, 36, 117.1, 36.1), {"adcode": LIXIA}))) == ["updated"]
    assert Border.objects.count() == 1
    assert kinds_of(company_id()).count("outlet.rows.imported") == 3  # outlets, and twice a border


def test_a_feature_that_is_wrong_is_refused_with_its_reason_and_stops_no_other() -> None:
    report = borders(
        (SQUARE, {"adcode": "330104"}),
        (SQUARE, {"adcode": "999999"}),
        (SQUARE, {"name": "no code"}),
        (None, {"adcode": LIXIA}),
        (SQUARE, {"adcode": LIXIA}),
        (SQUARE, {"adcode": LIXIA}),
    )
    assert outcomes(report) == [*["refused"] * 4, "created", "refused"]
    reasons = [row.zh for row in report.rows]
    assert "已经撤销，现为 330114" in reasons[0] or "330102" in reasons[0]
    assert "没有区划代码 999999" in reasons[1]
    assert "adcode" in reasons[2]
    assert "读不出图形" in reasons[3]
    assert "和第 5 个图形重复" in reasons[5]


def test_shapes_that_share_ground_are_told() -> None:
    report = borders((SQUARE, {"adcode": LIXIA}), (SQUARE, {"adcode": "370103"}))
    assert report.notes_zh == ("有图形重叠：370102/370103",)


def test_a_dry_run_writes_nothing() -> None:
    report = borders((SQUARE, {"adcode": LIXIA}), dry_run=True)
    assert (outcomes(report), report.was_applied) == (["created"], False)
    assert not Border.objects.exists()


def test_a_file_that_is_no_collection_is_refused_whole() -> None:
    with pytest.raises(FileUnreadable):
        perform(actions.import_borders, actor=ACTOR, now=NOW, data=b"[]", source="x")


def test_a_drawn_area_serves_a_door_that_is_known_and_no_county_seat() -> None:
    assert covering(INSIDE, 30) == []
    areas((SQUARE, {"outlet": "JN1", "name": "老城"}))
    assert covering(INSIDE, 30) == ["JN1"]
    assert covering(OUTSIDE, 30) == []
    assert covering(INSIDE, 4000) == []
    assert covering(INSIDE, None) == []


def test_of_two_drawn_areas_hours_come_first_then_priority() -> None:
    areas(
        (SQUARE, {"outlet": "JN1", "name": "day", "open_from": "08:00", "open_to": "20:00"}),
        (SQUARE, {"outlet": "JN2", "name": "night", "priority": 2}),
    )
    assert covering(INSIDE, 30) == ["JN1", "JN2"]
    assert covering(INSIDE, 30, NOW + timedelta(hours=11)) == ["JN2", "JN1"]


def test_a_drawn_area_ends_with_its_outlets_authorisation() -> None:
    areas((SQUARE, {"outlet": "JN2", "name": "west"}))
    assert covering(INSIDE, 30, NOW) == ["JN2"]
    after = datetime.combine(date(2027, 1, 2), NOW.timetz())
    found = reads.find_coverage(company_id(), "370112", None, INSIDE, after, 30)
    assert found.status is CoverageStatus.NOT_COVERED


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"outlet": "NOBODY"}, "没有网点 NOBODY"),
        ({"outlet": "QH1"}, "不在网点 QH1 的派单区里"),
        ({"outlet": "JN1", "open_from": "08:00"}, "要有起有止"),
        ({"outlet": "JN1", "priority": "first"}, "整数"),
    ],
)
def test_a_drawn_area_that_is_wrong_says_why(properties: dict[str, Any], reason: str) -> None:
    (row,) = areas((SQUARE, properties)).rows
    assert row.outcome is RowOutcome.REFUSED
    assert reason in row.zh
    assert not DrawnArea.objects.exists()
