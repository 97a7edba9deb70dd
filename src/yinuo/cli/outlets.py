"""`yinuo outlets import`: a company's files into the database, saying what became of each line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .django_setup import database_at_hand

if TYPE_CHECKING:
    from yinuo.outlet.facts import ImportReport

_RULEBOOKS = (".yaml", ".yml")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("outlets", help="load outlets, crews, tariff and rules")
    commands = parser.add_subparsers(dest="outlets_command", required=True)
    loader = commands.add_parser(
        "import",
        help="import CSV files or a rulebook",
        description="Imports CSV files (the header says which kind each is) and rulebooks (.yaml); a "
        "folder means all of its files, in the order in which they need each other.",
    )
    loader.add_argument("file", nargs="+", type=Path, metavar="FILE")
    loader.add_argument("--company", help="the company's code, where there is more than one")
    loader.add_argument(
        "--all-or-nothing", action="store_true", help="one bad line: nothing at all"
    )
    loader.add_argument("--dry-run", action="store_true", help="only say what would become of it")
    loader.add_argument("--quiet", action="store_true", help="only refused lines and the totals")
    loader.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the report")
    loader.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import each file; 0 if every line was taken, 1 if any was refused, 2 if a file can't be read."""
    files = _files(args.file)
    if files is None:
        return 2
    with database_at_hand():
        return max((_import(path, args) for path in _in_order(files)), default=0)


def _files(paths: Iterable[Path]) -> list[Path] | None:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.iterdir() if p.suffix in (".csv", *_RULEBOOKS))
        elif path.is_file():
            files.append(path)
        else:
            print(f"{path}: no such file", file=sys.stderr)
            return None
    return files


def _in_order(files: list[Path]) -> list[Path]:
    """Companies first, then the rulebooks, then what refers to what: outlets before technicians."""
    from yinuo.outlet.facts import FileUnreadable
    from yinuo.outlet.sheets import read_table

    def place(path: Path) -> float:
        if path.suffix in _RULEBOOKS:
            return 0.5
        try:
            return read_table(path.read_bytes()).sheet.order
        except FileUnreadable:
            return -1  # said first, so that it isn't lost among thousands of good lines

    return sorted(files, key=place)


def _import(path: Path, args: argparse.Namespace) -> int:
    from yinuo.base.errors import YinuoError
    from yinuo.engines.rulebook import RulebookInvalid

    try:
        if path.suffix in _RULEBOOKS:
            return _publish(path, args)
        return _import_rows(path, args)
    except RulebookInvalid as invalid:
        for fault in invalid.errors:
            message = fault.message_en if args.lang == "en" else fault.message_zh
            print(f"{path}:{fault.line}: {fault.field}: {message}", file=sys.stderr)
        return 1
    except YinuoError as error:
        print(f"{path}: {error.text(args.lang)}", file=sys.stderr)
        return 2


def _import_rows(path: Path, args: argparse.Namespace) -> int:
    from yinuo.base.actor import Actor
    from yinuo.outlet.actions import import_rows
    from yinuo.outlet.facts import RowOutcome
    from yinuo.store import clock
    from yinuo.store.perform import perform

    report = perform(
        import_rows,
        actor=Actor.system("import"),
        now=clock.now(),
        data=path.read_bytes(),
        company_code=args.company,
        all_or_nothing=args.all_or_nothing,
        dry_run=args.dry_run,
    )
    _print_report(path, report, args)
    return 1 if report.count(RowOutcome.REFUSED) else 0


def _print_report(path: Path, report: ImportReport, args: argparse.Namespace) -> None:
    from yinuo.outlet.facts import RowOutcome

    is_en = args.lang == "en"
    for note in report.notes_en if is_en else report.notes_zh:
        print(f"{path}: {note}")
    for row in report.rows:
        if row.outcome is RowOutcome.REFUSED or not args.quiet:
            said = row.en if is_en else row.zh
            print(f"{path}:{row.number}: {row.outcome} {row.key} {said}".replace("  ", " "))
    counts = ", ".join(f"{report.count(outcome)} {outcome}" for outcome in RowOutcome)
    state = "" if report.was_applied else (" (nothing written)" if is_en else "（没有写入）")
    print(f"{path}: {report.sheet}: {counts}{state}")


def _publish(path: Path, args: argparse.Namespace) -> int:
    from yinuo.base.actor import Actor
    from yinuo.engines import rulebook
    from yinuo.outlet import reads
    from yinuo.outlet.actions import publish_rulebook
    from yinuo.outlet.facts import CompanyUnknown
    from yinuo.store import clock
    from yinuo.store.perform import perform

    text = path.read_text(encoding="utf-8-sig")
    book = rulebook.load(text, file=str(path))
    company = reads.find_company(args.company or book.company.id)
    if company is None:
        raise CompanyUnknown
    if args.dry_run:
        print(f"{path}: rulebook {book.rulebook_id} (nothing written)")
        return 0
    published = perform(
        publish_rulebook,
        actor=Actor.system("import"),
        now=clock.now(),
        company_id=company.id,
        text=text,
    )
    state = "published" if published.is_new else "same"
    print(f"{path}: rulebook {published.rulebook_id} {state}, in force from {published.valid_from}")
    return 0
