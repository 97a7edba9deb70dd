"""Sends texts to each library's own process and reads its answers as division codes in force."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.places_packages import environment_of
from bench.places_score import Answer
from bench.places_texts import Text
from bench.places_world import World

OURS, OURS_TOWNS = "ours", "ours with towns"
_ROOT = Path(__file__).parent.parent
_WORKER = Path(__file__).parent / "place_peers.py"


def answers_of(peer: str, texts: list[Text], world: World) -> tuple[list[Answer], dict[str, float]]:
    """What a library says of each text; and its seconds until the first answer, and its memory at the end."""
    told = _run(peer, [_asked(peer, t, world) for t in texts], "answers")
    if peer in {OURS, OURS_TOWNS}:
        answers = [
            Answer(tuple(a["codes"]), tuple(a["codes_offered"]), a["town"], a["says"])
            for a in told.pop("answers")
        ]
    else:
        reader = _Reader(world)
        answers = [reader.read(a) for a in told.pop("answers")]
    return answers, told


def speed_of(
    peer: str, others: list[Text], texts: list[Text], world: World, seconds: float
) -> dict[str, float]:
    """Texts a second in a process of its own: `cold_per_s` over `others`, then `texts_per_s` over `texts`.

    So what counts is a process at work, on texts it hasn't seen. Each part takes `seconds` at most.
    """
    asked = []
    for seed, part in enumerate((others, texts)):
        shuffled = [_asked(peer, t, world) for t in part]
        random.Random(seed).shuffle(shuffled)
        asked += shuffled
    return _run(peer, asked, "speed", str(seconds), str(len(others)))


def _asked(peer: str, text: Text, world: World) -> tuple[str, str]:
    """A library that knows no drop-down is asked as a form would: what was chosen, then what was typed."""
    if peer in {OURS, OURS_TOWNS} or not text.prefix:
        return text.text, text.prefix
    chosen = world.by_code[text.prefix]
    return f"{chosen.province}{chosen.city}{chosen.county} {text.text}", ""


def _run(peer: str, texts: list[tuple[str, str]], *task: str) -> dict[str, Any]:
    is_ours = peer in {OURS, OURS_TOWNS}
    python = sys.executable if is_ours else str(environment_of(peer))
    path = {"PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}"} if is_ours else {}
    done = subprocess.run(
        [python, str(_WORKER), peer, *task],
        input="\n".join(json.dumps(text) for text in texts),
        env={**{k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, **path},
        cwd=_WORKER.parent if is_ours else Path.home(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ChildProcessError(f"{peer} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


class _Reader:
    """Reads codes and names against the list in force.

    A code that isn't in it is a division that is gone, or a city: it counts as no county, not as a wrong one.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_name = defaultdict(set)
        for c in world.counties:
            self.by_name[c.own].add(c.code)
        self.paths = {(c.province, c.city, c.county): c.code for c in world.counties}
        self.paths |= {
            (c.province, c.province, c.county): c.code for c in world.counties if not c.city
        }

    def read(self, told: dict[str, Any]) -> Answer:
        says = told.get("says") or ""
        if "offered" in told:
            return Answer(
                offered=tuple(filter(None, map(self._of_path, told["offered"]))), says=says
            )
        if "names" in told:
            return self._of_names(*told["names"])
        code = str(told.get("code") or "")
        return Answer((code,) if code in self.world.by_code else (), says=says)

    def _of_names(self, province: str | None, city: str | None, county: str | None) -> Answer:
        if not province and county:
            homes = tuple(sorted(self.by_name[county]))
            return Answer(homes) if len(homes) == 1 else Answer(offered=homes)
        code = self.paths.get((province or "", city or "", county or ""))
        if code is None and county:  # a county governed by its province stands under any heading
            code = self.paths.get((province or "", "", county))
        return Answer((code,) if code else ())

    def _of_path(self, path: str) -> str | None:
        names = path.split("-")
        homes = [
            c for c in self.world.counties if c.own in names and all(n in _names(c) for n in names)
        ]
        return homes[0].code if homes else None


def _names(c: Any) -> set[str]:
    return {c.province, c.city, c.county}
