"""Writes the two locks from pyproject.toml, or checks, offline, that they are the locks of what it says.

`requirements.lock` is what the product runs on, `requirements-dev.lock` that and what its tests need: the
same versions, each file pinned by its hash, for Linux on x86-64 and aarch64 and every Python we support.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
RUN, DEV = HERE / "requirements.lock", HERE / "requirements-dev.lock"
HEAD = "# Written by `./do lock` from pyproject.toml; don't edit.\n# inputs: {}\n"
PLACES = re.compile(r"://|^--(?!hash)|^\s*-[a-z]\b|@ file|=/", re.MULTILINE)


def inputs(*, dev: bool) -> str:
    """A digest of everything in pyproject.toml that decides what a lock holds."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [project["project"]["requires-python"], sorted(project["project"]["dependencies"])]
    if dev:
        wanted.append(sorted(project["dependency-groups"]["dev"]))
    return hashlib.sha256(json.dumps(wanted).encode()).hexdigest()


def check() -> int:
    """Exit 1 if a lock is older than pyproject.toml, or names a place on somebody's machine or network."""
    faults = []
    for path, dev in ((RUN, False), (DEV, True)):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if not text.startswith(HEAD.format(inputs(dev=dev))):
            faults.append(f"{path.name} is not the lock of this pyproject.toml: run ./do lock")
        faults += [f"{path.name} names a place: {found}" for found in PLACES.findall(text)]
    faults += [f"{DEV.name} lacks {pin}" for pin in sorted(pins(RUN) - pins(DEV))]
    print("\n".join(faults) or "locks are up to date", file=sys.stderr if faults else sys.stdout)
    return 1 if faults else 0


def pins(path: Path) -> set[str]:
    """Each package in a lock with its version; a package may have one for each range of Pythons."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return set(re.findall(r"^[a-z0-9._-]+==[^\s;\\]+", text, re.MULTILINE))


def write(arguments: list[str]) -> int:
    """Resolve anew with uv from an environment of its own; arguments (--upgrade …) are handed on."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", "uv"], check=True)
        uv = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
        uv += ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
        uv += ["--only-binary", ":all:", "--python-version", "3.11", *arguments]
        subprocess.run([*uv, "-o", RUN.name], cwd=HERE, check=True)
        same = ["--constraint", RUN.name, "--group", "dev"]
        subprocess.run([*uv, *same, "-o", DEV.name], cwd=HERE, check=True)
    for path, dev in ((RUN, False), (DEV, True)):
        body = path.read_text(encoding="utf-8")
        path.write_text(HEAD.format(inputs(dev=dev)) + body, encoding="utf-8")
    return check()


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv else write(sys.argv[1:]))
