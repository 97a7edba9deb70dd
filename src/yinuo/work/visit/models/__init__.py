"""Tables of visits. Steps, photos, parts, payments, signatures and opening forms are only ever added."""

from .evidence import OpeningForm, Part, Photo, Signature
from .figure import Figure, FigureMark
from .money import ItemQuote, Payment, QuoteLine
from .sent import SentStep
from .visit import Visit, VisitStep

__all__ = [
    "Figure",
    "FigureMark",
    "ItemQuote",
    "OpeningForm",
    "Part",
    "Payment",
    "Photo",
    "QuoteLine",
    "SentStep",
    "Signature",
    "Visit",
    "VisitStep",
]
