"""`python -m tests.faults spied VALUES`: prints where in the database one of these values stands readable."""

from __future__ import annotations

import json
from dataclasses import asdict

from tests.leaks.marks import Searcher
from tests.leaks.places import stored_texts

from .clerk import say


def main(values: str) -> None:
    """`values` is a JSON list."""
    searcher = Searcher(json.loads(values))
    say({"found": [asdict(found) for place in stored_texts() for found in searcher.search(*place)]})
