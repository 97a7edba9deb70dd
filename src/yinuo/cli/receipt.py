"""`yinuo receipt verify`: check a receipt with no network and no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from yinuo.engines import tlog

_NOT_VERIFIED = 2


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("receipt", help="check a customer's receipt, offline")
    commands = parser.add_subparsers(dest="receipt_command", required=True)
    verify = commands.add_parser("verify", help="verify one file")
    verify.add_argument("file", type=Path)
    verify.add_argument("--key", help="the company's public key, or a file that holds it")
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Exit 0: every byte is as the company signed it. 1: refused. 2: not verified (no key, no file)."""
    try:
        data = args.file.read_bytes()
    except OSError as error:
        return _not_verified(f"can't read {args.file}: {error.strerror}")
    if args.key is None:
        return _not_verified(
            "no key was given, so nothing was checked. Take the company's public key from its own page "
            "(not from the receipt) and add --key."
        )
    try:
        public = tlog.parse_key(_read_key(args.key))
    except (tlog.KeyInvalid, OSError, UnicodeDecodeError) as error:
        return _not_verified(str(error))
    report = tlog.verify_receipt(data, public)
    if not report.ok:
        where = f" at event {report.broken_seq}" if report.broken_seq else ""
        print(f"REFUSED: {report.fault}{where}", file=sys.stderr)
        return 1
    print(f"verified: {len(report.events)} events of {report.log_name}, issued {report.issued_at}")
    for event in report.events:
        print(f"{event.seq:4d}  {event.at}  {event.kind}")
    return 0


def _read_key(key: str) -> str:
    path = Path(key)
    return path.read_text(encoding="utf-8") if path.is_file() else key


def _not_verified(why: str) -> int:
    print(f"not verified: {why}", file=sys.stderr)
    return _NOT_VERIFIED
