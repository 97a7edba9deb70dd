"""Lists go out masked unless somebody says why, and come in again with nothing to change."""

from __future__ import annotations

import csv
import io
import re
from uuid import UUID

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.pages.crew import enter, staff, text
from tests.transfer.hands import Rows, bring, check, counts, receive
from tests.work.visit.walk import Walk
from tests.world import NOW, OUTLET, WEB, decide, found_company, open_case
from yinuo.base.actor import Actor
from yinuo.genuine.actions import report_fake
from yinuo.genuine.facts import NewReport, Seen
from yinuo.intake.actions import type_number
from yinuo.people.actions import note_export
from yinuo.people.facts import ExportReason, Scope, ScopeKind, StaffRole
from yinuo.record.reads import find_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.columns import SHEET_OF
from yinuo.transfer.facts import FileKind
from yinuo.work.visit.facts import Step

pytestmark = pytest.mark.django_db(transaction=True)
CUSTOMERS = [
    ("电话", "称呼", "邮箱", "地址"),
    ("13800000001", "=王女士", "a@example.org", "济南市历下区示范路 1 号"),
    ("13800000001", "=王女士", "a@example.org", "济南市市中区样例街 2 号"),
]
MORE: dict[FileKind, Rows] = {
    FileKind.CERTIFICATES: [
        ("badge_no", "certificate", "number", "valid_to"),
        (f"{OUTLET}-01", "electrical", "T-0001", "2028-01-31"),
    ],
    FileKind.VANS: [("badge_no", "part", "count"), (f"{OUTLET}-01", "P-KEYPAD", "2")],
}
"""What the tests' company has none of."""


@pytest.fixture(autouse=True)
def company() -> UUID:
    found = found_company()
    clock.move(NOW)
    return found


@pytest.fixture
def client() -> Client:
    return enter(staff(StaffRole.MANAGER))


def fetch(client: Client, **typed: str) -> bytes:
    answer = client.post("/company/export/", {"format": "csv", **typed})
    assert answer.status_code == 200, text(answer)
    return b"".join(answer)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_list_is_masked_unless_a_reason_is_given_and_both_are_on_the_record(
    client: Client, company: UUID
) -> None:
    bring(company, CUSTOMERS, NOW)
    masked = rows_of(fetch(client, list="customers"))
    assert "13800000001" not in str(masked)
    assert "示范路" not in str(masked)
    refused = client.post("/company/export/", {"list": "customers", "format": "csv", "whole": "on"})
    assert refused.status_code == 400
    assert "请选一个原因" in text(refused)
    whole = rows_of(fetch(client, list="customers", whole="on", reason="contact"))
    assert whole[1][0] == "13800000001"
    bodies = [event.body for event in find_events("company", company, ["people.data.exported"])]
    assert [(b["count"], b["whole"], b["reason"]) for b in bodies] == [
        (2, False, "overview"),
        (2, True, "contact"),
    ]
    assert "13800000001" not in str(bodies)


def test_a_formula_goes_out_as_text_and_comes_in_as_it_was(client: Client, company: UUID) -> None:
    bring(company, CUSTOMERS, NOW)
    data = fetch(client, list="customers", whole="on", reason="move")
    assert rows_of(data)[1][1] == "'=王女士"
    workbook = fetch(client, list="customers", whole="on", reason="move", format="xlsx")
    sheet = load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    assert sheet["B2"].data_type == "s"
    for file in (data, workbook):
        (one,) = receive(company, file, NOW)
        assert one.kind is FileKind.CUSTOMERS
        assert counts(check(one, NOW)) == (0, 0, 2, 0)


@pytest.mark.parametrize("kind", sorted(SHEET_OF))
def test_every_table_of_the_company_comes_in_again_as_it_went_out(
    client: Client, company: UUID, kind: FileKind
) -> None:
    if kind in MORE:
        _, done = bring(company, MORE[kind], NOW, kind)
        assert counts(done) == (1, 0, 0, 0)
    data = fetch(client, list=kind.value)
    assert len(rows_of(data)) > 1
    (one,) = receive(company, data, NOW)
    assert one.kind is kind
    created, updated, same, refused = counts(check(one, NOW))
    assert (created, updated, refused) == (0, 0, 0)
    assert same == len(rows_of(data)) - 1


def test_products_staff_and_cases_come_in_again_as_they_went_out(
    client: Client, company: UUID
) -> None:
    products = [("机身编号", "型号", "售出日", "电话"), ("AN-0001", "ANS30", "2025-03-01", "")]
    bring(company, products, NOW)
    open_case(company)
    for name, kind in (("products", "products"), ("staff", "staff"), ("cases", "cases")):
        data = fetch(client, list=name, whole="on", reason="move")
        (one,) = receive(company, data, NOW)
        assert one.kind == kind
        created, updated, same, refused = counts(check(one, NOW))
        lines = len(rows_of(data)) - 1
        # Whoever exports stands in the list of the staff, and changes nothing of himself.
        assert (created, updated, same + refused) == (0, 0, lines), name
        assert refused == 0 or name == "staff"


