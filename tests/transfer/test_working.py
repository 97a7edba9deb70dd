"""Going through a file: whoever read it for an earlier look takes nothing; one bad line stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest

from tests.transfer.hands import ACTOR, counts, csv_of, receive
from tests.world import NOW, found_company
from yinuo.people.reads import list_customers_by_phone
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, start_import, stop_import, take_lines
from yinuo.transfer.facts import ImportFacts, Line, Options
from yinuo.transfer.going import carry_on
from yinuo.transfer.loaders import LOADERS, Setting
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
