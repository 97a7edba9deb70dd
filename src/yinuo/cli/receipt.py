"""`yinuo receipt verify`: check a receipt with no network and no database."""

from __future__ import annotations

import argparse
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yinuo.engines import tlog

from .offline import add_verify

SHOWN = 16
"""How many digits of a line's hash are shown, as on a printed work order: 64 bits."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    add_verify(subparsers, "receipt", "check a customer's receipt, offline", _check)


def _check(data: bytes, public: Ed25519PublicKey) -> int:
    report = tlog.verify_receipt(data, public)
    if not report.ok:
        where = f" at event {report.broken_seq}" if report.broken_seq else ""
        print(f"REFUSED: {report.fault}{where}", file=sys.stderr)
        return 1
    print(f"verified: {len(report.events)} events of {report.log_name}, issued {report.issued_at}")
    for event in report.events:
        print(f"{event.seq:4d}  {event.at}  {event.hash[:SHOWN]}  {event.kind}")
    return 0
