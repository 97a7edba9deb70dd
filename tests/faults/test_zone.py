"""A zone under several watches at once, and a technician whose day ends early: nobody is at two doors."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import connection
from psycopg.types.range import TimestamptzRange

from yinuo.base.actor import Actor
from yinuo.config.wiring import due_sources
from yinuo.demo.audit import audit
from yinuo.outlet.models import Shift
from yinuo.outlet.reads import find_company
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.record.reads import find_events
from yinuo.store import clock
from yinuo.store.models import Trouble
from yinuo.store.perform import perform
from yinuo.store.watch import run_due
from yinuo.work.dispatch.actions import look_at_zone
from yinuo.work.dispatch.facts import EndReason
from yinuo.work.dispatch.models import Assignment, Zone

from .clerk import Reports, take
from .found import STARTS_AT, load_company

CITY = "370100"
MINUTE = timedelta(minutes=1)


def at_once(work: Callable[[], object], times: int = 2) -> None:
    """Do the same thing several times at the same moment, each on a connection of its own."""
    gate = threading.Barrier(times)
    errors: list[BaseException] = []

    def run() -> None:
        gate.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed to the test below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def open_cases(numbers: range) -> list[UUID]:
    """Cases in the city, reported one after the other."""
    company = find_company()
    assert company is not None
    reports = Reports(company.id)
    return [UUID(take(company.id, f"case-{n}", reports.draw(n))["case"]) for n in numbers]


def watch(now: datetime) -> None:
    run_due(due_sources(), now)


@pytest.fixture
def _company(transactional_db: None) -> None:
    load_company(f"AN{CITY}")
    clock.move(STARTS_AT, speed=0)


@pytest.mark.usefixtures("_company")
def test_three_watches_deciding_one_zone_at_the_same_moment_send_nobody_twice() -> None:
    cases = open_cases(range(24))
    instants = [STARTS_AT + minute * MINUTE for minute in (1, 2, 3)]
    for now in instants:
        clock.move(now, speed=0)
        Zone.objects.filter(region=CITY).update(decide_at=now)
        at_once(partial(watch, now), 3)
    sent = Counter(Assignment.objects.values_list("job__case_id", flat=True))
    planned = Counter(case for case in cases for _ in find_events("case", case, ["visit.planned"]))
    assert len(sent) > 1
    assert set(sent.values()) == {1}
    assert sent == planned
    assert audit(instants[-1]).findings == ()
    assert not Trouble.objects.exists()


@pytest.mark.usefixtures("_company")
def test_a_technician_off_shift_before_setting_out_is_replaced_and_the_promise_stands() -> None:
    (case,) = open_cases(range(1))
    promise = find_promise(case, PromiseKind.ARRIVE)
    watch(STARTS_AT)
    first = Assignment.objects.get(job__case_id=case)
    ended = TimestamptzRange(STARTS_AT - MINUTE, STARTS_AT)  # went home ill
    Shift.objects.filter(technician_id=first.technician_id, period__contains=STARTS_AT).update(
        period=ended
    )
    now = STARTS_AT + MINUTE
    perform(look_at_zone, actor=Actor.system("test"), now=now, region=CITY, at=now)
    watch(now)
    first.refresh_from_db()
    second = Assignment.objects.get(job__case_id=case, ended_at=None)
    assert (first.ended_at, first.end_reason) == (now, EndReason.OFF_SHIFT)
    assert second.technician_id != first.technician_id
    assert find_promise(case, PromiseKind.ARRIVE) == promise
    assert audit(now).findings == ()
