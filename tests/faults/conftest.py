"""A founded installation, made once a run; each test works on a copy of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .disk import Disk
from .installation import Installation, copy_home, new_home

NewInstallation = Callable[..., Installation]


@pytest.fixture(scope="session")
def founded() -> Iterator[Path]:
    """The home of a stopped installation with one big city in it."""
    installation = Installation(new_home())
    try:
        installation.ask("tests.faults", "found", "AN370100")
        installation.server.stop()
        yield installation.home
    finally:
        installation.remove()


@pytest.fixture
def new_installation(founded: Path) -> Iterator[NewInstallation]:
    """Makes copies; they end with the test."""
    made: list[Installation] = []

    def make(*, unsafe_fsync_off: bool = False) -> Installation:
        made.append(Installation(copy_home(founded), unsafe_fsync_off=unsafe_fsync_off))
        return made[-1]

    yield make
    for installation in made:
        installation.remove()


@pytest.fixture(scope="session")
def build() -> Iterator[Callable[[str], Path]]:
    """Compiles a C source of this folder to where the server's own user can read it."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    assert compiler is not None, "these tests need a C compiler: cc, gcc or clang"
    folder = new_home()

    def build(name: str) -> Path:
        library = folder / f"{name}.so"
        source = Path(__file__).with_name(f"{name}.c")
        options = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
        subprocess.run((compiler, *options, "-o", library, source, "-ldl"), check=True)
        return library

    yield build
    shutil.rmtree(folder)


@pytest.fixture
def wrong_clock(build: Callable[[str], Path]) -> Path:
    """The library that sets a process's clock wrong (see clock.c)."""
    return build("clock")


@pytest.fixture
def new_disk(build: Callable[[str], Path]) -> Callable[[Installation], Disk]:
    """Puts a stopped installation's server on a disk that can fail (see disk.c)."""
    return lambda installation: Disk(installation.server, build("disk"))
