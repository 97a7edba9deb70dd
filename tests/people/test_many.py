"""Many at once: whoever was erased meanwhile gets nothing, and stops nobody else."""

from __future__ import annotations

import pytest

from tests.people.cast import add_customer, do
from yinuo.base.point import Point
from yinuo.people import actions
from yinuo.people.facts import NewAddress, PointSource

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_erased_customer_gets_no_address_and_the_next_one_does() -> None:
    gone = add_customer()
    other = add_customer(phone="199 0000 0002", email="li@example.org")
    do(actions.erase_customer, customer_id=gone.id, reason="asked")
    wanted = [
        NewAddress(
            one.id, "示范路 1 号", "370102", None, Point(36.67, 117.07), 500, PointSource.COUNTY
        )
        for one in (gone, other)
    ]
    first, second = do(actions.add_addresses, addresses=wanted)
    assert first is None
    assert second is not None
