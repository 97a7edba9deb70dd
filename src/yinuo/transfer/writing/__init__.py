"""Tables to files: a workbook or a CSV file, with nothing in a cell that a spreadsheet would run."""

from .book import Format, Written, write_table

__all__ = ["Format", "Written", "write_table"]
