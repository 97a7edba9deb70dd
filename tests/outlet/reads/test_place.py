"""Who serves a place, or what is nearest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.outlet.cast import NOW, load_all
from yinuo.base.point import Point
from yinuo.outlet import reads
from yinuo.outlet.facts import CoverageStatus, OutletUnknown
from yinuo.outlet.models import Outlet
from yinuo.store.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_covered_place_names_its_outlets_first_choice_first() -> None:
    company_id = load_all()

    found = reads.find_coverage(company_id, "370104", None, Point(36.67, 117.07), NOW)

    assert found.status is CoverageStatus.COVERED
    assert [outlet.code for outlet in found.outlets] == ["JN2", "JN1"]


def test_ar_05_an_outlet_whose_authorisation_has_ended_serves_nobody() -> None:
    company_id = load_all()
    last_day = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 there

    on_it = reads.find_coverage(company_id, "370104", None, None, last_day)
    after = reads.find_coverage(company_id, "370104", None, None, last_day + timedelta(minutes=1))

    assert [outlet.code for outlet in on_it.outlets] == ["JN2", "JN1"]
    assert [outlet.code for outlet in after.outlets] == ["JN1"]


def test_a_place_nobody_serves_names_the_nearest_outlet_and_how_far_it_is() -> None:
    company_id = load_all()

    found = reads.find_coverage(company_id, "370202", None, Point(36.07, 120.38), NOW)

    assert found.status is CoverageStatus.NOT_COVERED
    assert found.outlets == ()
    assert found.nearest is not None
    assert found.nearest.code == "JN1"
    assert found.distance_m == pytest.approx(303_000, rel=0.02)


def test_without_a_point_the_divisions_own_seat_measures_the_distance() -> None:
    company_id = load_all()

    found = reads.find_coverage(company_id, "460108", None, None, NOW)

    assert found.nearest is not None
    assert found.nearest.code == "QH1"
    assert found.distance_m is not None


def test_an_unserved_town_of_a_served_county_says_which_towns_are() -> None:
    company_id = load_all()

    inside = reads.find_coverage(company_id, "469002", "469002109", None, NOW)
    beside = reads.find_coverage(company_id, "469002", "469002100", None, NOW)

    assert [outlet.code for outlet in inside.outlets] == ["QH1"]
    assert beside.status is CoverageStatus.NOT_COVERED
    assert beside.towns == ("469002109",)


def test_an_outlets_page_shows_its_credentials_and_hours() -> None:
    load_all()

    found = reads.get_outlet(Outlet.objects.get(code="JN1").id)

    assert (found.code, found.is_round_the_clock) == ("JN1", True)
    assert [credential.number for credential in found.credentials] == ["P-1"]
    with pytest.raises(OutletUnknown):
        reads.get_outlet(new_id(NOW))


def test_a_companys_places_are_not_anothers() -> None:
    load_all()

    found = reads.find_coverage(new_id(NOW), "370104", None, Point(36.67, 117.07), NOW)

    assert (found.status, found.nearest) == (CoverageStatus.NOT_COVERED, None)


def test_a_company_is_at_home_where_all_its_outlets_are() -> None:
    company_id = load_all()
    assert reads.home_region(company_id) == ""
    Outlet.objects.filter(code="QH1").update(region="370200")
    assert reads.home_region(company_id) == "37"
    Outlet.objects.filter(code="QH1").update(region="370100")
    assert reads.home_region(company_id) == "370100"
