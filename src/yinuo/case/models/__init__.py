"""Tables of the case room: cases and what was said, what was seen and decided, what the desk wrote."""

from .case import Case, Saying
from .desk import Note, Rating
from .proof import Decision, Proof

__all__ = ["Case", "Decision", "Note", "Proof", "Rating", "Saying"]
