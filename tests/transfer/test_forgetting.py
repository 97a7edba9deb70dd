"""Somebody is erased: no file that may hold them stays, and none brings them back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.transfer.hands import ACTOR, check, csv_of, receive
from tests.world import NOW, found_company
from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.ids import new_id
from yinuo.store.models import Timer
from yinuo.store.perform import action, perform
from yinuo.transfer.actions import forget_files, start_import, stop_import
from yinuo.transfer.facts import ImportFacts, ImportState
from yinuo.transfer.going import carry_on
from yinuo.transfer.jobs import FORGET, on_person_erased
from yinuo.transfer.models import Import
from yinuo.transfer.reads import get_import

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [("电话", "姓名"), *[(f"1380000000{at}", "王") for at in range(1, 4)]]


@pytest.fixture
def company(transactional_db: None) -> UUID:
    found = found_company()
    clock.move(NOW)
    return found


@action
def _ring(*, subject: UUID, actor: Actor, now: datetime) -> None:
    on_person_erased(subject=subject, due_at=now, now=now)


def start(one: ImportFacts) -> None:
    perform(start_import, actor=ACTOR, now=NOW, import_id=one.id, has_worker=False)


def forget() -> int:
    return perform(forget_files, actor=ACTOR, now=NOW, before=NOW)


def test_a_stopped_import_loses_its_file_and_is_over(company: UUID) -> None:
    (one,) = receive(company, csv_of(ROWS), NOW)
    check(one, NOW)
    start(one)
    perform(stop_import, actor=ACTOR, now=NOW, import_id=one.id)
    assert forget() == 1
    gone = get_import(one.id)
    assert (gone.has_file, gone.state, gone.samples) == (False, ImportState.DONE, ())


def test_what_nothing_was_taken_of_is_thrown_away(company: UUID) -> None:
    receive(company, csv_of(ROWS), NOW)
    (checked,) = receive(company, csv_of([*ROWS, ("13800000009", "李")]), NOW)
    check(checked, NOW)
    assert forget() == 2
    assert not Import.objects.exists()


def test_a_file_that_came_after_the_erasure_stays(company: UUID) -> None:
    (one,) = receive(company, csv_of(ROWS), NOW + timedelta(seconds=1))
    assert forget() == 0
    assert get_import(one.id).has_file


def test_an_import_at_work_loses_its_file_when_it_has_ended(company: UUID) -> None:
    (one,) = receive(company, csv_of(ROWS), NOW)
    check(one, NOW)
    start(one)
    somebody = new_id(NOW)
    perform(_ring, actor=ACTOR, now=NOW, subject=somebody)
    assert get_import(one.id).has_file
    assert Timer.objects.filter(kind=FORGET, subject=somebody).exists()
    carry_on(one.id)
    perform(_ring, actor=ACTOR, now=NOW, subject=somebody)
    assert not get_import(one.id).has_file
