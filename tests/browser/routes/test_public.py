"""What anybody may open, filled and with errors, each looked at small and large, light and dark."""

from __future__ import annotations

import pytest

from .example import Example, Eye
from .public import PUBLIC

# Each test only looks, in a transaction of its own, at what was committed before all of them.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("example", PUBLIC, ids=lambda example: example.id)
def test_a_page_is_clean(eye: Eye, example: Example) -> None:
    eye.check(example)


@pytest.mark.parametrize(
    "example",
    {example.route: example for example in reversed(PUBLIC)}.values(),
    ids=lambda example: example.route,
)
def test_every_route_speaks_english(eye: Eye, example: Example) -> None:
    eye.check_english(example)
