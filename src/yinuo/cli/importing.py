"""`yinuo import`: what a company has in files into the database, saying what is wrong with which line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from .django_setup import database_at_hand

_RULEBOOKS = (".yaml", ".yml")
_TABLES = (".csv", ".txt", ".xlsx")
_UNREADABLE, _AFTER_COMPANIES = -1.0, 0.5


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    add_arguments(
        subparsers.add_parser(
            "import",
            help="import customers, products, open cases, staff, outlets, rules",
            description="Imports tables (.xlsx, .csv) and rulebooks (.yaml). The headings say what a table "
            "holds; a folder means all of its files, in the order in which they need each other. A line "
            "that is wrong stops no other, and a file imported again changes nothing. An import that was "
            "broken off goes on where it was when the same file is given again.",
        )
    )


def add_arguments(loader: argparse.ArgumentParser) -> None:
    """Add what an import may be told."""
    add = loader.add_argument
    add("file", nargs="+", type=Path, metavar="FILE")
    add("--kind", help="what the lines are, where the headings don't say: customers, cases, …")
    add(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=NAME",
        help="this heading means that column (docs/how-to/import.md names them)",
    )
    add("--company", help="the company's code, where there is more than one")
    add("--dry-run", action="store_true", help="only say what would become of it")
    add("--resume", action="store_true", help="go on with an import of this file that was stopped")
    add("--all-or-nothing", action="store_true", help="one bad line: nothing of its table")
    add(
        "--reasons",
        type=Path,
        metavar="FOLDER",
        help="write each table with bad lines there, with a column of reasons, to be mended",
    )
    add("--tell-customers", action="store_true", help="notify customers of imported cases")
    add("--digits-are-whole", action="store_true", help="no serial number lost zeros in front")
    add("--quiet", action="store_true", help="say nothing of progress")
    add("--lang", choices=("zh", "en"), default="zh", help="language of the report")
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
            files += sorted(p for p in path.iterdir() if p.suffix in (*_TABLES, *_RULEBOOKS))
        elif path.is_file():
            files.append(path)
        else:
            print(f"{path}: no such file", file=sys.stderr)
            return None
    return files


def _in_order(files: list[Path]) -> list[Path]:
    """Companies first, then the rulebooks, then what refers to what: outlets before technicians."""
    from yinuo.transfer.columns import ORDER
    from yinuo.transfer.errors import BookUnreadable
    from yinuo.transfer.matching import guess_kind
    from yinuo.transfer.reading import read_book

    def place(path: Path) -> float:
        if path.suffix in _RULEBOOKS:
            return _AFTER_COMPANIES
        try:
            kinds = [guess_kind(grid) for grid in read_book(path.read_bytes())]
        except (BookUnreadable, OSError):
            return _UNREADABLE  # said first, so that it isn't lost among thousands of lines
        return min((ORDER.index(kind) for kind in kinds if kind), default=_UNREADABLE)

    return sorted(files, key=place)


def _import(path: Path, args: argparse.Namespace) -> int:
    from yinuo.base.errors import YinuoError
    from yinuo.engines.rulebook import RulebookInvalid

    from .import_tables import import_tables

    try:
        if path.suffix in _RULEBOOKS:
            return _publish(path, args)
        return import_tables(path, args)
    except RulebookInvalid as invalid:
        for fault in invalid.errors:
            message = fault.message_en if args.lang == "en" else fault.message_zh
            print(f"{path}:{fault.line}: {fault.field}: {message}", file=sys.stderr)
        return 1
    except YinuoError as error:
        print(f"{path}: {error.text(args.lang)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"{path}: can't be read: {error.strerror}. Nothing of it was imported", file=sys.stderr
        )
        return 2


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
