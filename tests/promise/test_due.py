"""The watch over promises: once, however many look, and however late."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from tests.case.cast import (
    NOW,
    WEB,
    add_case,
    add_company,
    customer_of,
)
from tests.promise.cast import LADDER
from tests.promise.scene import (
    DUE,
    JUDGE,
    after,
    arrives,
    lines,
    promise,
    say,
)
from yinuo.base.actor import Actor
from yinuo.notice.facts import NoticeState
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.promise import reads
from yinuo.promise.actions import (
    judge_case,
    judge_promise,
)
from yinuo.promise.due import Promises
from yinuo.promise.facts import (
    PromiseState,
)
from yinuo.promise.models import Promise, Remedy
from yinuo.record.actions import append
from yinuo.record.reads import check_chains, list_events
from yinuo.store.perform import perform
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)


def test_several_watchers_decide_once() -> None:
    case = add_case()
    made = promise(case)
    errors: list[Exception] = []
    start = threading.Barrier(4)

    def watch() -> None:
        try:
            start.wait()
            run_due((Promises(),), after(31))
        except Exception as error:  # noqa: BLE001 - the thread hands it to the test
            errors.append(error)
        finally:
            connection.close()

    watchers = [threading.Thread(target=watch) for _ in range(4)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    assert errors == []
    assert lines(case).count("promise.broken") == 1
    assert Remedy.objects.filter(promise_id=made.id).count() == 1
    assert check_chains().broken == ()


def test_a_watch_that_slept_comes_to_the_same_verdicts_as_one_that_did_not() -> None:
    company = add_company()
    awake = add_case(company=company)
    asleep = add_case(company=company, email="other@example.org")
    for case in (awake, asleep):
        promise(case)
        say(case, "visit.arrival.knocked", 10, metres=20)
        say(case, "visit.arrival.denied", 12, actor=customer_of(case))
        arrives(case, 33)
    for minutes in range(1, 60):
        for row in Promise.objects.filter(case_id=awake.id, look_at__lte=after(minutes)):
            perform(judge_promise, actor=JUDGE, now=after(minutes), promise_id=row.id)
    (slept,) = perform(judge_case, actor=JUDGE, now=after(500), case_id=asleep.id)
    (watched,) = reads.list_promises(awake.id)
    assert (slept.state, slept.verdict_at) == (watched.state, watched.verdict_at)
    assert (slept.state, slept.verdict_at) == (PromiseState.BROKEN, DUE)


def test_the_watch_finds_nothing_left_after_it_looked() -> None:
    case = add_case()
    made = promise(case)
    for minutes in (16, 25, 31):
        assert run_due((Promises(),), after(minutes)) == 1
        assert Promises().find_due(after(minutes), 10) == []
    assert reads.get_promise(made.id).rung == len(LADDER)


def test_a_row_pushed_back_still_breaks_at_its_due_time() -> None:
    made = promise(add_case())
    Promises().push_back(made.id, after(90))
    assert run_due((Promises(),), after(60)) == 0
    assert run_due((Promises(),), after(90)) == 1
    assert reads.get_promise(made.id).verdict_at == DUE


def test_the_ladder_tells_staff_and_customer_and_the_record_says_whom() -> None:
    case = add_case()
    promise(case)
    for role in (StaffRole.DISPATCHER, StaffRole.MANAGER):
        perform(
            add_staff,
            actor=WEB,
            now=NOW,
            username=role.value,
            name="测试员工",
            role=role,
            email=f"{role.value}@example.org",
            password="a-long-enough-secret-1",
        )
    for minutes in (16, 25, 31):
        run_due((Promises(),), after(minutes))
    warned = [event.body for event in list_events("case", case.id) if "warned" in event.kind]
    assert [(body["share_percent"], body["tell"]) for body in warned] == [
        (50, ["dispatcher"]),
        (80, ["dispatcher", "customer"]),
    ]
    told = [
        (notice.template, notice.recipient_kind.value)
        for notice in list_notices(case.id)
        if notice.state is not NoticeState.SPARE
    ]
    assert told == [
        ("promise.warned", "staff"),
        ("promise.warned", "staff"),
        ("promise.warned", "customer"),
        ("promise.broken", "customer"),
        ("promise.broken", "staff"),
    ]


def test_a_line_being_written_at_the_deadline_is_waited_for() -> None:
    case = add_case()
    made = promise(case)
    is_written, judged = threading.Event(), threading.Event()

    def watch() -> None:
        is_written.wait(10)
        run_due((Promises(),), after(31))
        connection.close()
        judged.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    with transaction.atomic():
        append(
            subject_kind="case",
            subject=case.id,
            kind="visit.arrival.confirmed",
            body={"by": "code", "position": "near"},
            region=case.region,
            actor=Actor.technician(case.id),
            now=after(29),
        )
        is_written.set()
        judged.wait(0.5)  # long enough for a watch that doesn't wait
    watcher.join(10)
    assert reads.get_promise(made.id).state is PromiseState.KEPT
    assert reads.list_disagreements(after(31)) == ()
