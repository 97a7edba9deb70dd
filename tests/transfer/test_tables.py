"""What stands in a list that goes out."""

from __future__ import annotations

import pytest

from tests.intake.test_merging import Two
from tests.world import after
from yinuo.transfer.tables import Ask, ListKind, open_table
from yinuo.transfer.tables.table import local

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_that_another_was_joined_to_shows_the_promise_that_falls_due_first() -> None:
    two = Two()
    two.merge()
    table = open_table(Ask(ListKind.CASES, two.first.company_id, None, is_english=True))
    (row,) = [row for row in table.rows if two.first.number in row]
    assert row[table.headings.index("Promised by")] == local(after(30))
