"""Asks one library in its own environment: texts come in as JSON lines, answers go out, with what it cost.

Run by bench/places.py with the peer's Python. Each library is used as its documents advise: jionlp turns old
names into new ones by itself; cnloc also reads counties' short names; quhua answers as its server does.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

Told = dict[str, Any]
"""`code`, or `names` (province, city, county), or `offered`: what it has; `says` is its own word for it."""
Asked = tuple[str, str]
"""A text, and the code of what a drop-down said, or ""; only our engine takes the latter."""
Ask = Callable[[list[Asked]], list[Told]]

_BATCH = 500


def _jionlp() -> Ask:
    jionlp = import_module("jionlp")

    def one(text: str) -> Told:
        found = jionlp.parse_location(text)
        return {"names": [found["province"], found["city"], found["county"]]}

    return lambda asked: [one(text) for text, _ in asked]


def _ssdlab() -> Ask:
    parser = import_module("ssdlab_region_parser").CN_RegionParser()

    def one(text: str) -> Told:
        found = parser.parse(text).to_dict()
        if found["区县名称"] == "市辖区":  # how it writes a city without counties
            return {"code": found["城市代码"]}
        return {"code": found["区县代码"] or found["城市代码"]}

    return lambda asked: [one(text) for text, _ in asked]


def _cnloc() -> Ask:
    cnloc = import_module("cnloc")

    def many(asked: list[Asked]) -> list[Told]:
        table = cnloc.getlocation([text for text, _ in asked], county_short=True, max_workers=1)
        pairs = zip(table["county_adcode"], table["city_adcode"], strict=True)
        return [{"code": _known(county) or _known(city)} for county, city in pairs]

    return many


def _quhua() -> Ask:
    engine = import_module("engine")

    def one(text: str) -> Told:
        found = engine.resolve_any(text)
        if isinstance(found["result"], list):
            return {"offered": found["result"], "says": found["status"]}
        codes = found["codes"] or {}
        code = codes.get("county") or codes.get("city")
        return {"code": code[:6] if code else None, "says": found["status"]}

    return lambda asked: [one(text) for text, _ in asked]


def _cpca() -> Ask:
    cpca = import_module("cpca")

    def many(asked: list[Asked]) -> list[Told]:
        return [
            {"code": _known(code)} for code in cpca.transform([text for text, _ in asked])["adcode"]
        ]

    return many


def _ours(*, towns: bool) -> Ask:
    ask = import_module("bench.places_ours").ask

    def one(text: str, prefix: str) -> Told:
        said = ask(text, prefix, towns=towns)
        return {
            "codes": said.codes,
            "codes_offered": said.offered,
            "town": said.town,
            "says": said.says,
        }

    return lambda asked: [one(text, prefix) for text, prefix in asked]


PEERS: dict[str, Callable[[], Ask]] = {
    "ours": lambda: _ours(towns=False),
    "ours with towns": lambda: _ours(towns=True),
    "jionlp": _jionlp,
    "ssdlab": _ssdlab,
    "cnloc": _cnloc,
    "quhua": _quhua,
    "cpca": _cpca,
}


def _known(code: Any) -> str | None:
    return None if code is None or (isinstance(code, float) and math.isnan(code)) else str(code)


def _batches(texts: list[Asked]) -> Iterator[list[Asked]]:
    rest = iter(texts)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _speed(ask: Ask, texts: list[Asked], seconds: float) -> float:
    """Texts a second over as many batches as fit into `seconds`."""
    done, started = 0, time.perf_counter()
    for batch in _batches(texts):
        ask(batch)
        done += len(batch)
        if time.perf_counter() - started > seconds:
            break
    return done / (time.perf_counter() - started)


def _peak_mb() -> float:
    """The most memory this process held; getrusage would also tell what its parent held at the fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """`place_peers.py NAME answers` or `NAME speed SECONDS OTHERS`; prints one JSON object."""
    name, task, *rest = sys.argv[1:]
    texts: list[Asked] = [(text, prefix) for text, prefix in map(json.loads, sys.stdin)]
    out = sys.stdout
    told: dict[str, Any] = {}
    with contextlib.redirect_stdout(sys.stderr):  # some of them greet
        started = time.perf_counter()
        ask = PEERS[name]()
        ask(texts[:1])
        told["ready_s"] = time.perf_counter() - started
        if task == "speed":
            seconds, others = float(rest[0]), int(rest[1])
            told["cold_per_s"] = _speed(ask, texts[:others], seconds)
            told["texts_per_s"] = _speed(ask, texts[others:], seconds)
        else:
            told["answers"] = [answer for batch in _batches(texts) for answer in ask(batch)]
        told["memory_mb"] = _peak_mb()
    json.dump(told, out)


if __name__ == "__main__":
    main()
