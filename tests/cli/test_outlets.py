"""`yinuo outlets import`: what each line became, and an exit code a script can rely on."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from tests.outlet.cast import AREAS, COMPANY, NOW, OUTLETS
from yinuo.cli import outlets
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.outlet import reads
from yinuo.outlet.models import Outlet
from yinuo.store import clock

# A command brings the tables up to date as their owner first.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def run(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    outlets.add_parser(parser.add_subparsers())
    args = parser.parse_args(["outlets", "import", *map(str, arguments)])
    return int(args.run(args))


def written(folder: Path, **texts: str) -> dict[str, Path]:
    paths = {name: folder / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_each_line_is_reported_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(tmp_path, company=COMPANY, outlets=OUTLETS.replace("36.65", "abc"))

    assert run(paths["company"]) == 0
    assert run(paths["outlets"], "--lang", "en") == 1

    said = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{paths['outlets']}:").split()[0] for line in said[2:5]] == [
        "2:",
        "3:",
        "4:",
    ]
    assert '"lat" must be degrees' in said[3]
    assert said[-1].endswith("outlets: 2 created, 0 updated, 0 same, 1 refused")


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
    book = tmp_path / "book.csv"
    book.write_bytes(b"PK\x03\x04")

    assert run(book) == 2
    assert run(tmp_path / "none.csv") == 2

    said = capsys.readouterr().err
    assert "Excel" in said
    assert "none.csv" in said


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
