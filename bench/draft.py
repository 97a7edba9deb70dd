"""How well pasted messages are read: precision and recall of each part, on the set that was kept apart.

PYTHONPATH=src:. python bench/draft.py
"""

from __future__ import annotations

import time

from tests.intake.draft.scoring import messages, score, shares


def main() -> None:
    """Print one line for each part, and the time a message takes."""
    for which in ("tuning", "testing"):
        started = time.perf_counter()
        counts = score(which)
        ms = 1000 * (time.perf_counter() - started) / len(messages(which))
        print(f"{which}: {len(messages(which))} messages, {ms:.1f} ms each")
        for part, counted in counts.items():
            precision, recall = shares(counted)
            told = sum(counted.values()) - counted["empty"] - counted["invented"]
            print(f"  {part:7} told {told:2}  precision {precision:.2f}  recall {recall:.2f}")


if __name__ == "__main__":
    main()
