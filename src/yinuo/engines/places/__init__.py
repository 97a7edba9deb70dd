"""Places: any text that names a place in China, to the administrative division it means."""

from yinuo.engines.places.answer import to_json
from yinuo.engines.places.borders import Borders, Located, locate
from yinuo.engines.places.explain import Explanation, Fate, NameSeen, explain
from yinuo.engines.places.facts import (
    Candidate,
    Division,
    DivisionUnknown,
    Level,
    Names,
    Resolution,
    Status,
    Successor,
)
from yinuo.engines.places.lookup import get_division, list_counties, region_of
from yinuo.engines.places.resolver import resolve
from yinuo.engines.places.shapes import (
    DATUMS,
    Shape,
    ShapesUnreadable,
    overlapping,
    read_shapes,
)
from yinuo.engines.places.suggest import Suggestion, suggest

__all__ = [
    "DATUMS",
    "Borders",
    "Candidate",
    "Division",
    "DivisionUnknown",
    "Explanation",
    "Fate",
    "Level",
    "Located",
    "NameSeen",
    "Names",
    "Resolution",
    "Shape",
    "ShapesUnreadable",
    "Status",
    "Successor",
    "Suggestion",
    "explain",
    "get_division",
    "list_counties",
    "locate",
    "overlapping",
    "read_shapes",
    "region_of",
    "resolve",
    "suggest",
    "to_json",
]
