"""kill -9 of the worker in the middle of an import: the next one carries on, and every line is taken once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from tests.transfer.hands import xlsx_of

from .conftest import NewInstallation
from .installation import Installation

PEOPLE, CASES = 4000, 300
KILLED_BEHIND = {"customers": (500, 2000), "cases": (100,)}
"""As soon as an import is that far, the worker is killed."""
SPEED = (
    20  # the half minute of silence after which an import is taken for left behind is 1.5 seconds
)
OFF_EVERY = 50


def people() -> list[tuple[str, ...]]:
    """Customers, and among them some without a phone number that can be one."""
    rows = [
        (
            "测试客户",
            f"139{at:08d}" if at % OFF_EVERY else f"12{at}",
            f"济南市历下区示范路 {at + 1} 号",
        )
        for at in range(PEOPLE)
    ]
    return [("客户姓名", "手机号码", "家庭住址"), *rows]


def cases() -> list[tuple[str, ...]]:
    """Open cases of other people, some of them with a fault that nobody understands."""
    rows = [
        (
            f"GD-{at:04d}",
            f"138{at:08d}",
            "测试客户",
            f"济南市市中区样例街 {at + 1} 号",
            "忘记密码" if at % OFF_EVERY else "就是不好用",
        )
        for at in range(CASES)
    ]
    return [("工单号", "联系电话", "客户姓名", "地址", "故障现象"), *rows]


def test_an_import_survives_three_kills_and_takes_every_line_once(
    new_installation: NewInstallation,
) -> None:
    installation = new_installation()
    file = installation.home / "old-system.xlsx"
    file.write_bytes(xlsx_of(客户=people(), 工单=cases()))
    installation.keep_up(("watch",))
    installation.ask("tests.faults", "clock_hand", "0", str(SPEED))
    begun = told(installation, "begin", str(file))
    ids = [one["id"] for one in begun]
    done = killed_on_the_way(installation, ids)
    assert {kind: (one["created"], one["refused"]) for kind, one in done.items()} == {
        "customers": (PEOPLE - PEOPLE // OFF_EVERY, PEOPLE // OFF_EVERY),
        "cases": (CASES - CASES // OFF_EVERY, CASES // OFF_EVERY),
    }
    installation.end("worker")
    (held,) = told(installation, "hold", *ids)
    assert held["faults"] == []
    assert held["broken"] == 0
    again = told(installation, "again", str(file))
    assert [(one["created"], one["updated"]) for one in again[:2]] == [(0, 0), (0, 0)]
    assert again[2] == {"lines_of_record": 4}  # that each of two began and ended
    assert told(installation, "hold", *ids) == [held]


def killed_on_the_way(installation: Installation, ids: list[str]) -> dict[str, dict[str, Any]]:
    """How each import ended, with the worker killed whenever one was far enough, and another put up."""
    to_come = {kind: list(places) for kind, places in KILLED_BEHIND.items()}
    done: dict[str, dict[str, Any]] = {}
    for state in followed(installation, ids):
        installation.keep_up(("worker",))
        kind, places = state["kind"], to_come[state["kind"]]
        if state["state"] == "done":
            done[kind] = state
        elif places and state["position"] >= places[0]:
            assert state["position"] < state["lines"]
            installation.kill("worker")
            installation.keep_up(("worker",))
            places.pop(0)
    assert to_come == {kind: [] for kind in KILLED_BEHIND}
    return done


def followed(installation: Installation, ids: list[str]) -> Iterator[dict[str, Any]]:
    """What another process sees of the imports as they go."""
    process = installation.launch(
        "tests.faults", "importing", "follow", *ids, log="follow", stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout:
        yield from map(json.loads, process.stdout)
    assert process.wait() == 0


def told(installation: Installation, *words: str) -> list[dict[str, Any]]:
    """What the program says, line by line."""
    process = installation.launch(
        "tests.faults", "importing", *words, log="importing", stdout=subprocess.PIPE
    )
    out, _ = process.communicate()
    assert process.returncode == 0, (installation.logs / "importing.log").read_text()[-4000:]
    return [json.loads(line) for line in out.splitlines()]
