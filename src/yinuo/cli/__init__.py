"""The `yinuo` command: one small file per subcommand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from .alone import HomeTaken
from .django_setup import HomeUnfinished

_COMMANDS = (
    "run",
    "demo",
    "notices",
    "numbers",
    "importing",
    "outlets",
    "places",
    "record",
    "receipt",
    "staff",
    "process",
    "erase",
    "figures",
    "backup",
    "restore",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 0 done, 1 a finding or a failure, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="yinuo", description="一诺 Yinuo: a service desk that keeps its word and can prove it."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in _COMMANDS:
        _load(name).add_parser(subparsers)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except (HomeTaken, HomeUnfinished) as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing more to say
        return 0


def _load(name: str) -> ModuleType:
    return import_module(f"yinuo.cli.{name}")
