"""`yinuo figures rebuild`: add all days up again, where somebody doubts what the figures say."""

from __future__ import annotations

import argparse

from .django_setup import database_at_hand


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("figures", help="add the days of the company's figures up again")
    commands = parser.add_subparsers(dest="figures_command", required=True)
    rebuild = commands.add_parser(
        "rebuild", help="throw the daily sums away and count every promise and case anew"
    )
    rebuild.set_defaults(run=run_rebuild)


def run_rebuild(args: argparse.Namespace) -> int:
    """Rebuild while all goes on: until it is done the pages show the sums there were."""
    with database_at_hand():
        from yinuo.promise.figures import PROMISE_DAYS
        from yinuo.store import clock
        from yinuo.work.visit.figures import CASE_DAYS

        now = clock.now()
        promises, cases = PROMISE_DAYS.rebuild(now), CASE_DAYS.rebuild(now)
    print(f"{promises} days of promises and {cases} days of cases added up again")
    return 0
