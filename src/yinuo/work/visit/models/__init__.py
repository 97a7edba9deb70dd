"""Tables of visits. Steps, photos, parts, payments and opening forms are only ever added."""

from .evidence import OpeningForm, Part, Photo
from .money import ItemQuote, Payment, QuoteLine
from .visit import Visit, VisitStep

__all__ = [
    "ItemQuote",
    "OpeningForm",
    "Part",
    "Payment",
    "Photo",
    "QuoteLine",
    "Visit",
    "VisitStep",
]
