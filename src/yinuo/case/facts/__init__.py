"""Facts and errors of cases: what somebody asked for, where it stands, and which proofs were seen."""

from yinuo.case.errors import (
    CaseNotInState,
    CaseUnknown,
    DisputeTooLate,
    NoteEmpty,
    ProofInvalid,
    RatedAlready,
    RatingInvalid,
)
from yinuo.engines.rulebook import CaseKind, Door, Level, OwnerKind, ProofKind, Urgency
from yinuo.people.facts import PointSource

from .case import (
    CaseFacts,
    CaseFilter,
    CasePage,
    CaseState,
    Channel,
    MergeReason,
    NewCase,
    WithdrawReason,
)
from .decision import DecisionAbout, DecisionFacts, DecisionKind, DisputeAbout
from .desk import NoteFacts, RatingFacts
from .proof import DocumentKind, ProofFacts, ProofNeeds, ProofState, SeenProof

__all__ = [
    "CaseFacts",
    "CaseFilter",
    "CaseKind",
    "CaseNotInState",
    "CasePage",
    "CaseState",
    "CaseUnknown",
    "Channel",
    "DecisionAbout",
    "DecisionFacts",
    "DecisionKind",
    "DisputeAbout",
    "DisputeTooLate",
    "DocumentKind",
    "Door",
    "Level",
    "MergeReason",
    "NewCase",
    "NoteEmpty",
    "NoteFacts",
    "OwnerKind",
    "PointSource",
    "ProofFacts",
    "ProofInvalid",
    "ProofKind",
    "ProofNeeds",
    "ProofState",
    "RatedAlready",
    "RatingFacts",
    "RatingInvalid",
    "SeenProof",
    "Urgency",
    "WithdrawReason",
]
