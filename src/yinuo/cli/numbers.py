"""`yinuo numbers verify`: check the signed list of official numbers with no network and no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from yinuo.engines import tlog

_KIND = "numbers"
_NOT_VERIFIED = 2


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("numbers", help="check a company's list of numbers, offline")
    commands = parser.add_subparsers(dest="numbers_command", required=True)
    verify = commands.add_parser("verify", help="verify one file and print what is in it")
    verify.add_argument("file", type=Path)
    verify.add_argument("--key", help="the company's public key, or a file that holds it")
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Exit 0: every byte is as the company signed it. 1: refused. 2: not verified (no key, no file)."""
    if args.key is None:
        return _not_verified(
            "no key was given, so nothing was checked. Take the company's public key from its own page "
            "(not from the list) and add --key."
        )
    try:
        data = args.file.read_bytes()
        public = tlog.parse_key(_read_key(args.key))
    except (tlog.KeyInvalid, OSError, UnicodeDecodeError) as error:
        return _not_verified(str(error))
    report = tlog.verify_statement(data, _KIND, public)
    if not report.ok:
        print(f"REFUSED: {report.fault}", file=sys.stderr)
        return 1
    numbers = report.content["numbers"]
    print(f"verified: {len(numbers)} numbers of {report.log_name}, issued {report.issued_at}")
    for one in numbers:
        print(f"{one['use']:9}  {one['value']}  {one['valid_from']} .. {one['valid_to'] or ''}")
    return 0


def _read_key(key: str) -> str:
    path = Path(key)
    return path.read_text(encoding="utf-8") if path.is_file() else key


def _not_verified(why: str) -> int:
    print(f"not verified: {why}", file=sys.stderr)
    return _NOT_VERIFIED
