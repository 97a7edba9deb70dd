"""Tests of products in the field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.people.cast import add_customer, do, lines
from yinuo.base.errors import NotFound
from yinuo.people import actions, reads
from yinuo.people.facts import UnitFacts, UnitUnknown

pytestmark = pytest.mark.django_db
SERIAL = "AN60-2209A0017"


def register(**changes: Any) -> UnitFacts:
    given: dict[str, Any] = {"serial": SERIAL, "model": "AN60"}
    unit: UnitFacts = do(actions.register_unit, **(given | changes))
    return unit


def test_the_same_registration_again_changes_nothing() -> None:
    first = register(made_date=date(2026, 1, 5))
    assert register(serial=" an60–2209a 0017", made_date=date(2026, 1, 5)) == first
    assert lines(first.id, "unit") == ["people.unit.registered"]


def test_a_file_without_sale_dates_does_not_shorten_a_warranty() -> None:
    register(sold_at_date=date(2026, 3, 1))
    unit = register(made_date=date(2026, 1, 5))
    assert (unit.sold_at_date, unit.made_date) == (date(2026, 3, 1), date(2026, 1, 5))
    assert lines(unit.id, "unit") == ["people.unit.registered", "people.unit.changed"]


def test_a_unit_is_found_however_its_serial_is_typed() -> None:
    unit = register()
    assert reads.find_unit("ａｎ６０－2209a 0017") == unit
    assert reads.find_unit("AN60-0000") is None
    assert reads.find_unit("这不是编号") is None
    assert reads.get_unit(unit.id) == unit
    with pytest.raises(UnitUnknown):
        reads.get_unit(add_customer().id)


def test_an_unknown_customer_is_not_found() -> None:
    for read in (reads.get_customer, reads.get_salt, reads.get_staff, reads.get_address):
        with pytest.raises(NotFound):
            read(register().id)
