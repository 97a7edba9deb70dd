"""`yinuo receipt verify`: check a receipt with no network and no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from yinuo.engines import tlog


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("receipt", help="check a customer's receipt, offline")
    commands = parser.add_subparsers(dest="receipt_command", required=True)
    verify = commands.add_parser("verify", help="verify one file")
    verify.add_argument("file", type=Path)
    verify.add_argument("--key", help="the company's public key, or a file that holds it")
    verify.set_defaults(run=run_verify)
