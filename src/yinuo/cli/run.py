"""`yinuo run`: an installation - pages, stream, worker, watch - until it is told to stop."""

from __future__ import annotations

import argparse
import sys

from .django_setup import set_up
from .installation import Addresses, database_of_ours, prepare, supervise


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("run", help="run an installation: pages, stream, worker, watch")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--stream-port", type=int, default=8001)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start everything, keep it up, and on SIGTERM or Ctrl-C end it in order."""
    addresses = Addresses(args.host, args.port, args.stream_port)
    with database_of_ours():
        set_up()
        prepare()
        supervisor = supervise(addresses, addresses.environment())
        print(f"Yinuo runs at {addresses.url} (stop with Ctrl-C)", file=sys.stderr, flush=True)
        supervisor.run()
    return 0
