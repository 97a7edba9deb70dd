"""What changed between two itemised quotes."""

from __future__ import annotations

from yinuo.pages.frame.quote_rows import quote_rows
from yinuo.work.visit.facts import QuoteLineFacts


def line(code: str, quantity: int = 1, *, fen: int = 2000) -> QuoteLineFacts:
    return QuoteLineFacts(
        code=code,
        group="repair",
        name_zh=code,
        name_en=code,
        unit_price_fen=fen,
        quantity=quantity,
        amount_fen=fen * quantity,
        in_warranty=False,
        part_condition=None,
        maker="",
        part_no="",
    )


def test_a_first_quote_has_no_marks() -> None:
    assert [row.change for row in quote_rows([line("A"), line("B")])] == ["", ""]


def test_each_line_is_held_against_the_one_before() -> None:
    before = [line("A"), line("B"), line("C"), line("E")]
    rows = quote_rows([line("D"), line("A"), line("B", 2), line("E", fen=0)], before)
    assert [(row.line.code, row.change) for row in rows] == [
        ("D", "added"),
        ("A", "same"),
        ("B", "changed"),
        ("E", "changed"),
        ("C", "removed"),
    ]
    assert rows[2].before == line("B")


def test_an_empty_quote_before_is_a_quote_before() -> None:
    assert [row.change for row in quote_rows([line("A")], [])] == ["added"]
