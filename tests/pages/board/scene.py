"""A morning on which the clock stands still, so that a board says the same however long a test takes."""

from __future__ import annotations

from uuid import UUID

from tests.world import CREW, NOW, found_company
from yinuo.store import clock


def stand_still(crew: int = CREW) -> UUID:
    """The company at eight in the morning."""
    company_id = found_company(crew)
    clock.move(NOW, speed=0)
    return company_id
