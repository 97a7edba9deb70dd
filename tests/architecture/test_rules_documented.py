"""docs/rules.md holds every rule of law and trade, and what it calls built is proven by a test there is."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| ([A-Z]{2}-\d\d) \| (.+?) \| ([^|]+) \| ([^|]+) \| ([a-z ]+): (.+) \|$")
_ALSO_BINDING = (
    {"ID-01", "ID-03", "ID-04", "ID-05", "ID-06", "ID-07", "ID-08", "ID-20"}
    | {"QT-07", "QT-08", "QT-09"}
    | {"WK-01"}
)
"""Rules of less force that this software holds itself to as if they were law."""


@dataclass(frozen=True, slots=True)
class Documented:
    """A row of the table."""

    id: str
    rule: str
    force: str
    confidence: str
    state: str
    said: str

    @property
    def tests(self) -> list[str]:
        return re.findall(r"`(test_\w+)`", self.said)


@cache
def documented() -> dict[str, Documented]:
    text = (_ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = [
        Documented(*found.groups()) for line in text.splitlines() if (found := _ROW.match(line))
    ]
    assert len({row.id for row in rows}) == len(rows)
    return {row.id: row for row in rows}


@cache
def listed() -> dict[str, tuple[str, str]]:
    """The rules there are, with force and confidence, as the research found them."""
    with (_ROOT / "tests" / "architecture" / "rules.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["id"]: (row["force"], row["confidence"]) for row in rows}


@cache
def existing_tests() -> frozenset[str]:
    sources = (path.read_text(encoding="utf-8") for path in (_ROOT / "tests").rglob("test_*.py"))
    return frozenset(name for text in sources for name in re.findall(r"def (test_\w+)\(", text))


def is_binding(rule: str) -> bool:
    """Whether a rule is law or a mandatory standard whose words were read, or held as if it were."""
    force, confidence = listed()[rule]
    is_law = ("LAW" in force or "STD-M" in force) and confidence.startswith("A")
    return is_law or rule in _ALSO_BINDING


def test_every_rule_is_in_the_table_with_its_force_and_confidence() -> None:
    assert len(listed()) == 157
    rows = {id: (row.force, row.confidence) for id, row in documented().items()}
    assert rows == listed()


@pytest.mark.parametrize("rule", sorted(listed()))
def test_each_rule_is_built_and_proven_or_says_why_not(rule: str) -> None:
    row = documented()[rule]
    assert row.state in ("built", "not yet", "not ours")
    if row.state != "built":
        assert len(row.said.split()) >= 3, "a reason, not a word"
        assert not row.tests
        return
    assert row.tests
    assert set(row.tests) <= existing_tests(), set(row.tests) - existing_tests()


@pytest.mark.parametrize("rule", sorted(filter(is_binding, listed())))
def test_a_binding_rule_that_is_built_has_a_test_of_its_name(rule: str) -> None:
    row = documented()[rule]
    if row.state == "built":
        named = rule.replace("-", "_").lower()
        assert any(named in test.lower() for test in row.tests)


def test_what_this_software_holds_itself_to_is_built() -> None:
    assert {rule for rule in _ALSO_BINDING if documented()[rule].state != "built"} == set()
