"""The file that the demo offers to import says what its broken lines are there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transfer.hands import check, counts, receive, run, said
from tests.world import NOW, found_company
from yinuo.demo.example import write_example
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_most_lines_are_taken_and_each_broken_one_is_explained(tmp_path: Path) -> None:
    company_id = found_company()
    clock.move(NOW)
    data = write_example(tmp_path, NOW).read_bytes()
    done = {}
    for table in receive(company_id, data, NOW):
        check(table, NOW)
        done[table.kind.value] = run(table, NOW)
    assert {kind: counts(one) for kind, one in done.items()} == {
        "customers": (9, 0, 0, 3),
        "products": (2, 0, 0, 2),
        "cases": (5, 0, 0, 3),
    }
    faults = {
        kind: {no: x.faults[0].column for no, x in said(one).items()} for kind, one in done.items()
    }
    assert faults == {
        "customers": {5: "phone", 8: "address", 11: "name"},
        "products": {4: "serial", 5: "model"},
        "cases": {4: "promised_by", 5: "promised_by", 6: "fault", 7: "address", 8: "number"},
    }
    assert done["cases"].noted == 2
