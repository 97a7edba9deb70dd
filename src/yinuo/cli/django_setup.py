"""Brings Django up for the subcommands that need the database; the others start without it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


class HomeUnfinished(Exception):
    """A restore into this home was begun and not ended: half an installation must not be used as a whole
    one."""

    def __init__(self) -> None:
        super().__init__(
            "A restore into this home was not finished. Run `yinuo restore` again, which begins anew."
        )


def set_up(*, is_restoring: bool = False) -> bool:
    """Start the embedded server if it isn't up and set Django up; whether the server had to be started.

    The settings are read before: one that is wrong is said before anything is started. Raises
    HomeUnfinished for everybody but the restore itself.
    """
    from yinuo.backup.target import is_unfinished

    if not is_restoring and is_unfinished():
        raise HomeUnfinished
    import_module(os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.config.settings"))
    import django

    from yinuo.store.connection import start_database

    was_started = start_database()
    django.setup()
    return was_started


def migrate() -> None:
    """Make the tables, or bring them up to date; the database runs already."""
    from django.core.management import call_command

    call_command("migrate", database="owner", interactive=False, verbosity=0)


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Set up, tables too, for a command that soon ends; it may be a new installation's first.

    A server started for it alone is stopped when it has ended. On an installation that runs, the server is
    left as it is; so is one that somebody came to use meanwhile.
    """
    was_started = set_up()
    try:
        migrate()
        yield
    finally:
        if was_started:
            from django.db import connections

            from yinuo.store.connection import stop_unused_database

            connections.close_all()
            stop_unused_database()
