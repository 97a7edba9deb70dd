"""`yinuo record check|checkpoint|key`: does every chain hold, where does it stand, whose signature is it."""

from __future__ import annotations

import argparse
import sys

from .django_setup import database_at_hand


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommands."""
    parser = subparsers.add_parser("record", help="check the record, print its public key")
    commands = parser.add_subparsers(dest="record_command", required=True)
    check = commands.add_parser("check", help="verify all chains; says where one breaks")
    check.set_defaults(run=run_check)
    checkpoint = commands.add_parser(
        "checkpoint", help="print where the record stands, signed; a restore can be held against it"
    )
    checkpoint.set_defaults(run=run_checkpoint)
    key = commands.add_parser("key", help="print the public key that receipts are verified with")
    key.set_defaults(run=run_key)


def run_check(args: argparse.Namespace) -> int:
    """Check all chains; exit 1 if one is broken."""
    with database_at_hand():
        from yinuo.record.reads import check_chains

        report = check_chains(_show_progress if sys.stderr.isatty() else None)
    for broken in report.broken:
        print(f"BROKEN {broken.subject_kind} {broken.subject} at {broken.seq}: {broken.why}")
    print(f"{report.chains} chains, {report.events} events, {len(report.broken)} broken")
    return 1 if report.broken else 0


def run_checkpoint(args: argparse.Namespace) -> int:
    """Print one line to be kept where nobody of this installation can change it."""
    with database_at_hand():
        import psycopg

        from yinuo.backup.heads import read_state, write_checkpoint
        from yinuo.engines.tlog import format_at
        from yinuo.store import clock, keys
        from yinuo.store.connection import owner_conninfo

        with psycopg.connect(owner_conninfo()) as connection:
            state = read_state(connection)
        sys.stdout.write(
            write_checkpoint(state, format_at(clock.now()), keys.record_key()).decode()
        )
    return 0


def run_key(args: argparse.Namespace) -> int:
    """Print the public key."""
    with database_at_hand():
        from yinuo.record.reads import get_public_key

        print(get_public_key())
    return 0


def _show_progress(events: int) -> None:
    if events % 5000 < 50:
        print(f"\r{events} events", end="", file=sys.stderr, flush=True)
