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
def library() -> Iterator[Path]:
    """disk.c, compiled, where the server's own user can read it."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    assert compiler is not None, "these tests need a C compiler: cc, gcc or clang"
    folder = new_home()
    source = Path(__file__).with_name("disk.c")
    options = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
    try:
        subprocess.run((compiler, *options, "-o", folder / "disk.so", source, "-ldl"), check=True)
        yield folder / "disk.so"
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def new_disk(library: Path) -> Callable[[Installation], Disk]:
    """Puts a stopped installation's server on a disk that can fail."""
    return lambda installation: Disk(installation.server, library)
