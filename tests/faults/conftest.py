"""A founded installation, made once a run; each test works on a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
