"""Routing: the state of a city goes in; who goes where, by when and why comes out."""

from yinuo.engines.routing.appraise import Appraisal, appraise, reason_by_hand
from yinuo.engines.routing.decide import decide
from yinuo.engines.routing.explain import explain, explain_chosen
from yinuo.engines.routing.facts import (
    Assign,
    Commitment,
    Decision,
    Quote,
    Request,
    Standing,
    State,
    StateInvalid,
    Technician,
)
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.quote import quote
from yinuo.engines.routing.reason import Bar, Candidate, Excluded, Outcome, Reason, Rule, Terms
from yinuo.engines.routing.travel import CrowFlight, Travel

__all__ = [
    "Appraisal",
    "Assign",
    "Bar",
    "Candidate",
    "Commitment",
    "CrowFlight",
    "Decision",
    "Excluded",
    "Outcome",
    "Params",
    "Quote",
    "Reason",
    "Request",
    "Rule",
    "Standing",
    "State",
    "StateInvalid",
    "Technician",
    "Terms",
    "Travel",
    "appraise",
    "decide",
    "explain",
    "explain_chosen",
    "quote",
    "reason_by_hand",
]
