"""`python -m tests.faults found OUTLETS…`: makes the tables and loads these outlets of the demo company."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.core.management import call_command

from yinuo.base.actor import Actor
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.outlet.actions import import_rows, publish_rulebook
from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.reads import find_company
from yinuo.store import clock
from yinuo.store.perform import perform

STARTS_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning there
_BY_OUTLET = ("outlets.csv", "credentials.csv", "areas.csv", "technicians.csv", "shifts.csv")
_ACTOR = Actor.system("import")


def main(*outlets: str) -> None:
    """Migrate, load the company, and set the moved clock to a standstill."""
    call_command("migrate", database="owner", verbosity=0)
    loaded = load_company(*outlets)
    clock.move(STARTS_AT, speed=0)
    print(json.dumps(loaded))


def load_company(*outlets: str) -> dict[str, int]:
    """Load the files' lines of these outlets; how many of each file."""
    loaded = {}
    for file in company_files(STARTS_AT.astimezone(ZoneInfo("Asia/Shanghai")).date()):
        if file.name == RULEBOOK:
            _publish(file.data)
            continue
        data = _cut(file.data, outlets) if file.name in _BY_OUTLET else file.data
        report = perform(import_rows, actor=_ACTOR, now=STARTS_AT, data=data)
        assert not report.count(RowOutcome.REFUSED), file.name
        loaded[file.name] = len(report.rows)
    return loaded


def _publish(data: bytes) -> None:
    company = find_company()
    assert company is not None
    perform(
        publish_rulebook,
        actor=_ACTOR,
        now=STARTS_AT,
        company_id=company.id,
        text=data.decode(),
    )


def _cut(data: bytes, outlets: Collection[str]) -> bytes:
    """The header and the lines whose outlet, or whose badge's outlet, is wanted."""
    reader = csv.DictReader(io.StringIO(data.decode()))
    names = reader.fieldnames or ()
    column = "outlet" if "outlet" in names else "badge_no"
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in reader if row[column].split("-")[0] in outlets)
    return out.getvalue().encode()
