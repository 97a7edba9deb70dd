"""Where an address names no place a position tells one, to be confirmed; borders make it exact."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from shapely.geometry import box, mapping

from tests.world import IMPORT, NOW, REPORT, found_company
from yinuo.base.point import Point
from yinuo.intake.facts import AnswerKind, FaultReport
from yinuo.intake.place import Place, Unclear, find_place
from yinuo.intake.reads import preview
from yinuo.outlet.actions import import_borders, import_drawn_areas
from yinuo.outlet.reads import find_company
from yinuo.people.facts import PointSource
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Point(36.6512, 117.1201)
NAMELESS = replace(
    REPORT, address="示范路 18 号", point=HERE, point_source=PointSource.DEVICE, division=""
)
HALL = box(117.10, 36.64, 117.14, 36.66)


def collection(code: str, **more: str) -> bytes:
    properties = {"adcode": code, **more}
    feature = {"type": "Feature", "geometry": mapping(HALL), "properties": properties}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def bring_border(code: str) -> None:
    perform(import_borders, actor=IMPORT, now=NOW, data=collection(code), source="survey")


def asked(report: FaultReport) -> Unclear:
    found = find_place(report)
    assert isinstance(found, Unclear)
    return found


def test_a_position_is_asked_about_and_counts_once_it_is_confirmed() -> None:
    found_company()
    unclear = asked(NAMELESS)
    assert (unclear.kind, unclear.is_by_position) == (AnswerKind.ASKS_PLACE, True)
    code = unclear.choices[0].code
    place = find_place(replace(NAMELESS, division=code))
    assert isinstance(place, Place)
    assert (place.division_code, place.point, place.source) == (code, HERE, PointSource.DEVICE)


def test_a_choice_that_the_position_never_offered_is_worth_nothing() -> None:
    found_company()
    assert asked(replace(NAMELESS, division="320106")).is_by_position


def test_without_a_position_a_nameless_address_is_unknown() -> None:
    found_company()
    assert asked(replace(NAMELESS, point=None)).kind is AnswerKind.PLACE_UNKNOWN


def test_a_border_decides_alone_what_is_offered() -> None:
    found_company()
    bring_border("370112")
    assert [choice.code for choice in asked(NAMELESS).choices] == ["370112"]


def test_a_border_tells_whether_a_position_is_the_addresss() -> None:
    found_company()
    named = replace(NAMELESS, address="济南市历城区示范路 18 号")
    near = find_place(named)
    assert isinstance(near, Place)
    assert near.source is PointSource.DEVICE
    bring_border("370112")
    outside = find_place(replace(named, point=Point(36.70, 117.12)))
    assert isinstance(outside, Place)
    assert outside.is_position_elsewhere


def test_an_area_drawn_by_hand_serves_the_door_that_lies_in_it() -> None:
    found_company()
    company = find_company(None)
    assert company is not None
    far = replace(NAMELESS, address="济南市商河县示范路 18 号", point=None, point_source=None)
    assert preview(far, company.id, NOW).kind is AnswerKind.NOT_COVERED
    bring_border("370126")
    data = collection("", outlet="AN370100", name="north")
    report = perform(import_drawn_areas, actor=IMPORT, now=NOW, data=data)
    assert [row.zh for row in report.rows] == ["新增"]
    here = replace(far, point=HERE, point_source=PointSource.DEVICE)
    assert preview(here, company.id, NOW).kind is AnswerKind.PROMISED