def test_somebody_of_an_outlet_gets_its_own_cases_and_nothing_of_head_office(
    company: UUID,
) -> None:
    open_case(company)
    here = enter(staff(StaffRole.MANAGER, "here", Scope(ScopeKind.OUTLET, (OUTLET,))))
    there = enter(staff(StaffRole.MANAGER, "there", Scope(ScopeKind.REGION, ("37",))))
    assert len(rows_of(fetch(here, list="cases"))) == 2
    assert len(rows_of(fetch(there, list="promises"))) == 2
    assert here.post("/company/export/", {"list": "staff", "format": "csv"}).status_code == 400


def test_what_was_quoted_credited_said_and_looked_at_goes_out_too(
    client: Client, company: UUID
) -> None:
    case = open_case(company)
    decide(NOW)
    walk = Walk(case)
    walk.arrive().to(Step.QUOTE).propose()
    clock.move(walk.now)
    agent = Actor.staff(staff(StaffRole.DESK).id)
    perform(type_number, actor=agent, now=NOW, company_id=company, phone="13800000009")
    client.get(f"/company/case/{walk.case.id}/")
    told = NewReport(text="400-812-3123", seen=Seen.SEARCH)
    perform(report_fake, actor=WEB, now=NOW, report=told)
    tables = {
        name: rows_of(fetch(client, list=name))
        for name in ("quotes", "remedies", "calls", "looks", "fakes")
    }
    assert [row[0] for row in tables["quotes"][1:]] == [walk.case.number]
    assert tables["remedies"][1:] == []
    assert tables["calls"][1][5] == "138****0009"
    assert "13800000009" not in str(tables)
    assert tables["looks"][1][5] == walk.case.number
    assert tables["fakes"][1][:1] == ["4008123123"]


def test_the_cases_behind_a_figure_are_offered_where_one_was_chosen(client: Client) -> None:
    option = '<option value="figure"'
    assert option not in client.get("/company/export/").content.decode()
    sent = {"list": "figure", "format": "csv"}
    assert client.post("/company/export/", sent).status_code == 400
    behind = "/company/export/?period=7&list=figure&figure=repeats"
    assert option in client.get(behind).content.decode()
    assert b"".join(client.post(behind, sent))


def test_what_went_out_before_stands_on_the_page_newest_first_page_by_page(
    client: Client, company: UUID
) -> None:
    manager = Actor.staff(staff(StaffRole.MANAGER, "other").id)
    for count in range(1, 46):
        perform(
            note_export,
            actor=manager,
            now=NOW,
            company_id=company,
            list="cases",
            count=count,
            is_whole=False,
            reason=ExportReason.OVERVIEW,
            filter=[],
        )
    path, shown = "/company/export/?list=cases&state=open", []
    while path:
        page = client.get(path).content.decode()
        shown.append([int(n) for n in re.findall(r'<td class="sum">(\d+)</td>', page)])
        found = re.search(r'href="([^"]*)">下一页', page)
        path = found[1].replace("&amp;", "&") if found else ""
        assert not path or "list=cases&state=open" in path
    assert [len(counts) for counts in shown] == [20, 20, 5]
    assert [count for counts in shown for count in counts] == list(range(45, 0, -1))
    assert client.get("/company/export/?before=nonsense").status_code == 200
    assert client.get(f"/company/export/?before={'9' * 40}").status_code == 200


def test_every_list_page_leads_to_its_file_for_who_may_have_it(
    client: Client, company: UUID
) -> None:
    pages = {
        "/company/": "promises",
        "/company/cases/?state=open": "cases",
        "/company/figures/": "figures",
        "/company/staff/": "staff",
        "/company/stickers/": "products",
        "/company/looks/": "looks",
        "/company/fakes/": "fakes",
        "/company/badges/": "technicians",
    }
    for path, name in pages.items():
        page = client.get(path).content.decode()
        found = re.search(r'href="(/company/export/[^"]*)"', page)
        assert found is not None, path
        form = client.get(found[1].replace("&amp;", "&")).content.decode()
        assert f'<option value="{name}" selected' in form
    assert (
        "/company/export/?state=open" in client.get("/company/cases/?state=open").content.decode()
    )
    dispatcher = enter(staff(StaffRole.DISPATCHER))
    assert "/company/export/" not in dispatcher.get("/company/cases/").content.decode()
