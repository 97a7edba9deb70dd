"""Server time of every page with 100,000 cases in the database, worst first: see README.md."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT)]
_GOAL_MS = 60


def main() -> int:
    """Open the world, look at every page, print a table on standard error and JSON on standard output."""
    args = _parse()
    home_of = import_module("bench.page_home")
    home_of.name_home(args.home)
    if args.fresh:
        home_of.remove_home(args.home)
        home_of.name_home(args.home)
    import_module("yinuo.cli.django_setup").set_up()  # the settings read the home just named
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a 404 is an example, too
    try:
        world = import_module("bench.page_world").open_world(args.home, args.cases)
        timing = import_module("bench.page_timing")
        rows = timing.measure_all(world, args.rounds, args.only)
        _show(rows, timing.peer_ms(args.rounds), timing.left_out(world))
    finally:
        import_module("django.db").connections.close_all()
        home_of.stop(args.home)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many a new world has")
    parser.add_argument("--rounds", type=int, default=20, help="times each address is opened")
    parser.add_argument(
        "--only",
        nargs="*",
        default=[],
        help='routes whose name contains one of these; "POST …" for forms',
    )
    parser.add_argument("--fresh", action="store_true", help="make the world anew")
    parser.add_argument("--home", type=Path, default=Path("/tmp/yinuo-bench-pages"))
    return parser.parse_args()


def _show(rows: Sequence[Any], peer: float, left_out: Mapping[str, str]) -> None:
    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr)  # noqa: E731
    say(
        f"{'p95 ms':>7} {'p50 ms':>7} {'work ms':>7} {'queries':>7} {'status':>6} {'/peer':>6}  page"
    )
    for row in sorted(rows, key=lambda row: -row.work_ms):
        mark = "!" if row.work_ms > _GOAL_MS else " "
        columns = (
            f"{row.p95_ms:7.1f} {row.p50_ms:7.1f} {row.work_ms:7.1f} {row.queries:7} {row.status:6}"
        )
        say(f"{columns} {row.p50_ms / peer:6.1f} {mark}{row.name}")
    for name, figures in (
        ("by the wall clock", [row.p95_ms for row in rows]),
        ("by the processor", [row.work_ms for row in rows]),
    ):
        over = sum(figure > _GOAL_MS for figure in figures)
        worst = max(figures, default=0)
        say(f"{name}: {len(rows)} pages, worst p95 {worst:.1f} ms, {over} over {_GOAL_MS} ms")
    say(f"peer, a view with SELECT 1: p50 {peer:.1f} ms; load {os.getloadavg()[0]:.1f}")
    for reason in sorted(set(left_out.values())):
        names = ", ".join(name for name, why in left_out.items() if why == reason)
        say(f"not measured ({reason}): {names}")
    print(json.dumps({"peer_ms": peer, "pages": [asdict(row) for row in rows]}))


if __name__ == "__main__":
    sys.exit(main())
