"""`yinuo process …`: one of the processes that `yinuo run` keeps up, for those who run them themselves."""

from __future__ import annotations

import argparse
import asyncio
import signal

from .django_setup import set_up


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "process", help="run a single process: watch, worker, sms, or the demo's fleet"
    )
    parser.add_argument("name", choices=("watch", "worker", "sms", "fleet"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the process until it is told to stop."""
    set_up()
    return {"watch": _watch, "worker": _work, "sms": _listen, "fleet": _drive}[args.name]()


def _watch() -> int:
    from yinuo.config.wiring import due_sources
    from yinuo.record.feed import Feed
    from yinuo.store import clock
    from yinuo.store.watch import Watch
    from yinuo.work.dispatch.feed import Moves

    feed, moves = Feed(), Moves()

    def announce() -> None:
        now = clock.now()
        feed.announce(now)
        moves.announce(now)

    watch = Watch(due_sources(), after_tick=announce)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: watch.stop())
    watch.run()
    return 0


def _listen() -> int:
    from yinuo.notice.listener import Listener

    listener = Listener()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: listener.stop())
    listener.run()
    return 0


def _drive() -> int:
    from yinuo.demo.live import Fleet

    fleet = Fleet()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: fleet.stop())
    fleet.run()
    return 0


def _work() -> int:
    from yinuo.store.worker import work

    asyncio.run(work())
    return 0
