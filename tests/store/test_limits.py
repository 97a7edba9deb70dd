"""Counting how often one place asks: within a limit, beyond it, at the seam of two windows, and forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.world import NOW
from yinuo.store.limits import DUE_SOURCES, Limit, count_asked, place_of
from yinuo.store.models import Asked

pytestmark = pytest.mark.django_db(transaction=True)

THREE = Limit("test", most=3, minutes=60)


def test_within_the_limit_everybody_is_served_and_beyond_it_told_when_to_come_again() -> None:
    assert [count_asked(THREE, "192.0.2.7", NOW) for _ in range(3)] == [None] * 3
    assert count_asked(THREE, "192.0.2.7", NOW) == NOW + timedelta(hours=1)
    assert count_asked(THREE, "192.0.2.8", NOW) is None
    assert count_asked(Limit("other", 3, 60), "192.0.2.7", NOW) is None


def test_what_was_asked_just_before_the_seam_of_two_windows_still_counts() -> None:
    for _ in range(3):
        count_asked(THREE, "x", NOW - timedelta(minutes=1))
    assert count_asked(THREE, "x", NOW) is not None
    assert count_asked(THREE, "y", NOW) is None
    later = NOW + timedelta(hours=2)
    assert count_asked(THREE, "x", later) is None


def test_many_at_once_are_counted_one_by_one() -> None:
    def ask(_: int) -> bool:
        try:
            return count_asked(Limit("race", 10, 60), "x", NOW) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(40))) == 10


def test_the_table_names_no_address_and_forgets_what_no_longer_counts() -> None:
    count_asked(THREE, "192.0.2.7", NOW)
    row = Asked.objects.get()
    assert "." not in row.who
    assert len(row.who) == 64
    (sweep,) = DUE_SOURCES
    assert sweep.find_due(NOW + timedelta(minutes=119), 10) == []
    later = NOW + timedelta(hours=2)
    (one,) = sweep.find_due(later, 10)
    with transaction.atomic():
        sweep.handle(one, later)
    assert not Asked.objects.exists()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("nonsense", "unknown"),
    ],
)
def test_a_place_is_an_address_or_what_one_customer_of_a_provider_has(
    address: str, place: str
) -> None:
    assert place_of(address) == place
