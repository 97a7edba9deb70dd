"""Files that a company fills in: bytes to checked rows, with a reason for every line that isn't
right."""

from .layouts import SHEETS
from .sheet import Column, Refused, Row, Sheet
from .table import Table, WrongRow, numbered_rows, read_table, table_of

__all__ = [
    "SHEETS",
    "Column",
    "Refused",
    "Row",
    "Sheet",
    "Table",
    "WrongRow",
    "numbered_rows",
    "read_table",
    "table_of",
]
