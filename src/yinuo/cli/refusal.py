"""How a command that needs the database ends: what it did, or why nothing was done, in words."""

from __future__ import annotations

import sys
from collections.abc import Callable

from .django_setup import database_at_hand


class NotDone(Exception):
    """Why a command changed nothing, for the person who typed it."""


def run_command(command: Callable[[], object]) -> int:
    """Carry a command out with the database at hand; 0: it was done, 1: it was refused."""
    with database_at_hand():
        from yinuo.base.errors import YinuoError

        try:
            command()
        except NotDone as error:
            print(error, file=sys.stderr)
        except YinuoError as error:
            print(error.text("en"), file=sys.stderr)
        else:
            return 0
    return 1
