"""Durable fault intakes a second over HTTP, as a share of what PostgreSQL alone can write: see README.md."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT)]
world = import_module("bench.world")  # found by the path just set


def main() -> int:
    """Make the world, measure, print a table on standard error and JSON on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each run")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    args = parser.parse_args()
    home = world.make_home()
    try:
        import_module("yinuo.cli.django_setup").set_up()  # the settings read the home just made
        bench = import_module("bench.measure")
        zones = bench.found()
        with bench.serve_web(args.workers, home / "web.log"):
            results = [
                bench.measure("50 zones", zones, args.seconds, home),
                bench.measure("one zone", zones[:1], args.seconds, home),
            ]
    finally:
        world.remove_home(home)
    _show(results)
    return 0


def _show(results: Sequence[dict[str, object]]) -> None:
    columns = list(results[0])
    print("  ".join(columns), file=sys.stderr)
    for result in results:
        cells = (str(result[name]).rjust(len(name)) for name in columns)
        print("  ".join(cells), file=sys.stderr)
    print(json.dumps(results))


if __name__ == "__main__":
    sys.exit(main())
