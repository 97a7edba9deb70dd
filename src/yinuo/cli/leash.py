"""Runs a command that gets SIGTERM when its parent is gone: `python leash.py PARENT COMMAND …`.

The request is made between fork and exec, in a program of its own: code that Python would run there in a
copy of the parent may find a lock held for ever. It is run by its path, with the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h; it outlives exec


def main(parent: int, command: list[str]) -> int:
    """Become the command; 1 if the parent has gone before it could be asked for."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGTERM)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    if os.getppid() == parent:
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
