"""`yinuo demo`: the main job on an invented company; `--report` plays a whole day and audits it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

_DAY_FILE = "day.json"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("demo", help="show the main job on an invented company")
    parser.add_argument("--fresh", action="store_true", help="forget the last demo, start over")
    parser.add_argument("--speed", type=float, default=1.0, help="how fast the clock runs")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--report", action="store_true", help="play 24 hours, print one JSON object"
    )
    parser.add_argument("--seed", type=int, default=1, help="which day (with --report)")
    parser.add_argument(
        "--hours", type=_hours, default=24, help="how many hours of it people call (with --report)"
    )
    parser.add_argument("--receipts", type=Path, metavar="DIR", help="write each case's receipt")
    parser.add_argument(
        "--books", type=Path, metavar="DIR", help="keep the day's books there; audit them again"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the demo until stopped, or play and audit a day."""
    if args.report:
        return _report(args)
    from .demo_live import run_live

    return run_live(args)


def _report(args: argparse.Namespace) -> int:
    """Exit 0 if the books balance and the day went as a day should; 1 with every finding otherwise."""
    home = args.books.absolute() if args.books else Path(tempfile.mkdtemp(prefix="yinuo-day-"))
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    os.environ.pop(
        "DATABASE_URL", None
    )  # a day is played in books of its own, never in a company's
    from .alone import alone_in
    from .demo_live import demo_environment
    from .installation import database_of_ours

    os.environ |= demo_environment(home)
    try:
        with alone_in(home), database_of_ours():
            return _play_and_audit(args, home)
    finally:
        if args.books is None:
            shutil.rmtree(home, ignore_errors=True)


def _play_and_audit(args: argparse.Namespace, home: Path) -> int:
    from .django_setup import set_up
    from .installation import prepare

    started = time.monotonic()
    set_up()
    prepare()
    from yinuo.demo.report import report, run_day, write_receipts

    day_file = home / _DAY_FILE
    if day_file.exists():
        ends_at = datetime.fromisoformat(json.loads(day_file.read_text())["ends_at"])
    else:
        ends_at = run_day(args.seed, _say, hours=args.hours)
        played = {"seed": args.seed, "hours": args.hours, "ends_at": ends_at.isoformat()}
        day_file.write_text(json.dumps(played))
    if args.receipts is not None:
        _say(f"{write_receipts(args.receipts, ends_at)} receipts written to {args.receipts}")
    day, findings = report(ends_at, started)
    print(json.dumps(day, ensure_ascii=False))
    for finding in findings:
        _say(f"FINDING: {finding}")
    return 1 if findings else 0


def _hours(text: str) -> int:
    hours = int(text)
    if not 1 <= hours <= 24:
        raise argparse.ArgumentTypeError("a day has 1 to 24 hours")
    return hours


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
