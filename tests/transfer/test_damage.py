"""A file that was damaged on its way, or is something else: told in plain words, never a crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from tests.transfer.hands import csv_of, xlsx_of
from yinuo.transfer.facts import BookUnreadable
from yinuo.transfer.reading import read_book, read_table

HEAD = ("称呼", "电话")
SHEET = "xl/worksheets/sheet1.xml"


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts written differently."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def saved(rows: list[tuple[object, ...]]) -> bytes:
    """A workbook that says of itself how large it is, as spreadsheets write them: it is read as it goes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MANY = saved([HEAD, *[("王女士", f"1380000{at:04d}") for at in range(2000)]])
ONE = saved([HEAD, ("王女士", 1)])


def spoilt_stream() -> bytes:
    """A workbook of which some bytes in the middle of the sheet were lost on the way."""
    with zipfile.ZipFile(io.BytesIO(MANY)) as archive:
        part = archive.getinfo(SHEET)
    middle = part.header_offset + 60 + part.compress_size // 2
    return MANY[:middle] + b"\xff" * 40 + MANY[middle + 40 :]


def half(xml: bytes) -> bytes:
    return xml[: len(xml) // 2]


def with_cell(cell: bytes) -> Callable[[bytes], bytes]:
    """Puts this in the place of the second line's number."""
    return lambda xml: xml.replace(b'<c r="B2" t="n"><v>1</v></c>', cell)


DAMAGED = {
    "a sheet that ends too soon": changed(MANY, SHEET, half),
    "letters where a number must be": changed(
        ONE, SHEET, with_cell(b'<c r="B2" t="n"><v>abc</v></c>')
    ),
    "no number at all": changed(ONE, SHEET, with_cell(b'<c r="B2" t="n"><v>nan</v></c>')),
    "bytes that were lost": spoilt_stream(),
    "a text that isn't there": changed(ONE, SHEET, with_cell(b'<c r="B2" t="s"><v>99</v></c>')),
    "a sheet that is no xml": changed(MANY, SHEET, lambda xml: b"hello"),
    "formulas in a sheet that ends too soon": changed(
        MANY, SHEET, lambda xml: half(xml).replace(b"<v>", b"<f>1</f><v>", 1)
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_workbook_is_told_and_not_guessed(name: str) -> None:
    data = DAMAGED[name]
    with pytest.raises(BookUnreadable) as told:
        read_book(data)
    for words in ("读不出来", "什么都没有改动", "另存为"):
        assert words in told.value.zh


def test_damage_behind_the_first_rows_of_a_kept_file_is_told_too() -> None:
    with pytest.raises(BookUnreadable):
        read_table(spoilt_stream(), 0)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "空"),
        (b" \n\n", "空"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "密码"),  # .xls, or a workbook with a password
        (b"%PDF-1.7\n\x00\xff\xfe\x80", "不是"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是"),
        (csv_of([HEAD, ("王" * 140_000, "13800000001")]), "第 2 行"),
        (csv_of([HEAD, ('"王', "13800000001")]), "第 2 行"),
        (xlsx_of(客户=[HEAD]), "表头"),
    ],
)
def test_what_is_no_table_is_told_with_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(BookUnreadable) as told:
        read_book(data)
    assert what in told.value.zh
    assert "什么都没有改动" in told.value.zh
    assert "请" in told.value.zh
    assert "othing was changed" in told.value.en
