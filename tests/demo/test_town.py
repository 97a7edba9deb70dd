"""The invented town: the same seed draws the same day, people keep to what a day is made of."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.point import distance_m
from yinuo.demo.company import BUILT_DATE, RULEBOOK, company_files
from yinuo.demo.report import STARTS_AT
from yinuo.demo.town import MAIL_DOMAIN, Arrival, draw_arrival, draw_day, draw_manner
from yinuo.engines import places, rulebook
from yinuo.engines.rulebook import FaultRule, Level, Urgency

seeds = st.integers(min_value=0, max_value=2**31)


@cache
def faults() -> tuple[FaultRule, ...]:
    (text,) = (file.data.decode() for file in company_files(BUILT_DATE) if file.name == RULEBOOK)
    return tuple(rulebook.load(text).case_kinds)


def day(seed: int) -> tuple[Arrival, ...]:
    return draw_day(seed, STARTS_AT, faults())


@given(seeds)
def test_the_same_seed_draws_the_same_day(seed: int) -> None:
    assert day(seed) == day(seed)
    assert day(seed) != day(seed + 1)


@given(seeds)
def test_a_day_has_its_requests_in_order_within_twenty_four_hours(seed: int) -> None:
    drawn = day(seed)
    assert len(drawn) == 112
    assert [arrival.number for arrival in drawn] == list(range(112))
    assert list(drawn) == sorted(drawn, key=lambda arrival: arrival.at)
    assert drawn[0].at >= STARTS_AT
    assert drawn[-1].at < STARTS_AT + timedelta(hours=24)


@given(seeds)
def test_each_request_has_a_phone_and_an_address_of_its_own_that_are_nobodys(seed: int) -> None:
    drawn = day(seed)
    assert len({arrival.report.phone for arrival in drawn}) == len(drawn)
    assert len({arrival.report.email for arrival in drawn}) == len(drawn)
    for arrival in drawn:
        assert arrival.report.phone.startswith("199")
        assert len(arrival.report.phone) == 11
        assert arrival.report.email is not None
        assert arrival.report.email.endswith(f"@{MAIL_DOMAIN}")


def test_every_address_is_in_the_city_that_is_shown() -> None:
    for arrival in day(1):
        best = places.resolve(arrival.report.address).candidates[0]
        assert best.code.startswith("3701"), arrival.report.address


def test_only_what_somebody_comes_for_is_reported() -> None:
    by_id = {fault.id: fault for fault in faults()}
    for seed in range(20):
        for arrival in day(seed):
            fault = by_id[arrival.report.fault_id]
            assert fault.crew > 0
            assert fault.urgency is not Urgency.EMERGENCY
            assert fault.level < Level.L3


def test_more_people_call_after_work_than_before_dawn() -> None:
    hours = [(arrival.at.hour + 8) % 24 for seed in range(20) for arrival in day(seed)]
    evening = sum(17 <= hour < 20 for hour in hours)
    night = sum(1 <= hour < 4 for hour in hours)
    assert evening > 3 * night > 0


@given(seeds, st.integers(min_value=0, max_value=10_000))
def test_a_request_is_the_same_whatever_was_drawn_before_it(seed: int, number: int) -> None:
    fault = faults()[number % len(faults())]
    arrival = draw_arrival(seed, number, STARTS_AT, fault)
    random.seed(number)
    assert draw_arrival(seed, number, STARTS_AT, fault) == arrival


def test_people_differ_in_every_way_that_the_rooms_must_bear() -> None:
    manners = [draw_manner(random.Random(seed)) for seed in range(2000)]
    assert {manner.at_door for manner in manners} == {"code", "tap", "silent"}
    assert {manner.after_work for manner in manners} == {"fixed", "silent", "dispute"}
    for way in ("accepts", "confirms_price", "mistypes"):
        assert {getattr(manner, way) for manner in manners} == {True, False}
    assert {manner.overpaid_fen for manner in manners} == {0, 5000}
    left = [m.withdraws_after for m in manners if m.withdraws_after is not None]
    assert left
    assert all(timedelta(minutes=1) <= after <= timedelta(minutes=8) for after in left)


def test_doors_are_spread_over_the_quarters_not_over_the_province() -> None:
    points = [arrival.report.point for arrival in day(3) if arrival.report.point is not None]
    assert len(set(points)) > 100
    centre = points[0]
    assert max(distance_m(centre, point) for point in points) < 40_000
