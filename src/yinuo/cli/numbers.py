"""`yinuo numbers verify`: check the signed list of official numbers with no network and no database."""

from __future__ import annotations

import argparse
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yinuo.engines import tlog

from .offline import add_verify

_KIND = "numbers"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    add_verify(subparsers, "numbers", "check a company's list of numbers, offline", _check)


def _check(data: bytes, public: Ed25519PublicKey) -> int:
    report = tlog.verify_statement(data, _KIND, public)
    if not report.ok:
        print(f"REFUSED: {report.fault}", file=sys.stderr)
        return 1
    numbers = report.content["numbers"]
    print(f"verified: {len(numbers)} numbers of {report.log_name}, issued {report.issued_at}")
    for one in numbers:
        print(f"{one['use']:9}  {one['value']}  {one['valid_from']} .. {one['valid_to'] or ''}")
    return 0
