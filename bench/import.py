"""A company's file of customers and open cases, through dry run, import, and import again: see README.md.

The peer is what can't be done without: openpyxl reading every cell of the same file, and PostgreSQL taking
the rows that came of it by COPY.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT)]
world = import_module("bench.world")  # found by the path just set


def main() -> int:
    """Make the world and the file, import it, print a table on standard error and JSON on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--broken", type=int, default=200)
    args = parser.parse_args()
    home = world.make_home()
    try:
        import_module("yinuo.cli.django_setup").set_up()  # the settings read the home just made
        import_module("bench.measure").found()
        size = import_module("bench.import_file").Size(args.customers, args.cases, args.broken)
        result = import_module("bench.import_run").run(size)
    finally:
        world.remove_home(home)
    for name, value in result.items():
        print(f"{name:>28}  {value}", file=sys.stderr)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
