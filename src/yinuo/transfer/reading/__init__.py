"""Files to tables of cells: bytes of a workbook or a CSV file, bounded in every direction."""

from .book import read_book, read_table

__all__ = ["read_book", "read_table"]
