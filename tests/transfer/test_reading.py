"""What is read of a file: the tables in it, wherever they begin, and nothing that isn't said there."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from tests.transfer.hands import csv_of, xlsx_of
from yinuo.transfer.facts import BookUnreadable, Flaw
from yinuo.transfer.reading import read_book, read_table

HEAD = ("称呼", "电话")


def test_each_sheet_with_a_table_is_found_again_at_its_place() -> None:
    data = xlsx_of(
        空=[], 客户=[HEAD, ("王女士", "13800000001")], 只有表头=[HEAD], 产品=[HEAD, ("a", "b")]
    )
    grids = read_book(data)
    assert [grid.title for grid in grids] == ["客户", "产品"]
    assert [read_table(data, place) for place in range(2)] == list(grids)


def test_titles_above_the_headings_are_no_table_and_line_numbers_are_the_files_own() -> None:
    rows = [("客户名单 2026",), (), ("制表：张三",), HEAD, (), ("王女士", "13800000001")]
    (grid,) = read_book(xlsx_of(客户=rows))
    assert grid.headings == HEAD
    assert [(row.number, row.cells[0].text) for row in grid.rows] == [(6, "王女士")]


def test_a_csv_file_is_read_in_the_encoding_in_which_it_was_saved() -> None:
    text = csv_of([HEAD, ("王女士", "1.38E+10")]).decode()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        (grid,) = read_book(text.encode(encoding))
        assert grid.headings == HEAD
        assert grid.rows[0].cells[1].flaw is Flaw.ROUNDED


def test_what_a_spreadsheet_keeps_is_read_as_people_saw_it() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "日期", "时刻", "公式", "长数字", "错"])
    sheet.append(
        [
            42,
            datetime.fromisoformat("2026-01-31"),
            datetime.fromisoformat("2026-01-31 14:30"),
            "=1+1",
            10**16,
            "#REF!",
        ]
    )
    sheet.append([None, datetime.fromisoformat("2026-02-01 00:00")])
    sheet["A2"].number_format = "000000"
    sheet["B2"].number_format = "yyyy-mm-dd"
    sheet["B3"].number_format = "yyyy-mm-dd hh:mm"
    sheet["F2"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    (grid,) = read_book(out.getvalue())
    cells = grid.rows[0].cells
    assert grid.rows[1].cells[1].text == "2026-02-01 00:00"  # midnight, where hours are shown
    assert [cell.text for cell in cells[:3]] == ["000042", "2026-01-31", "2026-01-31 14:30"]
    assert [cell.flaw for cell in cells] == [
        None,
        None,
        None,
        Flaw.NO_VALUE,
        Flaw.ROUNDED,
        Flaw.ERROR,
    ]


def test_a_hidden_sheet_stays_where_it_is() -> None:
    book = Workbook()
    for title in ("客户", "旧"):
        sheet = book.create_sheet(title)
        sheet.append(list(HEAD))
        sheet.append(["王女士", "13800000001"])
    book["旧"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [grid.title for grid in read_book(out.getvalue())] == ["客户"]


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(BookUnreadable, match="Unpacked, this workbook is too large"):
        read_book(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04", "称呼,电话\n".encode()])
def test_no_table_at_all_is_told(data: bytes) -> None:
    with pytest.raises(BookUnreadable):
        read_book(data)
