"""Reports whose place has to be asked back, or lies elsewhere than said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import (
    AWAY,
    HOME,
    NOW,
    UNLOCK,
    found_company,
    kinds,
    open_case,
    send,
)
from yinuo.base.point import Point, distance_m
from yinuo.case.facts import Door, OwnerKind
from yinuo.case.reads import count_cases, get_case
from yinuo.intake.facts import Answer, AnswerKind
from yinuo.intake.models import Request
from yinuo.people.facts import PointSource, Purpose
from yinuo.people.models import Customer
from yinuo.people.reads import has_consent

pytestmark = pytest.mark.django_db(transaction=True)


def only_request(answer: Answer) -> Request:
    """The one request kept, which became no case."""
    row = Request.objects.get()
    assert (row.outcome, row.case_id) == (answer.kind, None)
    assert count_cases() == 0
    assert not Customer.objects.exists()
    return row


class TestAskedBack:
    """What has to be asked before it can be a case."""

    def test_a_district_name_of_many_cities_is_asked_with_its_cities(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号")
        assert answer.kind is AnswerKind.ASKS_PLACE
        assert {choice.code for choice in answer.choices} >= {"370103", "511102"}
        assert only_request(answer).form["address"] == "市中区示范路 18 号"

    def test_the_choice_settles_it(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号", division="370103")
        assert answer.kind is AnswerKind.PROMISED

    def test_a_made_up_choice_is_worth_nothing(self) -> None:
        answer = send(found_company(), address="市中区示范路 18 号", division="999999")
        assert answer.kind is AnswerKind.ASKS_PLACE

    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("青岛市市南区香港中路10号", AnswerKind.NOT_COVERED),
            ("朝阳区建国路 8 号", AnswerKind.ASKS_PLACE),
            ("济南市", AnswerKind.ASKS_DISTRICT),
            ("示范路 8 号", AnswerKind.PLACE_UNKNOWN),
        ],
    )
    def test_a_choice_that_this_address_never_gave_is_worth_nothing(
        self, address: str, kind: AnswerKind
    ) -> None:
        division = "370602" if address == "济南市" else "370102"
        answer = send(found_company(), address=address, division=division, point=None)
        assert answer.kind is kind
        only_request(answer)

    def test_a_city_alone_is_asked_with_its_districts_and_the_choice_settles_it(self) -> None:
        company = found_company()
        answer = send(company, address="济南市示范路 8 号")
        assert answer.kind is AnswerKind.ASKS_DISTRICT
        assert len(answer.choices) == 12
        assert ("370102", "山东省济南市历下区") in {(c.code, c.name) for c in answer.choices}
        chosen = open_case(company, address="济南市示范路 8 号", division="370102")
        assert chosen.division_code == "370102"

    def test_a_province_alone_is_asked_for_the_district_without_a_list_of_hundreds(self) -> None:
        answer = send(found_company(), address="山东省")
        assert (answer.kind, answer.choices) == (AnswerKind.ASKS_DISTRICT, ())

    def test_a_city_that_has_no_districts_is_a_place(self) -> None:
        answer = send(found_company(), address="东莞市示范路 8 号", point=None)
        assert answer.kind is AnswerKind.NOT_COVERED

    @pytest.mark.parametrize("address", ["在家里", "London, Baker Street 221", "？？？"])
    def test_no_place_we_know_is_said(self, address: str) -> None:
        answer = send(found_company(), address=address, point=None)
        assert answer.kind is AnswerKind.PLACE_UNKNOWN
        only_request(answer)

    def test_with_a_position_the_place_where_it_lies_is_asked_about(self) -> None:
        answer = send(found_company(), address="在家里")
        assert (answer.kind, answer.is_by_position) == (AnswerKind.ASKS_PLACE, True)
        only_request(answer)

    def test_two_places_in_one_text_are_not_guessed_between(self) -> None:
        answer = send(found_company(), address="济南市市中区示范路，或者济南市槐荫区经十路")
        assert answer.kind in (AnswerKind.ASKS_PLACE, AnswerKind.PLACE_UNKNOWN)
        only_request(answer)

    def test_whose_safe_it_is_is_asked_once_where_it_matters(self) -> None:
        company = found_company()
        unsure: dict[str, Any] = {"door": Door.UNKNOWN, "owner_kind": OwnerKind.UNKNOWN}
        answer = send(company, UNLOCK, **unsure, is_detail_asked=False)
        assert answer.kind is AnswerKind.ASKS_DETAIL
        assert answer.questions
        only_request(answer)
        again = send(company, UNLOCK, **unsure)
        assert again.case_id is not None
        assert (
            get_case(again.case_id).level == "L3"
        )  # whoever doesn't say is taken to need the most


class TestNotCovered:
    """A place without an outlet."""

    def test_the_nearest_outlet_and_its_distance_are_told(self) -> None:
        answer = send(
            found_company(), address="北京市朝阳区示范路 1 号", point=None, point_source=None
        )
        assert answer.kind is AnswerKind.NOT_COVERED
        assert answer.nearest is not None
        assert answer.nearest.name_zh == "安诺济南服务站"
        assert 300 < (answer.nearest.distance_km or 0) < 450
        only_request(answer)


class TestWhere:
    """The point, best source first."""

    @pytest.mark.parametrize(
        ("changes", "source", "radius"),
        [
            ({"point_source": PointSource.DEVICE}, PointSource.DEVICE, 30),
            ({"point_source": PointSource.MAP}, PointSource.MAP, 50),
            ({"point": None, "point_source": None}, PointSource.COUNTY, 4000),
        ],
    )
    def test_it_says_how_sure_it_is(
        self, changes: dict[str, Any], source: PointSource, radius: int
    ) -> None:
        case = open_case(found_company(), **changes)
        assert (case.point_source, case.radius_m) == (source, radius)

    def test_a_town_in_the_text_is_nearer_than_its_county(self) -> None:
        address = "山东省济南市市中区党家街道示范路 18 号"
        case = open_case(found_company(), address=address, point=None, point_source=None)
        assert (case.point_source, case.radius_m) == (PointSource.TOWN, 2000)

    @pytest.mark.parametrize(
        "point",
        [Point(39.9042, 116.4074), Point(0, 0), Point(48.8566, 2.3522)],
        ids=["another-city", "nowhere", "abroad"],
    )
    @pytest.mark.parametrize("source", [PointSource.DEVICE, PointSource.MAP])
    def test_a_position_far_from_the_address_is_not_its_point(
        self, point: Point, source: PointSource
    ) -> None:
        case = open_case(found_company(), point=point, point_source=source)
        assert (case.point_source, case.division_code) == (PointSource.COUNTY, "370103")
        assert distance_m(case.point, HOME) < 10_000
        assert not has_consent(case.customer_id, Purpose.LOCATION, NOW)
        assert kinds(case).count("intake.position.elsewhere") == 1

    def test_of_a_position_at_the_address_nothing_of_the_kind_is_said(self) -> None:
        assert "intake.position.elsewhere" not in kinds(open_case(found_company()))

    def test_a_claimed_source_without_device_or_map_is_not_believed(self) -> None:
        case = open_case(found_company(), point=AWAY, point_source=PointSource.VISIT)
        assert case.point_source is PointSource.COUNTY
