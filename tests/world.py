"""The world of the tests that tell whole stories: the demo company cut to one city, its customers, a visit.

Everything is done through the rooms' own actions, at instants that the tests name. Names and numbers are
invented.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts, DocumentKind, Door, OwnerKind, ProofKind, SeenProof
from yinuo.case.reads import get_case
from yinuo.demo.company import BUILT_DATE, RULEBOOK, company_files
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import Answer, AnswerKind, FaultReport
from yinuo.outlet.actions import import_rows, publish_rulebook
from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.reads import find_company
from yinuo.people.facts import PointSource
from yinuo.record.facts import EventFacts
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import decide_zone
from yinuo.work.dispatch.facts import AssignmentFacts, JobFacts
from yinuo.work.dispatch.models import Assignment
from yinuo.work.dispatch.reads import find_job_of_case

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # Monday, eight in the morning in 济南
REGION = "370100"
OUTLET = "AN370100"
HOME = Point(36.6512, 116.9921)  # a door not far from the outlet
AWAY = Point(36.70, 117.05)
CREW = 12
WEB = Actor.system("web")
WATCH = Actor.system("watch")
IMPORT = Actor.system("import")
_CUT = {
    "outlets.csv": "outlet",
    "credentials.csv": "outlet",
    "areas.csv": "outlet",
    "technicians.csv": "outlet",
    "shifts.csv": "badge_no",
}


def after(minutes: float) -> datetime:
    """The instant so many minutes after the story began."""
    return NOW + timedelta(minutes=minutes)


_founded: dict[int, tuple[UUID, dict[str, bytes]]] = {}


def found_company(crew: int = CREW) -> UUID:
    """The demo company, cut to one city and the first technicians there; its id.

    Its files are imported once in a run of the tests; later worlds get a copy of the rows that came of it.
    """
    if crew in _founded:
        company_id, rows = _founded[crew]
        _put_back(rows)
        return company_id
    company_id = _import(crew)
    _founded[crew] = (company_id, _take_copy())
    return company_id


def _tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if model._meta.managed)


def _take_copy() -> dict[str, bytes]:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                data = b"".join(bytes(part) for part in copy)
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 - our own names
            if cursor.fetchone()[0]:
                rows[table] = data
    return rows


def _put_back(rows: dict[str, bytes]) -> None:
    # The revision moves on by itself when the company's rows are put back.
    keep = ("django_content_type", "auth_permission", "django_migrations", "outlet_revision")
    with transaction.atomic(), connection.cursor() as cursor:
        for table, data in rows.items():
            if table not in keep:
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(data)


def _import(crew: int) -> UUID:
    for name, data in _files(crew):
        if name == RULEBOOK:
            company = find_company()
            assert company is not None
            perform(
                publish_rulebook,
                actor=IMPORT,
                now=NOW,
                company_id=company.id,
                text=data.decode(),
            )
            continue
        report = perform(import_rows, actor=IMPORT, now=NOW, data=data)
        assert report.count(RowOutcome.REFUSED) == 0, report.rows
    company = find_company()
    assert company is not None
    return company.id


@cache
def _files(crew: int) -> tuple[tuple[str, bytes], ...]:
    badges = {f"{OUTLET}-{number:02d}" for number in range(1, crew + 1)}
    return tuple(
        (file.name, _cut(file.name, file.data, badges)) for file in company_files(BUILT_DATE)
    )


def _cut(name: str, data: bytes, badges: set[str]) -> bytes:
    if name not in _CUT:
        return data
    reader = csv.DictReader(io.StringIO(data.decode()))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for row in reader:
        badge = row.get("badge_no")
        if row[_CUT[name]].startswith(OUTLET) and (badge is None or badge in badges):
            writer.writerow(row)
    return out.getvalue().encode()


REPORT = FaultReport(
    address="山东省济南市市中区示范路 18 号 3 栋 2 单元 501",
    phone="19900000001",
    name="测试客户",
    email="customer@example.org",
    fault_id="SF-03",
    words="灯亮，把手转不动",
    door=Door.OPEN,
    owner_kind=OwnerKind.SELF,
    point=HOME,
    point_source=PointSource.MAP,
    is_detail_asked=True,
)
UNLOCK = replace(REPORT, fault_id="SF-27", door=Door.SHUT, words="咔哒响，打不开")
CREW_OF_TWO = replace(UNLOCK, fault_id="SF-28")


def send(
    company_id: UUID,
    report: FaultReport = REPORT,
    now: datetime = NOW,
    key: str | None = None,
    **changes: Any,
) -> Answer:
    """Report a fault as the web page does."""
    return perform(
        report_fault,
        actor=WEB,
        now=now,
        key=key,
        report=replace(report, **changes),
        company_id=company_id,
    )


def open_case(
    company_id: UUID, report: FaultReport = REPORT, now: datetime = NOW, **changes: Any
) -> CaseFacts:
    """A case with its arrival promised."""
    answer = send(company_id, report, now, **changes)
    assert answer.kind is AnswerKind.PROMISED, answer
    assert answer.case_id is not None
    return get_case(answer.case_id)


def decide(now: datetime = NOW, region: str = REGION) -> None:
    """One look of dispatch at the zone."""
    perform(decide_zone, actor=WATCH, now=now, region=region)


def job_of(case: CaseFacts) -> JobFacts:
    """The newest job of a case."""
    job = find_job_of_case(case.id)
    assert job is not None
    return job


def list_assignments(job_id: UUID) -> list[AssignmentFacts]:
    """All assignments of a job, oldest first."""
    rows = Assignment.objects.filter(job_id=job_id).select_related("job").order_by("id")
    return [row.to_facts() for row in rows]


def find_active_assignment(technician_id: UUID) -> AssignmentFacts | None:
    """What a technician is on, None if nothing."""
    rows = Assignment.objects.filter(technician_id=technician_id, ended_at=None)
    row = rows.select_related("job").first()
    return row.to_facts() if row else None


def active(case: CaseFacts) -> list[AssignmentFacts]:
    """Who is assigned to a case now, by seat."""
    rows = [row for row in list_assignments(job_of(case).id) if row.ended_at is None]
    return sorted(rows, key=lambda row: row.seat)


def lines(case: CaseFacts, prefix: str = "") -> list[EventFacts]:
    """The lines of a case's record whose kind begins so."""
    return [line for line in list_events("case", case.id) if line.kind.startswith(prefix)]


