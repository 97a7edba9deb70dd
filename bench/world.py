"""A company of its own for a benchmark: a durable server, fifty zones with crews, reports for each."""

from __future__ import annotations

import csv
import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from yinuo.store.server import Server

STARTS_AT = datetime(
    2026, 11, 23, 2, 0, tzinfo=UTC
)  # ten in the morning: the day's crews are on duty
BIG_CITY = "AN370100"
MOST_ZONES = 50


@dataclass(frozen=True, slots=True)
class Zone:
    """A dispatch zone, and what a report from it needs to name."""

    outlet: str
    region: str
    address: str
    lat: float
    lng: float


def make_home() -> Path:
    """A home that this process and those it starts work in; the server's own user may enter it."""
    home = Path(tempfile.mkdtemp(prefix="yinuo-bench-", dir="/tmp"))
    home.chmod(0o711)
    for name in [name for name in os.environ if name.startswith(("YINUO_", "DATABASE_"))]:
        del os.environ[name]
    root = Path(__file__).resolve().parent.parent
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
        "PYTHONPATH": os.pathsep.join((str(root / "src"), str(root))),
        "YINUO_HOME": str(home),
        "YINUO_MOVED_CLOCK": "1",
        "OMP_NUM_THREADS": "1",
    }
    return home


def remove_home(home: Path) -> None:
    """End the server and delete everything."""
    Server(home / "postgres").remove()
    shutil.rmtree(home, ignore_errors=True)


def pick_zones() -> tuple[Zone, ...]:
    """The big city first, then one outlet for each further zone, in the order of the company's file."""
    text = files("yinuo.demo.company").joinpath("outlets.csv").read_text()
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: row["outlet"] != BIG_CITY)
    zones: dict[str, Zone] = {}
    for row in rows:
        zone = Zone(
            row["outlet"],
            row["outlet"].removeprefix("AN"),
            row["address"],
            float(row["lat"]),
            float(row["lng"]),
        )
        zones.setdefault(zone.region, zone)
    return tuple(zones.values())[:MOST_ZONES]


def draw_report(zone: Zone, number: int) -> dict[str, object]:
    """A report from somewhere in the zone, by somebody new."""
    rng = random.Random(number)
    return {
        "address": f"{zone.address}{rng.randrange(1, 30)}栋{rng.randrange(101, 2400)}",
        "phone": f"199{number:08d}",
        "name": rng.choice("王李张刘陈杨赵黄周吴") + "女士",
        "email": f"bench-{number}@customers.invalid",
        "fault_id": rng.choice(("SF-01", "SF-02", "SF-03", "SF-04")),
        "point": {
            "lat": round(zone.lat + rng.gauss(0, 0.02), 6),
            "lng": round(zone.lng + rng.gauss(0, 0.02), 6),
        },
        "point_source": "device",
        "owner_kind": "self",
        "door": "open",
        "is_detail_asked": True,
    }
