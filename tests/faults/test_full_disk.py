"""A disk without room: whoever asks is told that it did not work, and what was acknowledged stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .conftest import NewInstallation
from .disk import Disk
from .installation import Installation
from .load import Clerk, report

MOST = 400
REFUSALS = 5


def test_a_full_disk_refuses_new_reports_and_loses_none_that_was_taken(
    new_installation: NewInstallation, new_disk: Callable[[Installation], Disk]
) -> None:
    installation = new_installation()
    disk = new_disk(installation)
    disk.start()
    clerk = Clerk(installation)
    try:
        taken = [clerk.insist(report(number)) for number in range(5)]
        disk.fill()
        more, refused = ask_until_refused(clerk, range(5, MOST))
        disk.make_room()
        taken += more + [clerk.insist(report(number)) for number in refused]
    finally:
        clerk.close()
    found = installation.audit(taken)
    print(json.dumps({"taken": len(taken), "refused at first": len(refused)} | found, indent=1))
    assert len(refused) == REFUSALS
    assert found["faults"] == []
    assert found["cases"] == len(taken)


def ask_until_refused(clerk: Clerk, numbers: range) -> tuple[list[dict[str, Any]], list[int]]:
    """Send reports until several were refused: those that still found room, and those that did not."""
    taken, refused = [], []
    for number in numbers:
        answer = clerk.ask(report(number))
        if answer is None:
            refused.append(number)
        else:
            taken.append(answer)
        if len(refused) == REFUSALS:
            break
    return taken, refused
