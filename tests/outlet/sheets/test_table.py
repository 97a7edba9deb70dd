"""Files as companies really save them: encodings, headers, broken lines."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outlet.cast import AREAS, COMPANY, OUTLETS, SHIFTS, TARIFF, TECHNICIANS, UNITS
from yinuo.outlet.facts import FileUnreadable, TariffGroup
from yinuo.outlet.sheets import SHEETS, Row, Table, WrongRow, read_table


def good(table: Table) -> list[Row]:
    return [row for row in table.rows if isinstance(row, Row)]


def wrong(table: Table) -> list[WrongRow]:
    return [row for row in table.rows if isinstance(row, WrongRow)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (COMPANY, "companies"),
        (OUTLETS, "outlets"),
        (AREAS, "areas"),
        (TECHNICIANS, "technicians"),
        (SHIFTS, "shifts"),
        (TARIFF, "tariff"),
        (UNITS, "units"),
    ],
)
def test_the_header_says_which_sheet_it_is(text: str, name: str) -> None:
    assert read_table(text.encode()).sheet.name == name


def test_no_two_sheets_can_be_taken_for_each_other() -> None:
    for sheet in SHEETS:
        header = ",".join(column.name for column in sheet.columns)
        assert read_table(f"{header}\n".encode()).sheet is sheet
        bare = ",".join(column.name for column in sheet.columns if column.required)
        assert read_table(f"{bare}\n".encode()).sheet is sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_a_chinese_office_saves_gives_the_same_rows(encoding: str) -> None:
    table = read_table(OUTLETS.encode(encoding))

    assert [row["name_zh"] for row in good(table)] == ["安诺济南站", "安诺槐荫站", "安诺琼海站"]
    assert bool(table.source.note_zh) is (encoding == "gb18030")


def test_chinese_headers_and_words_are_understood() -> None:
    text = "工号,星期,上班,下班\nT1,周一至周五,08:30,24:00\nT2,六、日,22:00,06:00\n"

    rows = good(read_table(text.encode()))

    assert (rows[0]["days"], rows[0]["starts"], rows[0]["ends"]) == (
        (1, 2, 3, 4, 5),
        time(8, 30),
        time(0),
    )
    assert rows[1]["days"] == (6, 7)


def test_tabs_and_semicolons_separate_cells_too() -> None:
    for mark in "\t;":
        table = read_table(COMPANY.replace(",", mark).encode())
        assert good(table)[0]["company"] == "annuo"


def test_a_wrong_line_has_its_number_and_names_each_wrong_cell() -> None:
    text = OUTLETS.replace("36.65,116.90", "96.65,东经")

    found = wrong(read_table(text.encode()))

    assert [row.number for row in found] == [3]
    assert "lat" in found[0].zh
    assert "lng" in found[0].zh
    assert "degrees" in found[0].en


def test_line_numbers_count_the_lines_of_the_file_not_the_rows() -> None:
    text = 'company,name_zh,name_en,hotline,sector\n\na1,"安\n诺",A,1,s\n\n,x,x,1,s\n'

    found = wrong(read_table(text.encode()))

    assert [row.number for row in found] == [3, 6]


def test_a_line_that_repeats_another_is_refused_and_says_which() -> None:
    found = wrong(read_table((COMPANY + COMPANY.splitlines()[1] + "\n").encode()))

    assert [(row.number, row.en) for row in found] == [(3, "repeats line 2")]


def test_a_line_with_too_many_cells_is_refused() -> None:
    found = wrong(read_table((COMPANY + "b,乙,B,1,s,extra\n").encode()))

    assert [row.number for row in found] == [3]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n\n",
        b"PK\x03\x04workbook",
        b"\xd0\xcf\x11\xe0old workbook",
        b"a,b\x00c\n",
        b"\xff\xfe\x00",
        b"\x81\x20\xff\xff",
        b"some,thing,else\n1,2,3\n",
        b'company,name_zh,name_en,hotline,sector\n"never closed,x\n',
        b"company,company,name_zh,name_en,hotline,sector\n",
        b"company,name_zh,name_en,hotline,sector,colour\n",
    ],
)
def test_a_file_that_is_no_sheet_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_table(data)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    for head in (b"", COMPANY.encode()):
        try:
            table = read_table(head + data)
        except FileUnreadable:
            continue
        assert table.sheet in SHEETS


def test_prices_are_whole_fen_and_yuan_are_not_guessed() -> None:
    def priced(text: str) -> Row | WrongRow:
        return read_table(TARIFF.replace("5000", text).encode()).rows[0]

    row = priced("4999")
    assert isinstance(row, Row)
    assert (row["price_fen"], row["group"]) == (4999, TariffGroup.VISIT)
    for text in ("50.00", "50元", "-1", "1e3", "", "99999999999", "１００"):
        assert isinstance(priced(text), WrongRow), text


def test_dates_are_read_in_the_usual_spellings_and_impossible_ones_refused() -> None:
    def sold(text: str) -> Row | WrongRow:
        return read_table(f"serial,model,sold_date\nAN-0001,H30,{text}\n".encode()).rows[0]

    for text in ("2026-01-05", "2026/1/5", "2026年1月5日", "2026.1.5"):
        row = sold(text)
        assert isinstance(row, Row)
        assert row["sold_date"] == date(2026, 1, 5)
    for text in ("2026-02-30", "05/01/2026", "yesterday"):
        assert isinstance(sold(text), WrongRow), text


def test_a_technicians_full_name_or_mobile_number_is_not_taken() -> None:
    for name in ("张三丰", "张师傅13900000001", "Zhang"):
        text = TECHNICIANS.replace("张师傅", name)
        assert [row.number for row in wrong(read_table(text.encode()))] == [2], name


@pytest.mark.parametrize(
    ("change", "law"),
    [
        (("上门费,", "上门检测费,"), "QT-17: visit and inspection are two lines"),
        (("只含上门,", ","), "QT-04: a visit fee says what it doesn't include"),
        (("只含上门", "最终解释权归本公司"), "AF-20: the clause is void"),
        (("只含上门", "享受三包"), "AF-14: safes aren't on that list"),
        (("22:00,07:00", ","), "QT-03: a night price without hours"),
        (("material,电池", "part,电池"), "QT-07: a part without a number"),
    ],
)
def test_a_price_line_that_law_or_trade_forbids_is_refused(
    change: tuple[str, str], law: str
) -> None:
    assert len(wrong(read_table(TARIFF.replace(*change).encode()))) == 1, law


def test_a_shift_names_weekdays_or_a_date_and_lasts_sixteen_hours_at_most() -> None:
    header = "badge_no,days,date,starts,ends\n"
    for line in (
        "T1,,,08:00,16:00",
        "T1,1,2026-01-01,08:00,16:00",
        "T1,1,,08:00,07:00",
        "T1,8,,08:00,16:00",
        "T1,5-1,,08:00,16:00",
        "T1,1,,8,16:00",
        "T1,1,,08:00,24:30",
    ):
        assert wrong(read_table((header + line + "\n").encode())), line
