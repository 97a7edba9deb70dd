"""`yinuo places borders` and `yinuo places areas`: polygons of a GeoJSON file into the installation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yinuo.engines import places

from .django_setup import database_at_hand

if TYPE_CHECKING:
    from yinuo.outlet.facts import ImportReport


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the two subcommands."""
    borders = commands.add_parser("borders", help="borders of divisions and towns, from GeoJSON")
    borders.add_argument(
        "--source", required=True, help="where they come from, and what allows their use"
    )
    borders.add_argument("--code-property", default="adcode", help="property that holds the code")
    borders.set_defaults(run=run_borders)
    areas = commands.add_parser("areas", help="areas drawn by hand for outlets, from GeoJSON")
    areas.set_defaults(run=run_areas)
    for parser in (borders, areas):
        parser.add_argument("file", type=Path, help="a FeatureCollection of polygons")
        parser.add_argument("--datum", choices=places.DATUMS, default="wgs84", help="of the file")
        parser.add_argument("--company", help="the company's code, where there is more than one")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would become of it"
        )
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="of the report")


def run_borders(args: argparse.Namespace) -> int:
    """Import borders; exit 0: all taken, 1: some refused, 2: a file that can't be read."""
    return _run(args, "import_borders", source=args.source, code_property=args.code_property)


def run_areas(args: argparse.Namespace) -> int:
    """Import drawn areas; exit codes as for borders."""
    return _run(args, "import_drawn_areas")


def _run(args: argparse.Namespace, action: str, **more: str) -> int:
    try:
        data = args.file.read_bytes()
    except OSError as error:
        print(f"{args.file}: can't be read: {error.strerror}", file=sys.stderr)
        return 2
    with database_at_hand():
        from yinuo.base.actor import Actor
        from yinuo.base.errors import YinuoError
        from yinuo.outlet import actions
        from yinuo.store import clock
        from yinuo.store.perform import perform

        take: Callable[..., ImportReport] = partial(perform, getattr(actions, action))
        try:
            report = take(
                actor=Actor.system("import"),
                now=clock.now(),
                data=data,
                datum=args.datum,
                company_code=args.company,
                dry_run=args.dry_run,
                **more,
            )
        except YinuoError as error:
            print(f"{args.file}: {error.text(args.lang)}", file=sys.stderr)
            return 2
        return _tell(report, args)


def _tell(report: ImportReport, args: argparse.Namespace) -> int:
    from yinuo.outlet.facts import RowOutcome

    is_english = args.lang == "en"
    for row in report.rows:
        if row.outcome is RowOutcome.REFUSED:
            print(f"{args.file}:{row.number}: refused {row.en if is_english else row.zh}")
    for note in report.notes_en if is_english else report.notes_zh:
        print(f"{args.file}: {note}")
    counts = ", ".join(f"{report.count(outcome)} {outcome.value}" for outcome in RowOutcome)
    print(
        f"{args.file}: {report.sheet}: {counts}{'' if report.was_applied else ' (nothing written)'}"
    )
    return int(report.count(RowOutcome.REFUSED) > 0)