def kinds(case: CaseFacts, prefix: str = "") -> list[str]:
    """Their kinds."""
    return [line.kind for line in lines(case, prefix)]


def body(case: CaseFacts, kind: str) -> dict[str, Any]:
    """The body of the newest line of a kind."""
    return lines(case, kind)[-1].body


def customer_of(case: CaseFacts) -> Actor:
    """The case's customer as an actor."""
    return Actor.customer(case.customer_id)


PROOFS = {
    ProofKind.IDENTITY: SeenProof(ProofKind.IDENTITY, DocumentKind.ID_CARD, True, "000X"),
    ProofKind.OWNERSHIP: SeenProof(ProofKind.OWNERSHIP, DocumentKind.PURCHASE_RECORD, True),
    ProofKind.SERIAL: SeenProof(ProofKind.SERIAL, DocumentKind.SERIAL_PLATE, True),
    ProofKind.WITNESS: SeenProof(
        ProofKind.WITNESS,
        DocumentKind.PROPERTY_OFFICE,
        True,
        None,
        "物业值班员",
        "0531-55500000",
    ),
    ProofKind.GUARANTOR: SeenProof(
        ProofKind.GUARANTOR, DocumentKind.ID_CARD, True, "0001", "担保人", "19900000009"
    ),
    ProofKind.POLICE: SeenProof(
        ProofKind.POLICE, DocumentKind.POLICE_CARD, True, None, "值班民警", "警号 000000"
    ),
    ProofKind.ORGANISATION: SeenProof(ProofKind.ORGANISATION, DocumentKind.LETTER_WITH_SEAL, True),
    ProofKind.INHERITANCE: SeenProof(ProofKind.INHERITANCE, DocumentKind.NOTARY_DEED, True),
}
