"""The only writers of the transfer room: take a file in, say what its columns are, work through it, stop."""

from .choosing import choose_columns, forget_files
from .receiving import receive_book
from .starting import drop_import, resume_import, start_import, stop_import
from .working import take_lines

__all__ = [
    "choose_columns",
    "drop_import",
    "forget_files",
    "receive_book",
    "resume_import",
    "start_import",
    "stop_import",
    "take_lines",
]
