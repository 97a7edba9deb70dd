"""Which column a heading means: by its name, by another word for it, by what stands below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from .column import Column, Content
from .columns import COLUMNS, ORDER
from .facts import FileKind, Grid

_SAMPLE = 40
_MOST_OF_THEM = 0.8
_LOOKS = {
    Content.PHONE: re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}"),
    Content.EMAIL: re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    Content.MOMENT: re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]\d{1,2}[:：]\d{2}.*"),
    Content.ADDRESS: re.compile(r"(?=.*[省市区县旗州盟])(?=.*\d).{8,}"),
}


def fold(heading: str) -> str:
    """A heading without width, case, spaces, marks, and what stands in brackets behind it."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(
        r"[\s*:_\-/.()（）【】\[\]]", "", re.sub(r"[（(【\[].*?[)）】\]]$", "", text.strip())
    )


def names_of(column: Column) -> frozenset[str]:
    """Every heading that means a column, folded."""
    return frozenset(fold(text) for text in (column.name, column.zh, column.en, *column.others))


def guess_kind(grid: Grid) -> FileKind | None:
    """What the lines of a table are: the kind whose needed columns are all there, or most of whose are.

    Of several the one that explains most headings; None where no heading is known.
    """
    best: tuple[tuple[bool, int, float], FileKind] | None = None
    headings = {fold(heading) for heading in grid.headings if heading}
    for kind in ORDER:
        known = [column for column in COLUMNS[kind] if names_of(column) & headings]
        needed = [column for column in COLUMNS[kind] if column.is_required]
        is_whole = all(column in known for column in needed)
        rank = (is_whole, len(known), len(known) / len(COLUMNS[kind]))
        if len(known) > 1 and (best is None or rank > best[0]):
            best = rank, kind
    return best[1] if best else None


def guess_columns(
    kind: FileKind, grid: Grid, remembered: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """For each heading the column that it means, empty for none; each column once.

    What somebody chose for these headings before counts first, then names, then what the cells look like.
    """
    if remembered is not None:
        return tuple(remembered.get(fold(heading), "") for heading in grid.headings)
    chosen: list[str] = [""] * len(grid.headings)
    _by_name(kind, grid.headings, chosen)
    _by_content(kind, grid, chosen)
    return tuple(chosen)


def _by_name(kind: FileKind, headings: Sequence[str], chosen: list[str]) -> None:
    for column in COLUMNS[kind]:
        exact = {fold(column.name), fold(column.zh), fold(column.en)}
        for names in (exact, names_of(column)):
            at = [i for i, h in enumerate(headings) if h and fold(h) in names and not chosen[i]]
            if at:
                chosen[at[0]] = column.name
                break


def _by_content(kind: FileKind, grid: Grid, chosen: list[str]) -> None:
    """Only for columns that must be there, and only where one heading fits and no more."""
    for column in COLUMNS[kind]:
        looks = _LOOKS.get(column.content)
        if column.name in chosen or looks is None or not column.is_required:
            continue
        fitting = [at for at, name in enumerate(chosen) if not name and _fits(grid, at, looks)]
        if len(fitting) == 1:
            chosen[fitting[0]] = column.name


def _fits(grid: Grid, at: int, looks: re.Pattern[str]) -> bool:
    texts = [row.cells[at].text for row in grid.rows[:_SAMPLE] if at < len(row.cells)]
    filled = [text for text in texts if text]
    return bool(filled) and sum(bool(looks.fullmatch(t)) for t in filled) >= _MOST_OF_THEM * len(
        filled
    )
