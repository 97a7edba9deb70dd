"""What a sheet is: its columns, what each cell must hold, and what makes two rows the same
thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """A cell or a row that isn't right: the reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en
        super().__init__(en)


Parse = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, the Chinese name that is understood too, how a cell is read.

    A blank cell of a column that isn't `required` gives `blank`; so does a missing column. `others` are
    more headings that people give it.
    """

    name: str
    zh: str
    parse: Parse
    required: bool = True
    blank: Any = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A checked row: the number of its first line in the file, and its values by column name."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def _accept(values: Mapping[str, Any]) -> None:
    """The check of a sheet whose cells depend on nothing but themselves."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of file. `key` names the columns that tell rows apart; `check` looks at a row as a
    whole.

    `order` is the place in the sequence in which files of one folder are imported.
    """

    name: str
    zh: str
    order: int
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], None] = field(default=_accept)

    def required_names(self) -> frozenset[str]:
        """The columns that a header must have to be of this kind."""
        return frozenset(column.name for column in self.columns if column.required)

    def all_names(self) -> frozenset[str]:
        """Every column that this kind knows."""
        return frozenset(column.name for column in self.columns)

    def read_row(self, number: int, cells: Mapping[str, str]) -> Row:
        """The row's values; Refused naming every cell that is wrong."""
        values: dict[str, Any] = {}
        wrong: list[tuple[str, Refused]] = []
        for column in self.columns:
            text = cells.get(column.name, "").strip()
            try:
                values[column.name] = _read_cell(column, text)
            except Refused as refused:
                wrong.append((column.name, refused))
        if wrong:
            raise Refused(
                "；".join(f"“{name}”{refused.zh}" for name, refused in wrong),
                "; ".join(f'"{name}" {refused.en}' for name, refused in wrong),
            )
        self.check(values)
        return Row(number, values)

    def key_of(self, row: Row) -> str:
        """The row's identity as text, for reports and for finding doubles."""
        return " ".join(str(row[name]) for name in self.key if row[name] not in (None, ""))


def _read_cell(column: Column, text: str) -> Any:
    if text:
        return column.parse(text)
    if column.required:
        raise Refused("不能为空", "must not be empty")
    return column.blank
