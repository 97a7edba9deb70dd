"""What is kept of the company's tables is forgotten at the first change, whoever makes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from tests.outlet.cast import NOW, load_all
from yinuo.outlet.models import TariffLine, Technician
from yinuo.outlet.reads import find_company, list_crew, list_tariff

REGION = "370100"


def prices() -> list[int]:
    company = find_company()
    assert company is not None
    return [line.price_fen for line in list_tariff(company.id, None, NOW)]


@pytest.mark.django_db(transaction=True)
def test_a_change_past_all_our_code_is_seen_at_once() -> None:
    load_all()
    before = prices()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outlet_tariffline SET price_fen = price_fen + 1")
    assert prices() == [price + 1 for price in before]
    crew = list_crew(REGION, NOW, 60)
    Technician.objects.filter(id=crew[0].technician_id).update(is_active=False)
    assert list_crew(REGION, NOW, 60) == crew[1:]


@pytest.mark.django_db(transaction=True)
def test_what_was_read_inside_a_change_that_is_undone_is_forgotten_with_it() -> None:
    load_all()
    before = prices()
    with transaction.atomic():
        TariffLine.objects.update(price_fen=1)
        assert set(prices()) == {1}
        transaction.set_rollback(True)
    assert prices() == before
    with transaction.atomic():
        TariffLine.objects.update(price_fen=2)
    assert set(prices()) == {2}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_read_again_while_nothing_changes() -> None:
    load_all()
    before = prices()
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert prices() == before
    assert not [sql for sql in asked if "outlet_tariffline" in sql]
    assert [sql for sql in asked if "outlet_revision" in sql]
