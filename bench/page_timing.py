"""Opens every page some times and says how long the server took: all of Django, no network."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

from bench.page_forms import NOT_MEASURED, forms
from bench.page_urls import PEER
from bench.page_visits import Visit, examples, links_of, without_example
from tests.browser.exhibits import Exhibits
from yinuo.config.warm import warm_up

_WARM_UPS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """An address and its figures."""

    name: str
    p95_ms: float
    p50_ms: float
    work_ms: float
    """p95 of the processor time of the web process and its database backend together: what the clock would
    show on a machine that does nothing else."""
    queries: int
    status: int


def measure_all(world: Exhibits, rounds: int, only: Sequence[str]) -> list[Row]:
    """Every page, its filters and its further pages, then the main forms; or those whose name contains one of
    these words alone."""
    warm_up()  # as the process that serves the pages does at its start
    visits = list(examples(world))
    client = Client(raise_request_exception=False)
    rows = []
    for visit in visits:
        if not _is_wanted(visit.route, only):
            continue
        for each in (visit, *links_of(visit, client)):
            name = " ".join(filter(None, (each.route, each.then)))
            rows.append(_measure(name, _open(each), rounds))
    if not only or any(word.startswith("POST") for word in only):
        sent = ((f"POST {name}", send) for name, send in forms(world))
        rows += [_measure(name, send, rounds) for name, send in sent if _is_wanted(name, only)]
    return rows


def _is_wanted(name: str, only: Sequence[str]) -> bool:
    return not only or any(word in name for word in only)


def left_out(world: Exhibits) -> dict[str, str]:
    """What isn't measured, each with the reason."""
    return without_example(list(examples(world))) | NOT_MEASURED


def peer_ms(rounds: int) -> float:
    """What the same server, middleware and connection take for a view that asks SELECT 1."""
    return _measure("peer", _open(Visit("peer", PEER)), max(50, rounds)).p50_ms


def _open(visit: Visit) -> Callable[[], Any]:
    client = Client(raise_request_exception=False)
    if visit.session:
        client.cookies["sessionid"] = visit.session

    def get() -> Any:
        return client.get(visit.path)

    return get


def _measure(name: str, ask: Callable[[], Any], rounds: int) -> Row:
    for _ in range(_WARM_UPS):
        _whole(ask())
    queries, status = _count(ask)
    wall, work = [], []
    for _ in range(rounds):
        began, burned = time.perf_counter(), burned_ms()
        _whole(ask())
        wall.append(1000 * (time.perf_counter() - began))
        work.append(burned_ms() - burned)
    return Row(name, _p95(wall), sorted(wall)[len(wall) // 2], _p95(work), queries, status)


def _p95(figures: list[float]) -> float:
    """By nearest rank: the smallest figure that ninety-five in a hundred don't exceed."""
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]


def burned_ms() -> float:
    """Processor time so far of this process and of the backend that its connection talks to."""
    backend = connection.connection.info.backend_pid if connection.connection else None
    on_cpu = Path(f"/proc/{backend}/schedstat").read_text().split()[0] if backend else "0"
    return 1000 * time.process_time() + int(on_cpu) / 1e6


def _whole(answer: Any) -> None:
    """A streamed answer is read to its end."""
    if answer.streaming:
        for _part in answer:
            pass


def _count(ask: Callable[[], Any]) -> tuple[int, int]:
    asked = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        answer = ask()
        _whole(answer)
    return asked, answer.status_code
