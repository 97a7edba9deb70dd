"""The watch handles what falls due, once, and no bad row stops it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from yinuo.store import reads
from yinuo.store.ids import new_id
from yinuo.store.models import Timer, Trouble
from yinuo.store.timer import Timers, cancel_timer, set_timer
from yinuo.store.watch import beat, run_due

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Bell:
    """Handlers that write down what rang."""

    def __init__(self) -> None:
        self.rung: list[tuple[UUID, datetime]] = []

    def source(self) -> Timers:
        return Timers(lambda: {"ring": self.ring, "break": self.fail})

    def ring(self, *, subject: UUID, due_at: datetime, now: datetime) -> None:
        self.rung.append((subject, due_at))

    def fail(self, *, subject: UUID, due_at: datetime, now: datetime) -> None:
        raise RuntimeError("a name that must not be kept")


@pytest.mark.django_db(transaction=True)
def test_a_timer_rings_once_with_the_time_it_fell_due() -> None:
    bell, subject = Bell(), new_id(NOW)
    set_timer("ring", subject, NOW, now=NOW)
    assert run_due([bell.source()], NOW - MINUTE) == 0
    run_due([bell.source()], NOW + 10 * MINUTE)
    run_due([bell.source()], NOW + 11 * MINUTE)
    assert bell.rung == [(subject, NOW)]


@pytest.mark.django_db(transaction=True)
def test_setting_a_timer_again_moves_it_and_cancelling_takes_it_away() -> None:
    bell, subject = Bell(), new_id(NOW)
    set_timer("ring", subject, NOW, now=NOW)
    set_timer("ring", subject, NOW + 5 * MINUTE, now=NOW)
    run_due([bell.source()], NOW + MINUTE)
    assert bell.rung == []
    cancel_timer("ring", subject)
    run_due([bell.source()], NOW + 9 * MINUTE)
    assert bell.rung == []


@pytest.mark.django_db(transaction=True)
def test_one_bad_row_is_reported_and_pushed_back_and_the_rest_goes_on() -> None:
    bell, bad = Bell(), new_id(NOW)
    set_timer("break", bad, NOW - MINUTE, now=NOW)
    for minutes in range(5):
        set_timer("ring", new_id(NOW), NOW - minutes * MINUTE, now=NOW)
    run_due([bell.source()], NOW)
    assert len(bell.rung) == 5
    trouble = Trouble.objects.get()
    assert trouble.error.startswith("RuntimeError")
    assert "name" not in trouble.error
    assert Timer.objects.get(subject=bad).rings_at > NOW
    assert Timer.objects.get(subject=bad).due_at == NOW - MINUTE


@pytest.mark.django_db(transaction=True)
def test_a_row_that_went_well_is_no_trouble_and_its_next_failure_waits_no_longer_for_it() -> None:
    is_bad, subject = True, new_id(NOW)

    def sometimes(*, subject: UUID, due_at: datetime, now: datetime) -> None:
        if is_bad:
            raise RuntimeError

    source = Timers(lambda: {"ring": sometimes})
    set_timer("ring", subject, NOW, now=NOW)
    timer_id = Timer.objects.get().id
    for minutes in (0, 10, 20):
        run_due([source], NOW + minutes * MINUTE)
    assert Trouble.objects.get(subject=timer_id).failures == 3
    is_bad = False
    run_due([source], NOW + 60 * MINUTE)
    assert not Trouble.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_timer_is_cancelled_without_waiting_for_a_watch_that_rings_it() -> None:
    subject = new_id(NOW)
    set_timer("ring", subject, NOW, now=NOW)

    def cancel_elsewhere(*, subject: UUID, due_at: datetime, now: datetime) -> None:
        caller = threading.Thread(target=cancel)
        caller.start()
        caller.join(timeout=10)
        assert not caller.is_alive()

    def cancel() -> None:
        with transaction.atomic():
            cancel_timer("ring", subject)
        connection.close()

    run_due([Timers(lambda: {"ring": cancel_elsewhere})], NOW)
    assert not Timer.objects.exists()
    assert not Trouble.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_watches_ring_each_timer_once() -> None:
    bell = Bell()
    for _ in range(60):
        set_timer("ring", new_id(NOW), NOW, now=NOW)
    gate = threading.Barrier(3)

    def watch() -> None:
        gate.wait()
        run_due([bell.source()], NOW)
        connection.close()

    threads = [threading.Thread(target=watch) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bell.rung) == 60
    assert len(set(bell.rung)) == 60


@pytest.mark.django_db(transaction=True)
def test_health_is_red_when_no_watch_has_beaten_for_a_minute_and_the_gap_is_written_down() -> None:
    assert not reads.get_health(NOW).is_green
    beat("watch-1", NOW)
    assert reads.get_health(NOW + 59 * timedelta(seconds=1)).is_green
    assert not reads.get_health(NOW + 2 * MINUTE).is_green
    beat("watch-2", NOW + 7 * MINUTE)
    assert reads.get_health(NOW + 7 * MINUTE).is_green
    (gap,) = reads.list_gaps(NOW)
    assert (gap.starts_at, gap.ends_at) == (NOW, NOW + 7 * MINUTE)
