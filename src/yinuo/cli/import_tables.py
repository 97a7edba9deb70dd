"""The tables of one file for `yinuo import`: each looked at, then imported, by the transfer room's own doors.

Imported only when Django is up.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.outlet.actions import import_table
from yinuo.outlet.facts import CompanyUnknown, RowOutcome
from yinuo.outlet.reads import find_company
from yinuo.outlet.sheets import table_of
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import (
    choose_columns,
    drop_import,
    receive_book,
    resume_import,
    start_import,
)
from yinuo.transfer.actions.receiving import file_digest
from yinuo.transfer.columns import COLUMNS, SHEET_OF
from yinuo.transfer.errors import ColumnUnknown, KindUnknown
from yinuo.transfer.facts import FileKind, ImportFacts, ImportState, LineFacts, Options, Outcome
from yinuo.transfer.going import carry_on
from yinuo.transfer.matching import fold, guess_columns, guess_kind
from yinuo.transfer.reading import read_book
from yinuo.transfer.reads import find_unfinished, get_import, lines_of, list_lines, open_book
from yinuo.transfer.reasons import describe, write_reasons

_ACTOR = Actor.system("import")
_PAGE = 500


def import_tables(path: Path, args: argparse.Namespace) -> int:
    """Import what a file holds; 0: every line was taken, 1: some were refused. Raises YinuoError for a file
    that can't be read, or a table whose columns aren't clear."""
    kind = _kind(args)
    data = path.read_bytes()
    was_founded = _found(path, data, args)
    company = find_company(args.company)
    if company is None:
        if was_founded:
            return 0
        raise CompanyUnknown
    if not args.dry_run:
        _go_on(path, find_unfinished(company.id, file_digest(data)), args)
    tables = perform(
        receive_book,
        actor=_ACTOR,
        now=clock.now(),
        company_id=company.id,
        staff_id=None,
        name=path.name,
        book=open_book(data),
        kind=kind,
    )
    refused = 0
    for table in tables:
        if was_founded and table.kind is FileKind.COMPANIES:
            _do(drop_import, table.id)  # it is in already
        else:
            refused += _import_one(path, table, args).refused
    return int(refused > 0)


def _kind(args: argparse.Namespace) -> FileKind | None:
    try:
        return FileKind(args.kind) if args.kind else None
    except ValueError:
        raise KindUnknown(", ".join(FileKind)) from None


def _found(path: Path, data: bytes, args: argparse.Namespace) -> bool:
    """Load the companies of a file into an installation that has none: an import belongs to a company, and
    the first has nobody to belong to. Whether there were any."""
    if find_company(args.company) is not None:
        return False
    grids = (g for g in read_book(data) if guess_kind(g) is FileKind.COMPANIES)
    grid = next(grids, None)
    if grid is None:
        return False
    lines = lines_of(grid, guess_columns(FileKind.COMPANIES, grid))
    texts = [(line.number, {name: line.text(name) for name in line.cells}) for line in lines]
    report = perform(
        import_table,
        actor=_ACTOR,
        now=clock.now(),
        table=table_of(SHEET_OF[FileKind.COMPANIES], texts),
        digest=file_digest(data),
        dry_run=args.dry_run,
        all_or_nothing=args.all_or_nothing,
    )
    is_english = args.lang == "en"
    for row in report.rows:
        if row.outcome is RowOutcome.REFUSED:
            print(f"{path}:{row.number}: refused {row.en if is_english else row.zh}")
    counts = {outcome.value: report.count(outcome) for outcome in RowOutcome}
    _print_counts(path, FileKind.COMPANIES.value, counts, args, is_written=report.was_applied)
    return True


def _go_on(path: Path, unfinished: Iterable[ImportFacts], args: argparse.Namespace) -> None:
    for begun in unfinished:
        if begun.state is ImportState.STOPPED and not args.resume:
            _leave_stopped(path, begun, args)
        else:
            _take_up(path, begun, args)


def _take_up(path: Path, begun: ImportFacts, args: argparse.Namespace) -> None:
    """Go on with an import of this very file that was broken off."""
    is_english = args.lang == "en"
    said = (
        f"taken up at line {begun.position}" if is_english else f"从第 {begun.position} 行接着导入"
    )
    print(f"{path}: {begun.kind}: {said}")
    _do(resume_import, begun.id, has_worker=False)
    _go(path, begun.id, args)


def _leave_stopped(path: Path, begun: ImportFacts, args: argparse.Namespace) -> None:
    """Whoever stopped it had a reason: it stays as it is, and the file is imported from its first line."""
    said = (
        f"an import of it was stopped at line {begun.position} and stays so; --resume goes on with it"
        if args.lang == "en"
        else f"这个文件有一次导入停在第 {begun.position} 行，没有动它；要接着那一次，请加 --resume"
    )
    print(f"{path}: {begun.kind}: {said}")


def _import_one(path: Path, one: ImportFacts, args: argparse.Namespace) -> ImportFacts:
    """Look at a table, say what was found, and import it where that is wanted."""
    options = Options(args.tell_customers, args.digits_are_whole)
    try:
        columns = _columns(one, args.column)
        _do(choose_columns, one.id, columns=columns, options=options, has_worker=False)
    except YinuoError:
        _do(drop_import, one.id)  # nobody will look for it on the page
        raise
    checked = _go(path, one.id, args)
    is_kept_out = args.dry_run or (args.all_or_nothing and checked.refused)
    if is_kept_out:
        found = checked
    else:
        _do(start_import, one.id, has_worker=False)
        found = _go(path, one.id, args)
    _report(path, found, args, is_written=not is_kept_out)
    if found.state is ImportState.CHECKED:
        _do(drop_import, one.id)
    return found


def _columns(one: ImportFacts, chosen: list[str]) -> tuple[str, ...]:
    """The columns as guessed, changed by what was said of some headings. Raises ColumnUnknown."""
    said = {fold(heading): name.strip() for heading, _, name in (c.rpartition("=") for c in chosen)}
    names = [column.name for column in COLUMNS[one.kind]]
    for heading in map(fold, one.headings):
        if said.get(heading) and said[heading] not in names:
            raise ColumnUnknown(said[heading], ", ".join(names))
    return tuple(
        said.get(fold(heading), "" if name in said.values() else name)
        for heading, name in zip(one.headings, one.columns, strict=True)
    )


def _do(action: Callable[..., object], import_id: UUID, **arguments: Any) -> None:
    perform(action, actor=_ACTOR, now=clock.now(), import_id=import_id, **arguments)


def _go(path: Path, import_id: UUID, args: argparse.Namespace) -> ImportFacts:
    """Through to the end, saying how far it is to whoever sits at a terminal."""
    is_watched = sys.stderr.isatty() and not args.quiet

    def tell(now: ImportFacts) -> None:
        print(f"\r{path}: {now.state} {now.position}/{now.lines} ", end="", file=sys.stderr)

    carry_on(import_id, tell if is_watched else None)
    if is_watched:
        print(file=sys.stderr)
    return get_import(import_id)


def _report(path: Path, found: ImportFacts, args: argparse.Namespace, *, is_written: bool) -> None:
    is_english = args.lang == "en"
    has_lines = False
    place = f"{found.title}:" if found.title else ""
    for line in _said(found.id):
        has_lines = True
        what = "refused" if line.outcome is Outcome.REFUSED else "note"
        gap = "; " if is_english else "；"
        faults = (describe(found.kind, fault, is_english=is_english) for fault in line.faults)
        print(f"{path}:{place}{line.number}: {what} {gap.join(faults)}")
    counts = {outcome.value: getattr(found, outcome.value) for outcome in Outcome}
    _print_counts(path, found.kind.value, counts, args, is_written=is_written)
    if args.reasons is not None and has_lines:
        _write_reasons(path, found, args)


def _said(import_id: UUID) -> Iterator[LineFacts]:
    """All lines of which there is something to say, in the file's order."""
    after = 0
    while page := list_lines(import_id, after=after, limit=_PAGE):
        yield from page
        after = page[-1].number


def _print_counts(
    path: Path, kind: str, counts: dict[str, int], args: argparse.Namespace, *, is_written: bool
) -> None:
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    nothing = " (nothing written)" if args.lang == "en" else "（没有写入）"
    print(f"{path}: {kind}: {said}{'' if is_written else nothing}")


def _write_reasons(path: Path, found: ImportFacts, args: argparse.Namespace) -> None:
    target = args.reasons / f"{path.stem}-{found.kind}-reasons.xlsx"
    args.reasons.mkdir(parents=True, exist_ok=True)
    with write_reasons(found.id, is_english=args.lang == "en").file as file:
        target.write_bytes(file.read())
    print(f"{path}: {target}")
