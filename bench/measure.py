"""Runs and times intakes over HTTP, and PostgreSQL alone writing the same rows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from bench.same_rows import script_of
from bench.world import STARTS_AT, Zone, draw_report, pick_zones
from tests.faults.found import load_company
from yinuo.store import clock
from yinuo.store.connection import DATABASE, embedded_server
from yinuo.store.database_roles import APP_ROLE
from yinuo.store.server_place import find_account, find_place, find_programs
from yinuo.work.dispatch.facts import JobState

CLIENTS = 16
PORT = 28_431
LINE = 8  # jobs that wait in a zone while new ones come in
WARM_UP_SECONDS = 8.0
_SERVE = """
UPDATE dispatch_job SET state = %s WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER (PARTITION BY region ORDER BY created_at DESC) AS place
    FROM dispatch_job WHERE state = %s
  ) AS line WHERE place > %s
)
"""
_numbers = count(1)


@dataclass(slots=True)
class Run:
    """What the clients of one run saw."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        """Answered intakes a second."""
        return len(self.latencies) / self.seconds

    def percentile_ms(self, share: float) -> float:
        """The latency that so many stayed below."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def found() -> tuple[Zone, ...]:
    """Tables, and the demo company's outlets of fifty zones."""
    call_command("migrate", database="owner", verbosity=0)
    zones = pick_zones()
    load_company(*(zone.outlet for zone in zones))
    clock.move(STARTS_AT, speed=1)
    return zones


@contextmanager
def serve_web(workers: int, log: Path) -> Iterator[None]:
    """The product's WSGI server with `door` behind it."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(PORT), "--workers", str(workers), "--blocking-threads", "4"),
        *("--no-access-log", "--log-level", "warning", "yinuo.config.wsgi:application"),
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.door_settings"}
    with log.open("w") as errors:
        web = subprocess.Popen(command, env=environment, stdout=errors, stderr=errors)
    try:
        _wait_for_web(log)
        yield
    finally:
        web.terminate()
        web.wait(20)


def _wait_for_web(log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            HTTPConnection("127.0.0.1", PORT, timeout=5).request("GET", "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(log.read_text()[-2000:])


def measure(name: str, zones: Sequence[Zone], seconds: float, home: Path) -> dict[str, object]:
    """PostgreSQL alone before and after, the whole intake between them, then half that load."""
    scripts = _write_scripts(zones, home)
    _load(zones, WARM_UP_SECONDS, rate=None)  # each web process reads what it keeps of each zone
    before = _pgbench(scripts, seconds)
    full = _load(zones, seconds, rate=None)
    after = _pgbench(scripts, seconds)
    half = _load(zones, seconds, rate=full.rate / 2)
    alone = (before + after) / 2
    return {
        "run": name,
        "intakes_per_second": round(full.rate, 1),
        "pgbench_per_second": round(alone, 1),
        "ratio": round(full.rate / alone, 3),
        "half_load_p50_ms": round(half.percentile_ms(0.5), 1),
        "half_load_p99_ms": round(half.percentile_ms(0.99), 1),
        "refused": full.refused + half.refused,
        "seconds": seconds,
    }


def _load(zones: Sequence[Zone], seconds: float, *, rate: float | None) -> Run:
    """Sixteen clients, each sending the next as soon as it has its answer, or at a rate together."""
    run, lock = Run(), threading.Lock()
    started = time.monotonic()
    ends = started + seconds
    turns = count()

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=30)
        while time.monotonic() < ends:
            if rate is not None:
                time.sleep(max(0.0, started + next(turns) / rate - time.monotonic()))
            seen = time.monotonic()
            is_taken = _send(connection, zones)
            with lock:
                if is_taken:
                    run.latencies.append(time.monotonic() - seen)
                else:
                    run.refused += 1

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    with _serving():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    run.seconds = time.monotonic() - started
    return run


def _send(connection: HTTPConnection, zones: Sequence[Zone]) -> bool:
    number = next(_numbers)
    report = draw_report(zones[number % len(zones)], number)
    body = json.dumps({"key": f"bench-{number}", "report": report})
    try:
        connection.request("POST", "/report", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
    except (OSError, HTTPException):
        connection.close()
        return False
    return response.status == 201


@contextmanager
def _serving() -> Iterator[None]:
    """Keep each zone's line short meanwhile, as its technicians would: `LINE` jobs go on waiting."""
    done = threading.Event()

    def serve() -> None:
        while not done.wait(0.5):
            _serve_all_but(LINE)
        connection.close()

    _serve_all_but(0)  # those that pgbench has left
    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _serve_all_but(waiting: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SERVE, [JobState.DONE, JobState.WAITING, waiting])


def _write_scripts(zones: Sequence[Zone], home: Path) -> list[Path]:
    """For each zone, what one intake from it writes, as a transaction for pgbench."""
    scripts = []
    for zone in zones:
        number = next(_numbers)
        scripts.append(home / f"{zone.region}.sql")
        scripts[-1].write_text(script_of(draw_report(zone, number), f"bench-{number}"))
        scripts[-1].chmod(0o644)
    return scripts


def _pgbench(scripts: Sequence[Path], seconds: float) -> float:
    """Transactions a second of PostgreSQL alone, with as many clients."""
    server = embedded_server()
    assert server is not None
    place = find_place(server.data.parent)
    program = find_programs(place, find_account(place)) / "pgbench"
    if not program.exists():
        program = Path(shutil.which("pgbench") or "pgbench")
    command = [
        *(program, "-n", "-c", CLIENTS, "-j", 2, "-T", int(seconds)),
        *("-h", server.socket, "-U", APP_ROLE),
        *(word for script in scripts for word in ("-f", script)),
        DATABASE,
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(done.stdout + done.stderr)
