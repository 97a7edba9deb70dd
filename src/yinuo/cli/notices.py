"""`yinuo notices …`: the texts of short messages, for registration with an SMS provider."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TextIO

from .django_setup import database_at_hand


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("notices", help="texts of notices for an SMS provider")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    templates = verbs.add_parser(
        "templates", help="every short message as CSV: key, purpose, text with ${values}, number"
    )
    templates.add_argument("--to", type=Path, metavar="FILE", help="write there, not to the screen")
    templates.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the texts; 0, or 1 where the file can't be written or the numbers' file can't be read."""
    try:
        with database_at_hand():
            _write_to(args.to)
    except (OSError, ValueError) as error:
        print(f"the texts were not written: {error}", file=sys.stderr)
        return 1
    return 0


def _write_to(path: Path | None) -> None:
    if path is None:
        _write(sys.stdout)
        return
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        _write(file)


def _write(file: TextIO) -> None:
    from django.conf import settings

    from yinuo.notice.adapters.sms_templates import find_template, list_texts
    from yinuo.outlet.reads import find_company

    company = find_company(settings.YINUO_COMPANY or None)
    writer = csv.writer(file)
    writer.writerow(("key", "purpose", "text", "values", "number"))
    for row in list_texts(hotline=company.hotline if company else ""):
        known = find_template(row.key)
        number = known.code if known else ""
        writer.writerow((row.key, row.purpose, row.text, " ".join(row.names), number))
