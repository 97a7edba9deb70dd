"""`yinuo places resolve`: which division a text names."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date

from yinuo.engines import places


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("places", help="resolve place names")
    commands = parser.add_subparsers(dest="places_command", required=True)
    resolve = commands.add_parser("resolve", help="text to administrative division")
    resolve.add_argument("text", nargs="*", help="the text; without one, lines of standard input")
    resolve.add_argument("--file", type=argparse.FileType(encoding="utf-8"), help="lines of a file")
    resolve.add_argument("--jsonl", action="store_true", help="one JSON object for each line")
    resolve.add_argument("--as-of", type=date.fromisoformat, help="resolve as of a date")
    resolve.set_defaults(run=run_resolve)


def run_resolve(args: argparse.Namespace) -> int:
    """Answer each text; exit 1 if any of them names no single division."""
    texts: Iterable[str] = [" ".join(args.text)] if args.text else (args.file or sys.stdin)
    is_all_resolved = True
    for line in texts:
        text = line.rstrip("\r\n")
        resolution = places.resolve(text, as_of=args.as_of)
        is_all_resolved &= resolution.status == "resolved"
        answer = places.to_json(resolution, text)
        print(json.dumps(answer, ensure_ascii=False) if args.jsonl else _sentence(answer))
    return 0 if args.jsonl or is_all_resolved else 1


def _sentence(answer: dict[str, object]) -> str:
    candidates = answer["candidates"]
    assert isinstance(candidates, list)
    names = "; ".join(
        f"{c['code']}{' ' + c['town'] if c['town'] else ''} "
        + "".join(v for v in c["names"].values() if v)
        for c in candidates[:5]
    )
    return f"{answer['text']}\t{answer['status']}\t{names or '-'}"
