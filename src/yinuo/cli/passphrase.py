"""The passphrase of a backup's keys: from a file, asked for at a terminal, or one line of a pipe; never
an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path


class NoPassphrase(Exception):
    """There is none, or it isn't fit; the text says what to do."""


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--passphrase-file`."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the passphrase; otherwise it is asked for, or read from a pipe",
    )


def read_passphrase(file: Path | None, *, shortest: int = 0, twice: bool = False) -> str:
    """The passphrase. Raises NoPassphrase for one that is shorter than `shortest`, or typed in two ways."""
    passphrase = _read(file, twice=twice)
    if len(passphrase) < max(1, shortest):
        raise NoPassphrase(f"a passphrase has at least {max(1, shortest)} characters")
    return passphrase


def _read(file: Path | None, *, twice: bool) -> str:
    if file is not None:
        try:
            return (file.read_text().splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as error:
            raise NoPassphrase(f"can't read {file}: {error}") from None
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    passphrase = getpass.getpass("Passphrase of the keys: ")
    if twice and getpass.getpass("Again: ") != passphrase:
        raise NoPassphrase("the two passphrases differ")
    return passphrase
