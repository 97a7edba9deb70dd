"""A power failure: whatever was not synced is gone, and nothing that was acknowledged is missing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import psycopg

from .conftest import NewInstallation
from .disk import Disk
from .installation import Installation
from .load import Clerk, Load

CUSTOMERS = 3
SECONDS = 4.0
DAYS_LATER = 24.0 * 9
NewDisk = Callable[[Installation], Disk]


def test_a_power_failure_loses_nothing_acknowledged_and_with_fsync_off_it_would(
    new_installation: NewInstallation, new_disk: NewDisk
) -> None:
    """The second run is the control: the same failure, on a server that doesn't sync, must lose rows."""
    durable = fail_under_load(new_installation(), new_disk)
    careless = fail_under_load(new_installation(unsafe_fsync_off=True), new_disk)
    print(json.dumps({"fsync on": in_short(durable), "fsync off": in_short(careless)}, indent=1))
    assert durable["files that lost writes"] > 0
    assert durable["answers before the failure"] > 0
    assert durable["faults"] == []
    assert careless["answers before the failure"] > 0
    assert any("is lost" in fault for fault in careless["faults"])


def fail_under_load(installation: Installation, new_disk: NewDisk) -> dict[str, Any]:
    """Load, power failure, recovery, the same customers asking again with their keys; then the audit."""
    make_it_write_early(installation)
    disk = new_disk(installation)
    disk.start()
    installation.keep_up(["watch", "worker"])
    installation.ask("tests.faults", "clock_hand", "0", "60")
    load = Load([Clerk(installation) for _ in range(CUSTOMERS)], pause_seconds=0.05)
    try:
        load.start()
        work_with_checkpoints(installation, load)
        installation.kill_server()
        before = len(load.acknowledged)
        changed = disk.lose_power()
        installation.keep_up(["watch", "worker"])
        load.finish()
    finally:
        load.abandon()
    installation.ask("tests.faults", "clock_hand", str(DAYS_LATER), "0")
    found = installation.audit(load.acknowledged)
    return {"answers before the failure": before, "files that lost writes": changed} | found


def in_short(found: dict[str, Any]) -> dict[str, Any]:
    """What is printed: of many faults the number and the first."""
    faults = found["faults"]
    return found | {"faults": f"{len(faults)}, first: {faults[0]}" if faults else "none"}


def make_it_write_early(installation: Installation) -> None:
    """Few buffers: changed pages are written, and not synced, long before the next checkpoint."""
    with (installation.server.data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = '4MB'\n")


def work_with_checkpoints(installation: Installation, load: Load) -> None:
    """Some seconds of load in which files are synced, WAL goes on to a new file, and load goes on."""
    deadline = time.monotonic() + 60
    while not load.acknowledged and time.monotonic() < deadline:
        time.sleep(0.1)
    with psycopg.connect(installation.server.dsn, autocommit=True) as superuser:
        method = superuser.execute("SHOW wal_sync_method").fetchone()
        assert method == ("fdatasync",)  # what disk.c follows
        for statement in ("CHECKPOINT", "SELECT pg_switch_wal()"):
            time.sleep(SECONDS / 3)
            superuser.execute(statement.encode())
        time.sleep(SECONDS / 3)
