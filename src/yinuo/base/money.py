"""Money: whole fen, and how an amount reads."""

from __future__ import annotations

from typing import NewType

Fen = NewType("Fen", int)
"""An amount in fen; 100 fen are one yuan. Never a float."""


def format_yuan(fen: Fen) -> str:
    """An amount as people read it: ¥20, ¥12.50, -¥3.05, ¥1,299."""
    yuan, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{yuan:,}" + (f".{rest:02}" if rest else "")
