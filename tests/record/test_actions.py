"""Writing lines: chained under one head, woken once, and only what a room has declared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.record.cast import ACTOR, KIND, NOTED, NOW, SUBJECT, findings, write, write_one
from yinuo.config import wiring
from yinuo.record import wake
from yinuo.record.actions import append, append_all, gather
from yinuo.record.facts import BodyInvalid, KindUnknown, Line
from yinuo.record.models import Chain, Event
from yinuo.record.reads import describe, find_events, list_events
from yinuo.store.ids import new_id
from yinuo.store.models import Timer
from yinuo.store.perform import OutsideTransaction, perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_lines_are_numbered_and_chained_in_the_order_given() -> None:
    write(1, 2)
    write(3)
    events = list_events("case", SUBJECT)
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.body["step"] for event in events] == [1, 2, 3]
    assert [event.prev for event in events[1:]] == [event.hash for event in events[:-1]]
    assert Chain.objects.get().hash == events[-1].hash
    assert findings() == []


def test_several_lines_are_two_statements() -> None:
    write(1)
    with CaptureQueriesContext(connection) as queries:
        write(2, 3, 4)
    sent = [query["sql"] for query in queries if "record_" in query["sql"]]
    assert len(sent) == 2


def test_nothing_to_say_writes_nothing() -> None:
    write()
    assert not Chain.objects.exists()


def test_a_line_may_have_its_own_instant() -> None:
    at = NOW.replace(hour=1)
    line = Line(KIND.name, {"step": 1}, at)
    perform(append_all, actor=ACTOR, now=NOW, subject_kind="case", subject=SUBJECT, lines=[line])
    assert list_events("case", SUBJECT)[0].at == at


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("test.undeclared", {}, KindUnknown),
        (KIND.name, {}, BodyInvalid),
        (KIND.name, {"step": "1"}, BodyInvalid),
        (KIND.name, {"step": True}, BodyInvalid),
        (KIND.name, {"step": 1.5}, BodyInvalid),
        (KIND.name, {"step": 1, "more": 2}, BodyInvalid),
        (NOTED.name, {"what": "19900000001"}, BodyInvalid),
        (NOTED.name, {"what": "+8619900000001"}, BodyInvalid),
        (NOTED.name, {"what": "0531-55500000"}, BodyInvalid),
        (NOTED.name, {"what": "张三"}, BodyInvalid),
        (NOTED.name, {"what": "示范路 18 号"}, BodyInvalid),
        (NOTED.name, {"what": "someone@example.org"}, BodyInvalid),
        (NOTED.name, {"what": "code", "more": ["ok", "李四"]}, BodyInvalid),
        (NOTED.name, {"what": {"a": 1}}, BodyInvalid),
    ],
)
def test_what_no_room_declared_so_is_refused_and_nothing_written(
    kind: str, body: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_one(kind, body)
    assert not Event.objects.exists()
    assert not Chain.objects.exists()


def test_one_bad_line_of_several_keeps_all_of_them_out() -> None:
    lines = [Line(KIND.name, {"step": 1}), Line(KIND.name, {"step": "two"})]
    with pytest.raises(BodyInvalid):
        perform(append_all, actor=ACTOR, now=NOW, subject_kind="case", subject=SUBJECT, lines=lines)
    assert not Event.objects.exists()


def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(OutsideTransaction):
        append(
            subject_kind="case",
            subject=SUBJECT,
            kind=KIND.name,
            body={"step": 1},
            actor=ACTOR,
            now=NOW,
        )


def test_writers_of_one_subject_wait_for_each_other_and_the_chain_holds() -> None:
    def say(step: int) -> None:
        try:
            write(step)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(say, range(24)))
    events = list_events("case", SUBJECT)
    assert [event.seq for event in events] == list(range(1, 25))
    assert {event.body["step"] for event in events} == set(range(24))
    assert findings() == []


def test_a_rolled_back_line_leaves_no_trace() -> None:
    write(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        _write_and_fail()
    assert len(list_events("case", SUBJECT)) == 1
    assert findings() == []


def _write_and_fail() -> None:
    line = Line(KIND.name, {"step": 2})
    append_all(subject_kind="case", subject=SUBJECT, lines=[line], actor=ACTOR, now=NOW)
    raise RuntimeError


def test_a_line_wakes_its_jobs_once_in_its_own_transaction() -> None:
    wake.connect(jobs_of={KIND.name: ("test.first", "test.second")}, timers_of={})
    try:
        write(1, 2, 3)
        with pytest.raises(BodyInvalid):
            write_one(KIND.name, {"step": None, "no": 1})
    finally:
        wiring.connect()
    with connection.cursor() as cursor:
        cursor.execute(  # the queue's table outlives a test; nobody else has jobs of this name
            "DELETE FROM procrastinate_jobs WHERE task_name LIKE 'test.%' RETURNING task_name, args, id"
        )
        rows = [(name, args) for name, args, _ in sorted(cursor.fetchall(), key=lambda row: row[2])]
    assert [name for name, _ in rows] == ["test.first", "test.second"]
    assert all(str(SUBJECT) in str(args) for _, args in rows)


def test_a_line_sets_its_timer_in_its_own_transaction_to_ring_at_once() -> None:
    wake.connect(jobs_of={}, timers_of={KIND.name: ("test.timer",)})
    try:
        write(1, 2, 3)
        with pytest.raises(BodyInvalid):
            write_one(KIND.name, {"step": None, "no": 1})
    finally:
        wiring.connect()
    (timer,) = Timer.objects.all()
    assert (timer.kind, timer.subject) == ("test.timer", SUBJECT)
    assert timer.rings_at == list_events("case", SUBJECT)[0].at


def test_every_timer_that_a_line_may_set_has_a_handler() -> None:
    handlers = wiring.timer_handlers()
    set_by_lines = {name for names in wiring.TIMERS_OF.values() for name in names}
    assert set_by_lines
    assert set_by_lines <= handlers.keys()


def test_lines_are_found_by_kind_and_told_in_both_languages() -> None:
    write(1)
    write_one(NOTED.name, {"what": "this"})
    (line,) = find_events("case", SUBJECT, [NOTED.name])
    assert describe(line, "zh-hans") == "记下 this"
    assert describe(line, "en") == "Noted this"
    assert find_events("outlet", SUBJECT, [NOTED.name]) == ()


def test_gathered_lines_are_chained_as_they_come_and_all_written_at_once() -> None:
    other = new_id(NOW)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries, gather(NOW):
        for step, subject in enumerate((SUBJECT, other, SUBJECT)):
            line = Line(KIND.name, {"step": step})
            append_all(subject_kind="case", subject=subject, lines=[line], actor=ACTOR, now=NOW)
    assert (
        len([query for query in queries if "record_" in query["sql"]]) == 3
    )  # two heads, one write
    assert [event.body["step"] for event in list_events("case", SUBJECT)] == [0, 2]
    assert [event.body["step"] for event in list_events("case", other)] == [1]
    assert findings() == []


def test_an_error_while_gathering_writes_nothing_and_the_next_line_is_written_at_once() -> None:
    def fail() -> None:
        line = Line(KIND.name, {"step": 1})
        with transaction.atomic(), gather(NOW):
            append_all(subject_kind="case", subject=SUBJECT, lines=[line], actor=ACTOR, now=NOW)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert list_events("case", SUBJECT) == ()
    write(1)
    assert len(list_events("case", SUBJECT)) == 1
