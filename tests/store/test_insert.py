"""A row is inserted once, and who comes second is told so."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.models import WatchGap

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def gap(hour: int) -> WatchGap:
    starts_at = NOW + timedelta(hours=hour)
    return WatchGap(id=new_id(NOW), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=5))


@pytest.mark.django_db
def test_only_the_first_of_two_with_the_same_key_is_inserted() -> None:
    first, second = gap(1), gap(1)
    assert insert_if_new(first)
    assert not insert_if_new(second)
    assert [row.id for row in WatchGap.objects.all()] == [first.id]


@pytest.mark.django_db
def test_an_inserted_row_is_saved_again_by_an_update() -> None:
    row = gap(1)
    insert_if_new(row)
    row.ends_at += timedelta(hours=1)
    row.save()
    assert WatchGap.objects.get().ends_at == row.ends_at


@pytest.mark.django_db
def test_what_breaks_another_rule_than_the_key_is_still_refused() -> None:
    row = gap(1)
    row.ends_at = row.starts_at
    with pytest.raises(IntegrityError, match="gap_forward"), transaction.atomic():
        insert_if_new(row)
    assert not WatchGap.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_twin_waits_until_the_first_transaction_has_decided() -> None:
    answers: list[bool] = []

    def insert_twin() -> None:
        answers.append(insert_if_new(gap(1)))
        connection.close()

    twin = threading.Thread(target=insert_twin)
    with transaction.atomic():
        assert insert_if_new(gap(1))
        twin.start()
        twin.join(0.3)
        assert not answers
    twin.join(10)
    assert answers == [False]
