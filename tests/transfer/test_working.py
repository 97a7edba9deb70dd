"""Going through a file: whoever read it for an earlier look takes nothing; one bad line stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pytest
from django.db import DataError

from tests.transfer.hands import ACTOR, bring, counts, csv_of, receive, run, said
from tests.world import NOW, found_company
from yinuo.people.reads import list_customers_by_phone
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, start_import, stop_import, take_lines
from yinuo.transfer.facts import FileKind, ImportFacts, ImportState, Line, Options, Verdict
from yinuo.transfer.going import carry_on
from yinuo.transfer.loaders import LOADERS, Setting
from yinuo.transfer.loaders.customers import Customers
from yinuo.transfer.reads import get_import, lines_of, read_grid

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [("电话", "姓名", "别名"), *[(f"1380000000{at}", "王", "老王") for at in range(1, 4)]]


@pytest.fixture
def company(transactional_db: None) -> UUID:
    found = found_company()
    clock.move(NOW)
    return found


def choose(one: ImportFacts, *columns: str) -> ImportFacts:
    """The columns are chosen; nobody goes through the lines yet."""
    perform(
        choose_columns,
        actor=ACTOR,
        now=NOW,
        import_id=one.id,
        columns=columns,
        options=Options(),
        has_worker=False,
    )
    return get_import(one.id)


def take(one: ImportFacts, lines: Sequence[Line]) -> bool:
    """What a worker does who read the file when the import was as in `one`."""
    return perform(
        take_lines,
        actor=ACTOR,
        now=NOW,
        import_id=one.id,
        run=one.run,
        position=one.position,
        lines=lines,
        loader=LOADERS[one.kind](Setting(one.company_id, one.kind, ACTOR, one.options)),
    )


def test_a_worker_that_read_the_file_by_other_columns_takes_nothing(company: UUID) -> None:
    (one,) = receive(company, csv_of(ROWS), NOW)
    slow = choose(one, "phone", "", "name")
    lines = tuple(lines_of(read_grid(one.id), slow.columns))
    perform(stop_import, actor=ACTOR, now=NOW, import_id=one.id)
    assert not take(slow, lines)
    choose(one, "phone", "name", "")
    assert not take(slow, lines)  # at the same line, and the dry run goes on
    carry_on(one.id)
    perform(start_import, actor=ACTOR, now=NOW, import_id=one.id, has_worker=False)
    assert not take(slow, lines)
    assert get_import(one.id).position == 0
    carry_on(one.id)
    assert counts(get_import(one.id)) == (3, 0, 0, 0)
    assert {found.name for found in list_customers_by_phone("13800000001")} == {"王"}


def test_a_worker_of_the_dry_run_writes_nothing_of_the_import(company: UUID) -> None:
    (one,) = receive(company, csv_of(ROWS), NOW)
    slow = choose(one, *one.columns)
    lines = tuple(lines_of(read_grid(one.id), slow.columns))
    carry_on(one.id)
    perform(start_import, actor=ACTOR, now=NOW, import_id=one.id, has_worker=False)
    assert not take(slow, lines)
    assert list_customers_by_phone("13800000001") == ()


class Fussy(Customers):
    """Can't write one of the people, and counts how often it was told what went before."""

    recalled = 0

    def recall(self, lines: Sequence[Line]) -> None:
        type(self).recalled += len(lines)
        super().recall(lines)

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        if any(verdict.wanted.person.name == "坏" for verdict in verdicts):
            raise self.error
        super().write(verdicts, now)

    error: Exception = ValueError("what nobody reckoned with")


@pytest.mark.parametrize(
    "error", [ValueError("year 10000"), OverflowError(), KeyError(1), DataError()]
)
def test_a_line_with_a_value_that_nobody_reckoned_with_is_refused_and_the_import_ends(
    company: UUID, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fussy, "error", error)
    monkeypatch.setattr(Fussy, "recalled", 0)
    monkeypatch.setitem(LOADERS, FileKind.CUSTOMERS, Fussy)
    rows = [("电话", "姓名"), ("13800000001", "王"), ("13800000002", "坏"), ("13800000002", "李")]
    checked, done = bring(company, rows, NOW)
    assert counts(checked) == (2, 0, 1, 0)
    assert done.state is ImportState.DONE
    assert counts(done) == (2, 0, 0, 1)  # the line behind is no repetition of one that stayed out
    (line,) = said(done).values()
    assert line.number == 3
    assert "没有" in line.faults[0].zh
    assert "请核对" in line.faults[0].zh
    assert {one.name for one in list_customers_by_phone("13800000002")} == {"李"}
    assert Fussy.recalled == 1  # the lines before aren't read anew for each line of a bad batch


def test_a_dry_run_that_is_taken_up_by_another_worker_knows_the_lines_before(company: UUID) -> None:
    same = ("13800000001", "王", "济南市历下区示范路 1 号")
    rows = [("电话", "姓名", "地址"), same, ("13800000002", "李", ""), same, ("12", "", ""), same]
    (one,) = receive(company, csv_of(rows), NOW)
    begun = choose(one, *one.columns)
    lines = tuple(lines_of(read_grid(one.id), begun.columns))
    assert take(begun, lines[:2])  # and then it is killed
    carry_on(one.id)
    checked = get_import(one.id)
    assert checked.state is ImportState.CHECKED
    assert counts(checked) == (2, 0, 2, 1)
    assert list(said(checked)) == [5]
    assert counts(run(checked, NOW)) == counts(checked)


def test_a_case_of_the_same_door_is_found_by_the_next_worker_of_a_dry_run(company: UUID) -> None:
    door = ("13800000001", "王", "济南市历下区示范路 1 号", "SF-04")
    rows = [("工单号", "电话", "姓名", "地址", "故障"), ("A-1", *door), ("A-2", *door)]
    (one,) = receive(company, csv_of(rows), NOW)
    begun = choose(one, *one.columns)
    assert take(begun, tuple(lines_of(read_grid(one.id), begun.columns))[:1])
    carry_on(one.id)
    assert counts(get_import(one.id)) == (1, 0, 0, 1)
    assert "第 2 行" in said(get_import(one.id))[3].faults[0].zh
