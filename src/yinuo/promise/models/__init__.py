"""Tables of the promise room: promises and what belongs to them, and the figures of whole days."""

from .figure import Figure, FigureMark
from .promise import Pause, Promise, Remedy
from .quote import Quote

__all__ = ["Figure", "FigureMark", "Pause", "Promise", "Quote", "Remedy"]
