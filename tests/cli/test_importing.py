"""`yinuo import`: what is wrong with which line, and an exit code a script can rely on."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.outlet.cast import AREAS, COMPANY, NOW, OUTLETS
from tests.transfer.hands import ACTOR, check, csv_of, receive
from yinuo.cli import importing, outlets
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.outlet import reads
from yinuo.outlet.models import Outlet
from yinuo.people.reads import list_customers_by_phone
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import start_import, stop_import
from yinuo.transfer.facts import ImportState
from yinuo.transfer.reads import get_import, list_imports

# A command brings the tables up to date as their owner first.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def run(*arguments: object, command: Sequence[str] = ("import",)) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    importing.add_parser(commands)
    outlets.add_parser(commands)
    args = parser.parse_args([*command, *map(str, arguments)])
    return int(args.run(args))


def written(folder: Path, **texts: str) -> dict[str, Path]:
    paths = {name: folder / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_what_is_wrong_is_said_with_its_line_and_all_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(tmp_path, company=COMPANY, outlets=OUTLETS.replace("36.65", "abc"))

    assert run(paths["company"]) == 0
    assert run(paths["outlets"], "--lang", "en") == 1

    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{paths['company']}: companies: 1 created, 0 updated, 0 same, 0 refused"
    assert said[1].startswith(f"{paths['outlets']}:3: refused ")
    assert '"lat" must be degrees' in said[1]
    assert said[2:] == [f"{paths['outlets']}: outlets: 2 created, 0 updated, 0 same, 1 refused"]


def test_the_older_name_does_the_same(tmp_path: Path) -> None:
    paths = written(tmp_path, company=COMPANY, outlets=OUTLETS)

    assert run(paths["company"], paths["outlets"], command=("outlets", "import")) == 0

    assert Outlet.objects.count() == 3


def test_a_folder_is_imported_in_the_order_in_which_its_files_need_each_other(
    tmp_path: Path,
) -> None:
    written(tmp_path, a_areas=AREAS, b_outlets=OUTLETS, c_company=COMPANY)

    assert run(tmp_path, "--quiet") == 0

    company = reads.find_company("annuo")
    assert company is not None
    assert Outlet.objects.count() == 3


def test_one_bad_line_keeps_the_file_out_on_request(tmp_path: Path) -> None:
    paths = written(tmp_path, company=COMPANY, outlets=OUTLETS.replace("36.65", "abc"))
    run(paths["company"])

    assert run(paths["outlets"], "--all-or-nothing") == 1
    assert run(paths["outlets"], "--dry-run") == 1

    assert not Outlet.objects.exists()


def test_what_cannot_be_read_is_said_and_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(written(tmp_path, company=COMPANY)["company"])
    book = tmp_path / "book.csv"
    book.write_bytes(b"PK\x03\x04")
    unclear = written(tmp_path, unclear="a,b\n1,2\n")["unclear"]

    assert run(book) == 2
    assert run(unclear) == 2
    assert run(tmp_path / "none.csv") == 2

    said = capsys.readouterr().err
    assert "Excel" in said
    assert "看不出这张表是什么" in said
    assert "none.csv" in said


@pytest.mark.parametrize(
    ("data", "more", "what"),
    [
        (b"", (), "文件是空的"),
        (b"\0\1", (), "不是表格"),
        (b"PK\3\4", (), "读不出来"),
        (b"a,b\n" + "王".encode() * 200_000 + b",c", (), "第 2 行"),
        ("电话,称呼\n13800000001,王\n".encode(), ("--kind", "zzz"), "customers, products"),
        ("电话,称呼\n1,王\n".encode(), ("--column", "称呼=nam"), "phone, name"),
        ("电话,住哪\n1,王\n".encode(), ("--kind", "customers"), "还缺这些列：称呼"),
    ],
)
def test_a_file_that_is_not_taken_is_told_with_what_was_kept_and_what_to_do(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    more: tuple[str, ...],
    what: str,
) -> None:
    run(written(tmp_path, company=COMPANY)["company"])
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    assert run(path, *more) == 2
    said = capsys.readouterr().err
    assert what in said
    assert "什么都没有" in said
    assert "请" in said
    company = reads.find_company("annuo")
    assert company is not None
    assert [one.kind for one in list_imports(company.id)] == []


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(written(tmp_path, company=COMPANY)["company"])
    path = tmp_path / "people.csv"
    path.symlink_to("/proc/self/mem")  # stands there as a file, and every read of its start fails
    assert run(path) == 2
    assert "people.csv" in capsys.readouterr().err


def test_a_customer_list_is_looked_at_mended_and_imported_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ("称呼", "哪个号", "地址"),
        ("王女士", "13800000001", "济南市历下区示范路 1 号"),
        ("李先生", "13800000002", "朝阳区示范路 2 号"),
    ]
    path, reasons = tmp_path / "people.csv", tmp_path / "reasons"
    path.write_bytes(csv_of(rows))
    run(written(tmp_path, company=COMPANY)["company"])
    capsys.readouterr()

    assert run(path, "--column", "哪个号=phone", "--dry-run") == 1
    assert "（没有写入）" in capsys.readouterr().out
    assert list_customers_by_phone("13800000001") == ()

    assert run(path, "--reasons", reasons) == 1  # the heading is remembered
    assert len(list_customers_by_phone("13800000001")) == 1
    (mended,) = reasons.iterdir()
    sheet = load_workbook(mended).active
    assert sheet is not None
    assert "区划代码" in str(sheet["E3"].value)

    capsys.readouterr()
    assert run(path) == 1
    assert (
        capsys.readouterr()
        .out.splitlines()[-1]
        .endswith("customers: 0 created, 0 updated, 1 same, 1 refused")
    )


def test_an_import_that_was_broken_off_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [(f"138{at:08d}", "王女士") for at in range(30)]
    data = csv_of([("电话", "称呼"), *people])
    (tmp_path / "people.csv").write_bytes(data)
    run(written(tmp_path, company=COMPANY)["company"])
    company = reads.find_company("annuo")
    assert company is not None
    (one,) = receive(company.id, data, NOW)
    check(one, NOW)
    perform(start_import, actor=ACTOR, now=NOW, import_id=one.id, has_worker=False)

    assert run(tmp_path / "people.csv", "--dry-run") == 0
    assert (
        get_import(one.id).state is ImportState.RUNNING
    )  # a dry run writes nothing, of that one either
    assert list_customers_by_phone("13800000029") == ()

    capsys.readouterr()
    assert run(tmp_path / "people.csv") == 0

    assert get_import(one.id).state is ImportState.DONE
    assert "从第 0 行接着导入" in capsys.readouterr().out
    assert len(list_customers_by_phone("13800000029")) == 1


def test_an_import_that_somebody_stopped_stays_so_unless_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = csv_of([("电话", "称呼"), ("13800000001", "王女士")])
    (tmp_path / "people.csv").write_bytes(data)
    run(written(tmp_path, company=COMPANY)["company"])
    company = reads.find_company("annuo")
    assert company is not None
    (one,) = receive(company.id, data, NOW)
    check(one, NOW)
    perform(start_import, actor=ACTOR, now=NOW, import_id=one.id, has_worker=False)
    perform(stop_import, actor=ACTOR, now=NOW, import_id=one.id)
    capsys.readouterr()

    assert run(tmp_path / "people.csv") == 0
    assert get_import(one.id).state is ImportState.STOPPED
    said = capsys.readouterr().out
    assert "停在第 0 行" in said
    assert "1 created" in said

    assert run(tmp_path / "people.csv", "--resume") == 0
    assert get_import(one.id).state is ImportState.DONE


def test_a_rulebook_is_published_once_and_its_faults_named_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = next(f.data for f in company_files(NOW.date()) if f.name == RULEBOOK).decode()
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("currency: CNY", "currencey: CNY"), encoding="utf-8")
    run(written(tmp_path, company=COMPANY)["company"])

    assert run(good) == 0
    assert run(good) == 0
    assert run(bad) == 1

    said = capsys.readouterr()
    assert "published" in said.out
    assert "same" in said.out
    line = text.splitlines().index("currency: CNY") + 1
    assert f"{bad}:{line}:" in said.err
    company = reads.find_company("annuo")
    assert company is not None
    assert reads.get_rulebook(company.id, clock.now()).rulebook.company.id == "annuo"
