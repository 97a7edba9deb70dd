"""The leash: the command gets the parent's arguments and environment, and does not start without a parent."""

from __future__ import annotations

import os
import subprocess
import sys

from yinuo.cli import leash

_TELLS = "import os, sys; print(sys.argv[1:], os.environ['WORD'], os.getppid())"


def run(parent: int) -> subprocess.CompletedProcess[str]:
    """Run a command that tells what it sees, leashed to this process."""
    return subprocess.run(
        (
            sys.executable,
            "-I",
            "-S",
            leash.__file__,
            str(parent),
            sys.executable,
            "-c",
            _TELLS,
            "a b",
        ),
        env={"WORD": "kept"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_takes_the_place_of_the_leash() -> None:
    done = run(os.getpid())
    assert (done.returncode, done.stdout) == (0, f"['a b'] kept {os.getpid()}\n")


def test_a_parent_that_has_gone_already_leaves_nothing_started() -> None:
    done = run(os.getpid() + 1)  # whoever has adopted us isn't the one that started us
    assert (done.returncode, done.stdout) == (1, "")
