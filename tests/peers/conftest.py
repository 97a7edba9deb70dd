"""What the peers' tests share with those of the notice room."""

from tests.notice.conftest import nobody_above

__all__ = ["nobody_above"]
