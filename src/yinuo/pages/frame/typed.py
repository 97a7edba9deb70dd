"""What an address or a form says, read for what it may be."""

from __future__ import annotations

from uuid import UUID


def id_in(text: str) -> UUID | None:
    """The id that this text is; None for anything else, which names nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None
