"""The register of serial numbers of the demo company: two hundred units, all invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

MODELS = ("AN-H30", "AN-H45F", "AN-H60V", "AN-O80", "AN-O120M", "AN-B200", "AN-C25")
WEIGHTS = (30, 25, 18, 10, 5, 4, 8)
COUNT = 200
FIRST_MADE, LAST_MADE = date(2019, 1, 1), date(2026, 9, 30)
CLASSIC_ENDS = date(2023, 6, 30)


def unit_rows(chance: random.Random) -> Iterator[dict[str, object]]:
    """Units with the dates that a maker's files really hold: most sold, some only registered or made.

    A serial number is the model, the year it was made, and a running number with a check digit.
    """
    for number in range(1, COUNT + 1):
        model = chance.choices(MODELS, WEIGHTS)[0]
        last = CLASSIC_ENDS if model == "AN-C25" else LAST_MADE
        made = FIRST_MADE + timedelta(days=chance.randrange((last - FIRST_MADE).days))
        sold = made + timedelta(days=chance.randrange(20, 50))
        known = chance.random()
        row: dict[str, object] = {
            "serial": _serial(model, made, number),
            "model": model,
            "sold_date": sold if known < 0.7 else "",
            "installed_date": sold + timedelta(days=3) if 0.2 < known < 0.85 else "",
            "registered_date": sold + timedelta(days=9) if 0.4 < known < 0.9 else "",
            "made_date": made if known < 0.97 else "",
        }
        yield row


def _serial(model: str, made: date, number: int) -> str:
    digits = f"{made:%y}{number:06d}"
    check = sum((place % 2 + 1) * int(digit) for place, digit in enumerate(digits)) % 10
    return f"{model.replace('-', '')}-{digits}{check}"
