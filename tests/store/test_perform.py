"""The front door runs an action once, however often it is asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from yinuo.base.actor import Actor
from yinuo.store.facts import KeyReused
from yinuo.store.ids import new_id
from yinuo.store.models import Outcome, Timer
from yinuo.store.perform import OutsideTransaction, action, perform

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA = Actor.customer("anna")


@dataclass(frozen=True)
class Noted:
    """What `note` answers."""

    id: UUID
    due_at: datetime


@action
def note(*, word: str, actor: Actor, now: datetime) -> Noted:
    """Write one row."""
    row = Timer.objects.create(
        id=new_id(now), kind=word, subject=new_id(now), due_at=now, rings_at=now
    )
    return Noted(row.id, row.due_at)


@action
def note_and_fail(*, word: str, actor: Actor, now: datetime) -> Noted:
    """Write one row, then fail."""
    note(word=word, actor=actor, now=now)
    raise ValueError(word)


@pytest.mark.django_db
def test_a_retried_request_gets_the_first_answer_and_changes_nothing() -> None:
    first = perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    again = perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    assert again == first
    assert Timer.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_request_is_refused_and_writes_nothing() -> None:
    perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    with pytest.raises(KeyReused):
        perform(note, actor=ANNA, now=NOW, key="k1", word="unlock")
    assert Timer.objects.count() == 1


@pytest.mark.django_db
def test_two_people_may_use_the_same_key() -> None:
    perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    perform(note, actor=Actor.customer("bert"), now=NOW, key="k1", word="fault")
    assert Timer.objects.count() == 2


@pytest.mark.django_db
def test_a_failed_action_leaves_no_trace_and_its_key_is_free_again() -> None:
    with pytest.raises(ValueError, match="fault"):
        perform(note_and_fail, actor=ANNA, now=NOW, key="k1", word="fault")
    assert not Timer.objects.exists()
    assert not Outcome.objects.exists()
    perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    assert Timer.objects.count() == 1


@pytest.mark.django_db
def test_the_kept_answer_is_not_readable_in_the_database() -> None:
    perform(note, actor=ANNA, now=NOW, key="k1", word="fault")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM store_outcome")
        assert "due_at" not in cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_an_action_refuses_to_run_outside_a_transaction() -> None:
    with pytest.raises(OutsideTransaction):
        note(word="fault", actor=ANNA, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_runs_once_and_both_taps_get_the_same_answer() -> None:
    answers: list[Noted] = []
    gate = threading.Barrier(8)

    def tap() -> None:
        gate.wait()
        answers.append(perform(note, actor=ANNA, now=NOW, key="k1", word="fault"))
        connection.close()

    threads = [threading.Thread(target=tap) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert Timer.objects.count() == 1
