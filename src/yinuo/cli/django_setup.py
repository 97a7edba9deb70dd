"""Brings Django up for the subcommands that need the database; the others start without it."""

from __future__ import annotations

import os


def set_up() -> None:
    """Start the embedded server if it isn't up, then set Django up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.config.settings")
    import django

    from yinuo.store.connection import start_database

    start_database()
    django.setup()
