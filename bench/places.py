"""How well and how fast places are read: our engine beside five libraries, on listed areas and made texts.

PYTHONPATH=src python -m bench.places [--ours] [--only NAME …] [--slice NAME …]
    [--count N] [--half tuning|testing] [--failures N] [--rounds N]
"""

from __future__ import annotations

import argparse

from bench import places_ours
from bench.places_packages import fetch_lists
from bench.places_score import ABSTAINED, RIGHT, WRONG, Answer, judge, share, tally, total
from bench.places_sets import all_texts
from bench.places_texts import Text
from bench.places_world import TESTING, TUNING


def main() -> None:
    """Makes the texts, asks, judges, prints."""
    asked = _arguments()
    half = TUNING if asked.failures else asked.half
    texts = [
        t
        for t in all_texts(fetch_lists(), half, asked.count)
        if not asked.slice or t.slice in asked.slice
    ]
    answers = [places_ours.ask(t.text, t.prefix) for t in texts]
    _print_table(half, texts, answers)
    if asked.failures:
        _print_failures(texts, answers, asked.failures)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--ours", action="store_true", help="our engine alone")
    parser.add_argument("--slice", nargs="+", default=[], help="these slices alone")
    parser.add_argument("--count", type=int, default=600, help="texts of each made slice")
    parser.add_argument("--half", choices=[TUNING, TESTING], default=TESTING)
    parser.add_argument(
        "--failures", type=int, default=0, help="show so many of the tuning half's failures"
    )
    return parser.parse_args()


def _print_table(half: str, texts: list[Text], answers: list[Answer]) -> None:
    tallies = tally(texts, answers)
    print(f"{half} half, {len(texts)} texts\n")
    print("| slice | texts | right | silently wrong | abstained |\n|---|---|---|---|---|")
    for name, counts in [*tallies.items(), ("all", total(tallies))]:
        shares = " | ".join(f"{share(counts, v):.2f} %" for v in (RIGHT, WRONG, ABSTAINED))
        print(f"| {name} | {counts.total()} | {shares} |")


def _print_failures(texts: list[Text], answers: list[Answer], most: int) -> None:
    failed = [(t, a) for t, a in zip(texts, answers, strict=True) if judge(t, a) != RIGHT]
    for text, answer in sorted(failed, key=lambda f: judge(*f), reverse=True)[:most]:
        print(
            f"{judge(text, answer)} [{text.slice}] {text.text!r} expects {text.expects} {sorted(text.gold)}"
        )
        print(f"    {answer.says} {answer.codes or answer.offered}")


if __name__ == "__main__":
    main()
