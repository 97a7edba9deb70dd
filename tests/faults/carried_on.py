"""`python -m tests.faults carried_on ID`: does an import's next part, as the worker would."""

from __future__ import annotations

from uuid import UUID

from yinuo.transfer.going import carry_on

from .clerk import say


def main(import_id: str) -> None:
    """Until there is nothing to do before somebody decides again."""
    carry_on(UUID(import_id))
    say({})
