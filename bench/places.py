"""How well and how fast places are read: our engine beside five libraries, on listed areas and made texts.

PYTHONPATH=src python -m bench.places [--ours] [--only NAME …] [--slice NAME …] [--count N]
    [--half tuning|testing] [--failures N] [--rounds N] [--seconds N]
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter

from bench.places_asking import OURS, OURS_TOWNS, answers_of, speed_of
from bench.places_packages import PEERS, fetch_lists
from bench.places_score import ABSTAINED, RIGHT, WRONG, Answer, judge, share, tally, total
from bench.places_sets import ADDRESSES, all_texts
from bench.places_texts import Text
from bench.places_world import TESTING, TUNING, World, from_packages

Answers = dict[str, list[Answer]]


def main() -> None:
    """Makes the texts, asks every library, judges; then measures speed in rounds that take turns."""
    asked = _arguments()
    half = TUNING if asked.failures else asked.half
    lists = fetch_lists()
    world = from_packages(lists)
    texts = _wanted(asked, all_texts(lists, half, asked.count))
    names = asked.only or (
        [OURS, OURS_TOWNS] if asked.ours or asked.failures else [OURS, OURS_TOWNS, *PEERS]
    )
    answers: Answers = {}
    cost: dict[str, dict[str, float]] = {}
    for name in names:
        answers[name], cost[name] = answers_of(name, texts, world)
    print(f"{half} half, {len(texts)} texts\n")
    _print_slices(texts, answers)
    if asked.failures:
        _print_failures(texts, answers[names[-1]], asked.failures)
        return
    _print_summary(texts, answers)
    _print_towns(texts, answers)
    if not asked.rounds:
        return
    others = _wanted(asked, all_texts(lists, half, asked.count, seed=5))
    _print_speed(names, _speeds(names, others, texts, world, asked), cost)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--ours", action="store_true", help="our engine alone")
    parser.add_argument("--only", nargs="+", default=[], choices=[OURS, OURS_TOWNS, *PEERS])
    parser.add_argument("--slice", nargs="+", default=[], help="these slices alone")
    parser.add_argument("--count", type=int, default=600, help="texts of each made slice")
    parser.add_argument("--half", choices=[TUNING, TESTING], default=TESTING)
    parser.add_argument(
        "--failures", type=int, default=0, help="show so many failures, of the tuning half"
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds of speed; 0 for none")
    parser.add_argument("--seconds", type=float, default=5, help="of each part of a round, at most")
    return parser.parse_args()


def _wanted(asked: argparse.Namespace, texts: list[Text]) -> list[Text]:
    return [t for t in texts if not asked.slice or t.slice in asked.slice]


def _print_slices(texts: list[Text], answers: Answers) -> None:
    tallies = {name: tally(texts, given) for name, given in answers.items()}
    print("Right / silently wrong, in hundredths; what is left was abstained from.\n")
    _print_row("slice", "texts", *answers)
    print("|---" * (2 + len(answers)) + "|")
    for name, counts in next(iter(tallies.values())).items():
        _print_row(name, str(counts.total()), *(_shares(t[name]) for t in tallies.values()))
    print()


def _print_summary(texts: list[Text], answers: Answers) -> None:
    """The goals' figures: everything of a slice that is an address with an answer, taken together."""
    _print_row("all addresses", "right", "silently wrong", "abstained")
    print("|---|---|---|---|")
    for name, given in answers.items():
        tallies = tally(texts, given)
        counts = total({s: c for s, c in tallies.items() if s in ADDRESSES})
        _print_row(
            name, *(f"{share(counts, verdict):.2f} %" for verdict in (RIGHT, WRONG, ABSTAINED))
        )
    print()


def _print_towns(texts: list[Text], answers: Answers) -> None:
    if OURS_TOWNS not in answers:
        return
    pairs = [(t, a) for t, a in zip(texts, answers[OURS_TOWNS], strict=True) if t.town]
    counts = Counter(
        RIGHT if a.town == t.town else WRONG if a.town else ABSTAINED for t, a in pairs
    )
    print(f"Towns, of {len(pairs)} texts that name one: {_shares(counts)} right / another one\n")


def _speeds(
    names: list[str], others: list[Text], texts: list[Text], world: World, asked: argparse.Namespace
) -> dict[str, list[dict[str, float]]]:
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(asked.rounds):
        for name in names:
            found[name].append(speed_of(name, others, texts, world, asked.seconds))
    return found


def _print_speed(
    names: list[str], speeds: dict[str, list[dict[str, float]]], cost: dict[str, dict[str, float]]
) -> None:
    def middle(name: str, what: str) -> float:
        return statistics.median(figures[what] for figures in speeds[name])

    _print_row(
        "one core", "texts/s", "ours / it", "texts/s at first", "first answer s", "memory MB"
    )
    print("|---" * 6 + "|")
    for name in names:
        ratio = middle(OURS, "texts_per_s") / middle(name, "texts_per_s") if OURS in names else 1.0
        _print_row(
            name, f"{middle(name, 'texts_per_s'):,.0f}", f"{ratio:.1f}", f"{middle(name, 'cold_per_s'):,.0f}",
            f"{middle(name, 'ready_s'):.2f}", f"{cost[name]['memory_mb']:.0f}",
        )  # fmt: skip


def _print_failures(texts: list[Text], answers: list[Answer], most: int) -> None:
    failed = [(t, a) for t, a in zip(texts, answers, strict=True) if judge(t, a) != RIGHT]
    for text, answer in sorted(failed, key=lambda f: judge(*f), reverse=True)[:most]:
        print(
            f"{judge(text, answer)} [{text.slice}] {text.text!r} expects {text.expects} {sorted(text.gold)}"
        )
        print(f"    {answer.says} {answer.codes or answer.offered}")


def _shares(counts: Counter[str]) -> str:
    return f"{share(counts, RIGHT):.1f} / {share(counts, WRONG):.1f}"


def _print_row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
