"""`yinuo outlets import`: the older name of `yinuo import`, for scripts that use it."""

from __future__ import annotations

import argparse

from . import importing


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("outlets", help="the older name of import")
    commands = parser.add_subparsers(dest="outlets_command", required=True)
    importing.add_arguments(commands.add_parser("import", help="the same as yinuo import"))
