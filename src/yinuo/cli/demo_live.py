"""The demo that one can touch: the whole installation, a fleet that lives, and a clock that can run fast."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from .alone import LOCK_NAME, Ledger, alone_in
from .django_setup import set_up
from .installation import Addresses, database_of_ours, prepare, supervise
from .supervisor import python


def run_live(args: argparse.Namespace) -> int:
    """Run until stopped; the data of the last demo is kept unless `--fresh`."""
    home = _home()
    with alone_in(home) as ledger:
        if args.fresh:
            _forget(home)
        home.chmod(0o711)
        return _run_in(home, args, ledger)


def _run_in(home: Path, args: argparse.Namespace, ledger: Ledger) -> int:
    addresses = Addresses("127.0.0.1", args.port, args.port + 1)
    os.environ.pop("DATABASE_URL", None)  # the demo has a database of its own
    environment = addresses.environment() | demo_environment(home)
    os.environ |= environment
    with database_of_ours():
        set_up()
        prepare()
        _set_the_stage(args.speed)
        supervisor = supervise(addresses, environment, ledger)
        supervisor.start("fleet", python("yinuo.cli", "process", "fleet"))
        _welcome(addresses, args.speed, home)
        supervisor.run()
        _stop_the_clock()
    return 0


def demo_environment(home: Path) -> dict[str, str]:
    """What makes an installation a demo: its own home, a clock that may be moved, mail that goes to files."""
    return {
        "YINUO_HOME": str(home),
        "YINUO_MOVED_CLOCK": "1",
        "YINUO_NOTICE_CHANNEL": "folder",
        "YINUO_SECOND_FACTOR": "offered",
    }


def _home() -> Path:
    """The demo's own folder, beside and never in the company's own files."""
    from yinuo.store.connection import find_home

    return find_home() / "demo"


def _forget(home: Path) -> None:
    from yinuo.store.server import Server

    Server(home / "postgres").remove()
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK_NAME:  # the lock that we hold is the one that others must find
            path.unlink()


def _set_the_stage(speed: float) -> None:
    """Found the company once, then let the clock run: from now, or from where the last demo left it."""
    from yinuo.demo.founding import found_company, give_logins
    from yinuo.store import clock

    now = max(clock.now(), clock.real_now())
    company = found_company(now, lambda line: print(f"  {line}", file=sys.stderr))
    give_logins(company, now)
    clock.move(now, speed=speed)


def _stop_the_clock() -> None:
    """A clock that ran on fast while nobody watched would break every promise by the next start."""
    from django.db import connection

    from yinuo.store import clock

    connection.close()  # the database may have been killed and brought back since it was opened
    clock.move(clock.now(), speed=0)


def _welcome(addresses: Addresses, speed: float, home: Path) -> None:
    from yinuo.demo.example import write_example
    from yinuo.demo.founding import LOGINS
    from yinuo.store import clock

    example = write_example(home, clock.now())
    lines = [
        "",
        f"一诺 Yinuo runs at  {addresses.url}   (English: {addresses.url}/en/)",
        "  customer: open the page, report a fault; try  济南市历下区示范路 8 号 3 栋 501,  19900000001",
        *(
            f"  {f'{x.role}:':11} {addresses.url}{x.page:9}  user {x.username:8}  password {x.password}"
            f"  {x.sees}".rstrip()
            for x in LOGINS
        ),
        "  once you have logged in as the technician, his visits are yours; the fleet drives the others",
        f"  a file to import, with a few broken lines: {example}  at {addresses.url}/company/import/",
        f"  mail goes to files in {home / 'mail'} and to nobody else; a file counts as delivered",
        f"  the clock runs {speed:g} times as fast as yours; stop with Ctrl-C, the data is kept",
        "",
    ]
    print("\n".join(lines), flush=True)
