"""Coverage, who may be sent, and which price applies."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.period import Period
from yinuo.base.point import Point
from yinuo.outlet import rules
from yinuo.outlet.facts import (
    Bar,
    BarReason,
    CertificateKind,
    CredentialFacts,
    CredentialKind,
    CrewFacts,
    OutletFacts,
    TariffGroup,
    TariffLineFacts,
    TariffLineUnknown,
)

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def outlet(number: int, lat: float = 36.0) -> OutletFacts:
    return OutletFacts(
        id=UUID(int=number),
        company_id=UUID(int=99),
        code=f"O{number}",
        name_zh=f"网点{number}",
        name_en=f"Outlet {number}",
        address="某路 1 号",
        division_code="370102",
        region="370100",
        point=Point(lat, 117.0),
        open_from=time(0),
        open_to=time(0),
        is_round_the_clock=True,
        licence_no="L1",
        authorised_from=date(2026, 1, 1),
        authorised_to=None,
        credentials=(),
    )


def line(code: str, **changes: object) -> TariffLineFacts:
    values: dict[str, object] = {
        "code": code,
        "group": TariffGroup.REPAIR,
        "name_zh": code,
        "name_en": code,
        "price_fen": 1000,
        "unit_zh": "次",
        "unit_en": "visit",
        "night": False,
        "out_of_warranty": True,
        "night_from": None,
        "night_to": None,
        "maker": "",
        "part_no": "",
        "part_condition": None,
        "note_zh": "",
        "note_en": "",
        "valid_from": DAY,
        "valid_to": None,
    }
    return TariffLineFacts(**{**values, **changes})  # type: ignore[arg-type]


NIGHT = line(
    "NIGHT",
    group=TariffGroup.NIGHT,
    night=True,
    night_from=time(22),
    night_to=time(7),
    price_fen=80,
)


def test_a_town_area_covers_its_town_and_not_the_rest_of_the_county() -> None:
    areas = [rules.AreaRow(outlet(1), "469002", "469002109", 1)]

    assert rules.areas_that_cover(areas, "469002", "469002109") == tuple(areas)
    assert rules.areas_that_cover(areas, "469002", None) == ()
    assert rules.areas_that_cover(areas, "469002", "469002100") == ()


def test_an_area_entered_by_the_citys_code_covers_every_county_in_it() -> None:
    areas = [rules.AreaRow(outlet(1), "441900", None, 1)]

    assert rules.areas_that_cover(areas, "441900", "441900106") == tuple(areas)
    assert rules.areas_that_cover(areas, "442000", None) == ()


def test_outlets_come_by_priority_then_distance_and_each_once() -> None:
    near, far, first = outlet(1, 36.01), outlet(2, 36.9), outlet(3, 37.5)
    areas = [
        rules.AreaRow(far, "370102", None, 2),
        rules.AreaRow(near, "370102", None, 2),
        rules.AreaRow(near, "370100", None, 3),
        rules.AreaRow(first, "370102", None, 1),
    ]

    assert rules.order_outlets(areas, Point(36.0, 117.0), time(12)) == (first, near, far)
    assert rules.order_outlets(areas, None, time(12)) == (first, near, far)


@pytest.mark.parametrize(("moment", "comes_first"), [(time(12), 1), (time(23), 2), (time(3), 2)])
def test_the_outlet_whose_hours_it_is_comes_before_a_lower_priority(
    moment: time, comes_first: int
) -> None:
    day, night = outlet(1, 36.0), outlet(2, 36.0)
    areas = [
        rules.AreaRow(day, "370102", None, 1, time(8), time(20)),
        rules.AreaRow(night, "370102", None, 9, time(20), time(8)),
    ]
    ordered = rules.order_outlets(areas, None, moment)
    assert len(ordered) == 2
    assert ordered[0] == {1: day, 2: night}[comes_first]


@pytest.mark.parametrize(
    ("held", "wanted", "expected"),
    [
        ([CredentialKind.PERMIT], "permit", None),
        ([CredentialKind.PERMIT], "filing", None),
        ([CredentialKind.FILING], "filing", None),
        ([CredentialKind.FILING], "permit", BarReason.NO_OPENING_CREDENTIAL),
        ([], "permit", BarReason.NO_OPENING_CREDENTIAL),
        ([], "none", None),
    ],
)
def test_id_01_an_outlet_opens_locks_only_with_what_its_place_asks_for(
    held: list[CredentialKind], wanted: str, expected: BarReason | None
) -> None:
    credentials = [
        CredentialFacts(kind, "n", "a", date(2026, 1, 1), date(2026, 11, 23)) for kind in held
    ]

    assert rules.may_open_locks("L1", credentials, wanted, DAY) == expected


def test_id_01_a_credential_counts_on_its_last_day_and_not_after() -> None:
    held = [CredentialFacts(CredentialKind.PERMIT, "n", "a", date(2026, 1, 1), DAY)]

    assert rules.may_open_locks("L1", held, "permit", DAY) is None
    late = rules.may_open_locks("L1", held, "permit", date(2026, 11, 24))
    assert late is BarReason.NO_OPENING_CREDENTIAL


def test_id_01_without_a_business_licence_nothing_helps() -> None:
    held = [CredentialFacts(CredentialKind.PERMIT, "n", "a", date(2026, 1, 1), None)]

    assert rules.may_open_locks("", held, "none", DAY) is BarReason.NO_BUSINESS_LICENCE


@pytest.mark.parametrize(
    ("checked", "valid_to", "expected"),
    [
        (None, None, False),
        (date(2026, 1, 1), None, True),
        (date(2025, 11, 1), None, False),  # over a year old
        (date(2025, 11, 1), date(2030, 1, 1), False),  # a year, whatever the paper says
        (date(2026, 1, 1), date(2026, 11, 22), False),
        (date(2026, 12, 1), None, False),  # in the future
    ],
)
def test_id_02_the_clear_record_is_renewed_every_year(
    checked: date | None, valid_to: date | None, expected: bool
) -> None:
    assert rules.is_record_clear(checked, valid_to, DAY) is expected


def test_ar_04_only_a_skill_that_needs_a_certificate_is_barred_without_one() -> None:
    bars = rules.bars_for(
        opening=None,
        is_record_clear=True,
        is_authorised=True,
        skills=["electrical", "safe_lock", "height"],
        certificates=[CertificateKind.HEIGHT],
    )

    assert bars == (Bar(BarReason.NO_CERTIFICATE, skill="electrical"),)


def test_ar_05_an_outlet_without_authorisation_sends_nobody_anywhere() -> None:
    bars = rules.bars_for(
        opening=BarReason.NO_OPENING_CREDENTIAL,
        is_record_clear=True,
        is_authorised=False,
        skills=[],
        certificates=[],
    )
    crew = CrewFacts(
        UUID(int=1), UUID(int=2), frozenset(), Point(36, 117), Period(NOON, NOON), bars
    )

    assert crew.reasons_against("fault", []) == (BarReason.NOT_AUTHORISED,)
    assert crew.reasons_against("unlock", []) == (
        BarReason.NOT_AUTHORISED,
        BarReason.NO_OPENING_CREDENTIAL,
    )


def test_shifts_that_touch_count_as_one_and_a_gap_ends_the_duty() -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 11, 23, hour, tzinfo=UTC)

    shifts = [Period(at(14), at(20)), Period(at(6), at(10)), Period(at(10), at(13))]

    assert rules.joined_shift(shifts, at(7)) == Period(at(6), at(13))
    assert rules.joined_shift(shifts, at(13)) == Period(at(14), at(20))
    assert rules.joined_shift(shifts, at(20)) is None


@given(st.times())
def test_a_stretch_over_midnight_and_its_complement_share_the_day(moment: time) -> None:
    assert rules.is_between(moment, time(22), time(7)) is not rules.is_between(
        moment, time(7), time(22)
    )


def test_qt_03_night_hours_are_those_on_the_list_in_local_time() -> None:
    assert rules.is_night([NIGHT], datetime(2026, 11, 23, 14, 0, tzinfo=UTC))  # 22:00 there
    assert not rules.is_night([NIGHT], datetime(2026, 11, 23, 13, 59, tzinfo=UTC))
    assert not rules.is_night([line("R")], datetime(2026, 11, 23, 14, 0, tzinfo=UTC))


def test_qt_03_the_night_surcharge_is_its_own_line_and_only_at_night() -> None:
    tariff = [line("R"), NIGHT]

    by_night = rules.price_lines(tariff, ["R"], night=True, in_warranty=False)
    by_day = rules.price_lines(tariff, ["R", "NIGHT"], night=False, in_warranty=False)

    assert [(p.line.code, p.unit_price_fen) for p in by_night] == [("R", 1000), ("NIGHT", 80)]
    assert [p.line.code for p in by_day] == ["R"]


def test_qt_15_warranty_lines_are_shown_as_zero_and_consumables_are_not() -> None:
    tariff = [line("R"), line("CELLS", out_of_warranty=False, price_fen=2000)]

    priced = rules.price_lines(tariff, ["R", "CELLS"], night=False, in_warranty=True)

    assert [(p.unit_price_fen, p.in_warranty) for p in priced] == [(0, True), (2000, False)]


def test_qt_02_a_line_on_no_list_has_no_price() -> None:
    with pytest.raises(TariffLineUnknown, match="R9"):
        rules.price_lines([line("R")], ["R", "R9"], night=False, in_warranty=False)
