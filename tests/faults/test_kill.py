"""kill -9 of web, worker, watch and PostgreSQL under load: nothing acknowledged is lost or double."""

from __future__ import annotations

import json
import random
import time

from .browser import Browser
from .conftest import NewInstallation
from .installation import Installation
from .load import Load, collect

SEED = 20261122
ROUNDS = 10
SPEED = 240  # a quarter of a minute is an hour: promises get their verdicts while others are being killed
VICTIMS = ("web", "worker", "watch", "postgres")
KEPT_UP = ("web", "watch", "worker")
CUSTOMERS = 4
DAYS_LATER = 24.0 * 9  # past the week in which a price is seen to be kept


def test_ten_rounds_of_kill_9_under_load_lose_nothing_double_nothing_and_change_no_verdict(
    new_installation: NewInstallation,
) -> None:
    installation = new_installation()
    installation.keep_up(KEPT_UP)
    installation.ask("tests.faults", "clock_hand", "0", str(SPEED))
    load = Load([Browser(installation.port)] * CUSTOMERS, pause_seconds=0.2)
    town = installation.start_town()
    collect(town, load.acknowledged.append)
    try:
        load.start()
        rounds = [_kill_some(installation, number) for number in range(ROUNDS)]
        installation.keep_up(KEPT_UP)
        load.finish()
    finally:
        load.abandon()
    installation.end("town")
    installation.ask("tests.faults", "clock_hand", str(DAYS_LATER), "0")
    found = installation.audit(load.acknowledged)
    print(json.dumps({"killed": rounds, "answers lost": load.lost} | found, indent=1))
    assert found["faults"] == []
    assert found["promises"]["kept"] > 0
    assert found["promises"]["broken"] > 0
    assert found["remedies"] >= found["promises"]["broken"]
    assert load.lost > 0


def _kill_some(installation: Installation, number: int) -> list[str]:
    """One round: some seconds of work, then the end of some, at one instant, and their return."""
    rng = random.Random(f"{SEED}:{number}")
    Browser(installation.port).wait()
    time.sleep(rng.uniform(0.5, 2.0))
    victims = [VICTIMS[number % len(VICTIMS)], *rng.sample(VICTIMS, rng.randrange(2))]
    for victim in dict.fromkeys(victims):
        installation.kill(victim)
    time.sleep(rng.uniform(0.0, 0.5))
    installation.keep_up(KEPT_UP)
    return list(dict.fromkeys(victims))
