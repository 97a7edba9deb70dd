"""The home of the pages' benchmark: kept between runs, its server ended with each."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from yinuo.store.server import Server


def name_home(home: Path) -> None:
    """This process, and what it starts, work in this home alone."""
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    for name in [name for name in os.environ if name.startswith(("YINUO_", "DATABASE_"))]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.page_settings",
        "YINUO_HOME": str(home),
        "YINUO_MOVED_CLOCK": "1",
        "YINUO_NOTICE_CHANNEL": "folder",
        "YINUO_SECOND_FACTOR": "offered",
        "OMP_NUM_THREADS": "1",
    }


def remove_home(home: Path) -> None:
    """End the server and delete everything."""
    Server(home / "postgres").remove()
    shutil.rmtree(home, ignore_errors=True)


def stop(home: Path) -> None:
    """End the server; the world stays for the next run."""
    Server(home / "postgres").stop()
