"""The warranty decision: evidence, months, last day, reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.outlet.facts import WarrantyBasis, WarrantyEvidence
from yinuo.outlet.warranty import UnitDates, WrittenPromise, add_months, decide, unknown_unit

days = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 15), 36, date(2027, 1, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_months_last(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(0, 120))
def test_a_longer_promise_never_ends_earlier(day: date, months: int) -> None:
    assert add_months(day, months) < add_months(day, months + 1)


def test_the_last_day_is_in_warranty_and_the_next_is_not() -> None:
    dates = UnitDates(sold_date=date(2023, 11, 23))

    assert decide(dates, [], 36, date(2026, 11, 23)).in_warranty
    after = decide(dates, [], 36, date(2026, 11, 24))
    assert (after.in_warranty, after.basis) == (False, WarrantyBasis.ENDED)
    assert after.ends_date == date(2026, 11, 23)


def test_af_13_the_invoice_decides_even_against_a_later_installation() -> None:
    found = decide(
        UnitDates(sold_date=date(2024, 1, 1), installed_date=date(2025, 1, 1)),
        [],
        12,
        date(2025, 6, 1),
    )

    assert (found.evidence, found.in_warranty) == (WarrantyEvidence.INVOICE, False)


def test_af_13_without_an_invoice_the_date_better_for_the_customer_counts() -> None:
    dates = UnitDates(
        installed_date=date(2024, 1, 1),
        registered_date=date(2024, 3, 1),
        made_date=date(2023, 1, 1),
    )

    found = decide(dates, [], 12, date(2025, 2, 1))

    assert (found.evidence, found.starts_date) == (
        WarrantyEvidence.REGISTRATION,
        date(2024, 3, 1),
    )
    assert found.in_warranty
    assert "购买凭证" in found.text_zh
    assert "proof of purchase" in found.text_en


def test_af_13_the_production_date_counts_only_where_nothing_else_is_known() -> None:
    found = decide(UnitDates(made_date=date(2025, 1, 1)), [], 12, date(2025, 6, 1))

    assert found.evidence is WarrantyEvidence.PRODUCTION


def test_a_date_in_the_future_proves_nothing() -> None:
    found = decide(UnitDates(sold_date=date(2027, 1, 1)), [], 12, date(2026, 1, 1))

    assert found.basis is WarrantyBasis.NO_DATE


def test_af_09_within_six_months_the_law_stands_in_for_a_shorter_promise() -> None:
    dates = UnitDates(sold_date=date(2026, 6, 1))

    inside = decide(dates, [], 3, date(2026, 12, 1))
    after = decide(dates, [], 3, date(2026, 12, 2))

    assert (inside.in_warranty, inside.basis) == (True, WarrantyBasis.SIX_MONTHS)
    assert inside.ends_date == date(2026, 12, 1)
    assert not after.in_warranty


def test_af_06_days_in_repair_do_not_count() -> None:
    dates = UnitDates(sold_date=date(2025, 1, 1))

    assert not decide(dates, [], 12, date(2026, 1, 5)).in_warranty
    assert decide(dates, [], 12, date(2026, 1, 5), repair_days=4).in_warranty


def test_af_14_a_unit_keeps_the_promise_written_when_it_was_sold() -> None:
    promises = [
        WrittenPromise(60, date(2023, 1, 1), date(2023, 12, 31)),
        WrittenPromise(24, date(2024, 1, 1), None),
    ]

    old = decide(UnitDates(sold_date=date(2023, 6, 1)), promises, 36, date(2026, 11, 1))
    new = decide(UnitDates(sold_date=date(2024, 6, 1)), promises, 36, date(2026, 11, 1))

    assert (old.months, old.in_warranty) == (60, True)
    assert (new.months, new.in_warranty) == (24, False)


def test_an_unknown_serial_says_what_settles_it() -> None:
    assert unknown_unit().basis is WarrantyBasis.UNIT_UNKNOWN
    assert "购买凭证" in unknown_unit().text_zh


@given(days, st.integers(0, 120), st.integers(0, 5000), st.integers(0, 60))
def test_in_warranty_exactly_up_to_the_last_day(
    sold: date, months: int, after: int, repair_days: int
) -> None:
    today = sold + timedelta(days=after)

    found = decide(UnitDates(sold_date=sold), [], months, today, repair_days=repair_days)

    assert found.ends_date is not None
    assert found.in_warranty == (today <= found.ends_date)
    assert str(found.ends_date) in found.text_zh
    assert str(found.ends_date) in found.text_en
