"""`yinuo places`: which division a text names (resolve), why (explain), and shapes from GeoJSON files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from yinuo.engines import places

from . import places_shapes

_FATES = {
    places.Fate.COUNTED: "counted",
    places.Fate.WEAKER: "a division, but a heavier reading does without it",
    places.Fate.OF_A_PLACE: "a road or a building",
    places.Fate.OF_ANOTHER_WORD: "its last letter belongs to another word",
    places.Fate.INSIDE: "part of a longer name",
}
_SHOWN = 5
"""Meanings of one name that are printed."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("places", help="resolve place names")
    commands = parser.add_subparsers(dest="places_command", required=True)
    resolve = commands.add_parser("resolve", help="text to administrative division")
    resolve.add_argument(
        "text", nargs="*", help="the text, or a file of lines; without one, lines of standard input"
    )
    resolve.add_argument("--file", type=Path, help="lines of a file")
    resolve.add_argument("--jsonl", action="store_true", help="one JSON object for each line")
    resolve.add_argument("--as-of", type=date.fromisoformat, help="resolve as of a date")
    resolve.set_defaults(run=run_resolve)
    explain = commands.add_parser("explain", help="which names were seen, and what became of each")
    explain.add_argument("text", nargs="+", help="the text")
    explain.add_argument("--as-of", type=date.fromisoformat, help="as of a date")
    explain.add_argument("--region", help="code of the asker's own region, which breaks ties")
    explain.add_argument("--prefix", help="code chosen in a drop-down, in which the text is read")
    explain.set_defaults(run=run_explain)
    places_shapes.add_parsers(commands)


def run_resolve(args: argparse.Namespace) -> int:
    """Answer each text; exit 1 if any of them names no single division; 2 without a file."""
    if args.file is not None and not args.file.is_file():
        print(f"there is no file {args.file}", file=sys.stderr)
        return 2
    is_all_resolved = True
    for text in _texts(args):
        resolution = places.resolve(text, as_of=args.as_of)
        is_all_resolved &= resolution.status == "resolved"
        answer = places.to_json(resolution, text)
        print(json.dumps(answer, ensure_ascii=False) if args.jsonl else _sentence(answer))
    return 0 if args.jsonl or is_all_resolved else 1


def run_explain(args: argparse.Namespace) -> int:
    """Tell how one text is read; exit 1 if it names no single division; 2 for an unknown prefix."""
    text = " ".join(args.text)
    try:
        told = places.explain(text, region=args.region, prefix=args.prefix, as_of=args.as_of)
    except places.DivisionUnknown:
        print(f"there is no division {args.prefix}", file=sys.stderr)
        return 2
    print(f"read as  {told.read_as}")
    for seen in told.names:
        start, end = seen.span
        print(f"name     {start}-{end} {seen.text}: {_FATES[seen.fate]}")
        for code, names in seen.meanings[:_SHOWN]:
            print(f"           {code} {names}")
        if len(seen.meanings) > _SHOWN:
            print(f"           and {len(seen.meanings) - _SHOWN} more")
    print(f"answer   {told.resolution.status} as of {told.resolution.as_of}")
    for candidate in told.resolution.candidates:
        _print_candidate(candidate)
    return 0 if told.resolution.status == "resolved" else 1


def _print_candidate(candidate: places.Candidate) -> None:
    names = candidate.names
    town = f" {candidate.town}" if candidate.town else ""
    whole = f"{names.province}{names.city}{names.county}{names.town}"
    print(
        f"           {candidate.code}{town} {whole} {candidate.score:.3f}: {', '.join(candidate.reasons)}"
    )
    for successor in candidate.successors:
        towns = f" ({'、'.join(successor.towns)})" if successor.towns else ""
        heir = places.get_division(successor.code).names
        print(
            f"             {successor.share} now {successor.code} {heir.city}{heir.county}{towns}"
        )


def _texts(args: argparse.Namespace) -> Iterator[str]:
    """The texts to answer; bytes that are no UTF-8 are shown as such and spoil only their own line."""
    text = " ".join(args.text)
    file = args.file or (Path(text) if _is_file(text) else None)
    if text and file is None:
        yield text
        return
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    opened = file.open(encoding="utf-8", errors="replace") if file else None
    with opened or nullcontext(sys.stdin) as lines:
        for line in lines:
            yield line.rstrip("\r\n")


def _is_file(text: str) -> bool:
    """Whether a file was named where a text may stand: no place is called like a file at hand."""
    try:
        return bool(text) and Path(text).is_file()
    except (OSError, ValueError):  # too long for a path, or with a NUL
        return False


def _sentence(answer: dict[str, object]) -> str:
    candidates = answer["candidates"]
    assert isinstance(candidates, list)
    names = "; ".join(
        f"{c['code']}{' ' + c['town'] if c['town'] else ''} "
        + "".join(v for v in c["names"].values() if v)
        for c in candidates[:5]
    )
    return f"{answer['text']}\t{answer['status']}\t{names or '-'}"
