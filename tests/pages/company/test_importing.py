"""A file through the pages: handed in, columns corrected, dry run read, imported, reasons fetched."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from tests.pages.crew import enter, staff, text
from tests.transfer.hands import csv_of, xlsx_of
from tests.world import NOW, OUTLET, found_company
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import find_unit, list_customers_by_phone
from yinuo.store import clock
from yinuo.transfer.facts import ImportFacts, ImportState, Outcome
from yinuo.transfer.going import carry_on
from yinuo.transfer.reads import find_remembered, get_import, list_imports, list_lines

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [
    ("称呼", "哪个号", "家在哪"),
    ("王女士", "13800000001", "济南市历下区示范路 1 号"),
    ("李先生", "13800000002", "朝阳区示范路 2 号"),
]


@pytest.fixture(autouse=True)
def company() -> UUID:
    found = found_company()
    clock.move(NOW)
    return found


@pytest.fixture
def client() -> Client:
    return enter(staff(StaffRole.MANAGER))


def hand_in(client: Client, data: bytes, kind: str = "", key: str = "k1") -> str:
    sent = {"file": SimpleUploadedFile("list.csv", data), "kind": kind, "key": key}
    answer = client.post("/company/import/", sent)
    assert answer.status_code == 302, text(answer)
    return str(answer.url)  # type: ignore[attr-defined]


def id_in(path: str) -> UUID:
    found = re.search(r"[0-9a-f-]{36}", path)
    assert found is not None
    return UUID(found[0])


def do(client: Client, path: str, what: str, **more: str) -> str:
    return text(client.post(path, {"do": what, "key": f"key-{what}", **more}, follow=True))


def test_a_file_goes_through_columns_and_dry_run_to_its_import(
    client: Client, company: UUID
) -> None:
    path = hand_in(client, csv_of(ROWS), "customers")
    page = text(client.get(path))
    assert "13800000001" in page  # a sample of each column to tell it by
    assert "还缺这些列" not in page
    page = do(client, path, "columns", column0="name", column1="phone", column2="address")
    assert "正在试算" in page
    carry_on(id_in(path))
    page = text(client.get(path))
    assert "会新增" in page
    assert "北京市朝阳区" in page
    assert list_customers_by_phone("13800000001") == ()
    do(client, path, "start")
    carry_on(id_in(path))
    assert "导入完成" in text(client.get(path))
    assert len(list_customers_by_phone("13800000001")) == 1
    assert list_customers_by_phone("13800000002") == ()
    remembered = find_remembered(company, ROWS[0])
    assert remembered is not None
    assert set(remembered[1].values()) == {"name", "phone", "address"}


def test_the_file_comes_back_with_a_column_of_reasons(client: Client) -> None:
    path = hand_in(client, csv_of(ROWS), "customers")
    do(client, path, "columns", column0="name", column1="phone", column2="address")
    carry_on(id_in(path))
    answer = client.get(f"{path}reasons.xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)  # type: ignore[union-attr]
    assert rows[0] == (*ROWS[0], "导入结果", "原因")
    assert rows[1][3:] == (None, None)
    assert rows[2][3] == "refused"
    assert "区划代码" in str(rows[2][4])


def test_a_missing_column_is_named_and_nothing_begins(client: Client) -> None:
    path = hand_in(client, csv_of(ROWS), "customers")
    page = do(client, path, "columns", column0="name", column1="", column2="address")
    assert "还缺这些列：电话" in page
    assert get_import(id_in(path)).state is ImportState.MAPPING


def test_an_import_that_was_stopped_goes_on_where_it_was(client: Client) -> None:
    people = [(f"称呼{at}", f"138{at:08d}") for at in range(600)]
    path = hand_in(client, csv_of([("称呼", "电话"), *people]), "customers")
    do(client, path, "columns", column0="name", column1="phone")
    carry_on(id_in(path))
    do(client, path, "start")

    def stop(found: ImportFacts) -> None:
        if found.position == 500:
            do(client, path, "stop")

    carry_on(id_in(path), stop)
    page = text(client.get(path))
    assert "停下了" in page
    assert get_import(id_in(path)).position == 500
    do(client, path, "resume")
    carry_on(id_in(path))
    done = get_import(id_in(path))
    assert (done.state, done.created, done.refused) == (ImportState.DONE, 600, 0)


def test_what_a_spreadsheet_spoilt_is_said_and_not_guessed(client: Client) -> None:
    head = ("序列号", "型号", "购买日期")
    rows = [
        head,
        ("AN-0001", "ANS30", "2025-03-01"),
        (123456, "ANS30", None),
        ("=1+1", "ANS30", ""),
    ]
    path = hand_in(client, xlsx_of(产品=rows))
    one = get_import(id_in(path))
    assert one.columns == ("serial", "model", "sold_date")
    do(client, path, "columns", **{f"column{at}": name for at, name in enumerate(one.columns)})
    carry_on(one.id)
    faults = {
        line.number: line.faults[0].zh for line in list_lines(one.id, outcome=Outcome.REFUSED)
    }
    assert "前面的 0" in faults[3]
    assert "没有算过的公式" in faults[4]
    assert find_unit("123456") is None


def test_every_table_of_a_workbook_is_reached_from_each_of_them(client: Client) -> None:
    products = [("机身编号", "型号"), ("AN-0001", "ANS30")]
    people = [("电话", "称呼"), ("13800000001", "王女士")]
    path = hand_in(client, xlsx_of(机器=products, 客人=people))
    first = get_import(id_in(path))
    assert first.kind == "customers"  # whose products are said to be theirs
    page = client.get(path).content.decode()
    (other,) = set(re.findall(r"/company/import/[0-9a-f-]{36}/", page)) - {path}
    assert get_import(id_in(other)).title == "机器"
    assert path in client.get(other).content.decode()


def test_a_page_for_head_office_is_for_nobody_else(client: Client) -> None:
    outsider = enter(staff(StaffRole.DESK, "desk"))
    assert outsider.get("/company/import/").status_code == 403
    scope = Scope(ScopeKind.OUTLET, (OUTLET,))
    branch = enter(staff(StaffRole.MANAGER, "branch", scope))
    assert branch.get("/company/import/").status_code == 403


def test_a_file_is_read_before_the_transaction_that_keeps_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    def noting(*given: Any, **more: Any) -> Any:
        held.append(connection.in_atomic_block)
        return load_workbook(*given, **more)

    monkeypatch.setattr("yinuo.transfer.reading.workbook.load_workbook", noting)
    data = xlsx_of(客户=[("电话", "称呼"), ("13800000001", "王女士")])
    first = hand_in(client, data)
    assert hand_in(client, data) == first  # the same tap twice is one file
    assert held == [False, False]


def refused(client: Client, data: bytes, kind: str = "") -> str:
    """What the page says of a file that it doesn't take."""
    sent = {"file": SimpleUploadedFile("a.xlsx", data), "kind": kind, "key": "k"}
    answer = client.post("/company/import/", sent)
    assert answer.status_code == 400
    return text(answer)


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (b"", "", "文件是空的"),
        (b"  \n", "", "文件是空的"),
        (b"\0\1\2", "", "不是表格"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "", "密码"),
        (b"a,b\n" + "王".encode() * 200_000 + b",c", "", "第 2 行"),
        (b"a,b\n1,2\n", "", "看不出这张表是什么"),
        (b"a,b\n1,2\n", "zzz", "没有这种表"),
        (b"a,b\n1,2\n", "zz\0", "没有这种表"),
        (b"x" * (20 * 1024 * 1024 + 1), "", "超过 20 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_with_what_was_kept_and_what_to_do(
    client: Client, company: UUID, data: bytes, kind: str, what: str
) -> None:
    said = refused(client, data, kind)
    assert what in said
    assert "什么都没有改动" in said
    assert "请" in said.partition(what)[2]
    assert list_imports(company) == ()


def test_a_name_with_a_nul_in_it_is_the_name_without(client: Client, company: UUID) -> None:
    data = csv_of([("电话", "称呼" * 5000), ("13800000001", "王" * 100_000)])
    body = (
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncustomers\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\0b.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + data + b"\r\n--x--\r\n"
    )
    answer = client.post("/company/import/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 302
    (one,) = list_imports(company)
    assert one.name == "ab.csv"
    assert len(one.headings[1]) == 200
    page = do(client, f"/company/import/{one.id}/", "columns", column0="phone", column1="name")
    assert "正在试算" in page
    carry_on(one.id)
    (line,) = list_lines(one.id)
    assert "最长" in line.faults[0].zh or "字" in line.faults[0].zh


def test_no_table_at_all_is_told_in_words(client: Client, company: UUID) -> None:
    sent = {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 broken"), "kind": "", "key": "k"}
    answer = client.post("/company/import/", sent)
    assert answer.status_code == 400
    assert "读不出来" in text(answer)
    assert list_imports(company) == ()
