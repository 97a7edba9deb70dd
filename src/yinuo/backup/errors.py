"""What goes wrong with a backup, in words for the operator."""

from __future__ import annotations


class BackupError(Exception):
    """A backup wasn't made, doesn't hold, or wasn't restored; the text says what was kept and what to do."""
