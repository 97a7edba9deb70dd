"""Writes messages: what they say, what goes with them, and to whom."""

from .text import write_message

__all__ = ["write_message"]
