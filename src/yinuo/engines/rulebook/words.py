"""The words a rulebook may use: each list is closed, so that a typo is found."""

from __future__ import annotations

from enum import StrEnum


class PromiseKind(StrEnum):
    """What can be promised."""

    ARRIVE = "arrive"
    PRICE = "price"
    CALL_BACK = "call_back"
    ANSWER = "answer"
    DECIDE = "decide"
    TAKE_EFFECT = "take_effect"
    REFUND = "refund"
    NOTICE = "notice"


class CaseKind(StrEnum):
    """What is asked for."""

    FAULT = "fault"
    VISIT = "visit"
    UNLOCK = "unlock"
    QUESTION = "question"
    CALL_BACK = "call_back"
    PLAN_CHANGE = "plan_change"
    REFUND = "refund"
    CANCEL = "cancel"
    COMPLAINT = "complaint"
    GENUINE_CHECK = "genuine_check"


class Clock(StrEnum):
    """How a promise's time is counted: all time counts. Working time needs a calendar, not here yet."""

    ELAPSED = "elapsed"


class Level(StrEnum):
    """Ownership level (ID-20), lowest first; comparing two compares how much they ask for."""

    L0 = "L0"  # advice
    L1 = "L1"  # serial number and contact match
    L2 = "L2"  # identity and ownership proof
    L3 = "L3"  # organisation, inheritance or dispute


class Door(StrEnum):
    """Whether the safe's door is open, as the customer says."""

    OPEN = "open"
    SHUT = "shut"
    UNKNOWN = "unknown"


class OwnerKind(StrEnum):
    """Whose safe it is, as the customer says."""

    SELF = "self"
    ORGANISATION = "organisation"
    HEIR = "heir"
    SECOND_HAND = "second_hand"
    TENANT = "tenant"
    UNKNOWN = "unknown"


class Question(StrEnum):
    """An answer of the customer's that can still change the ownership level."""

    DOOR = "door"
    OWNER = "owner"


class ProofKind(StrEnum):
    """What a proof shows, as the case room records it."""

    IDENTITY = "identity"
    OWNERSHIP = "ownership"
    WITNESS = "witness"
    GUARANTOR = "guarantor"
    POLICE = "police"
    ORGANISATION = "organisation"
    INHERITANCE = "inheritance"
    SERIAL = "serial"


class Urgency(StrEnum):
    """How soon somebody must come."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Teller(StrEnum):
    """Who can be told when a promise is at risk."""

    CUSTOMER = "customer"
    TECHNICIAN = "technician"
    DESK = "desk"
    DISPATCHER = "dispatcher"
    MANAGER = "manager"


class Opening(StrEnum):
    """What the police of a place ask of an outlet that opens locks (ID-01)."""

    PERMIT = "permit"  # 特种行业许可证
    FILING = "filing"  # 备案
    NONE = "none"


class Witness(StrEnum):
    """Who must be present when a safe is opened at a home (ID-05)."""

    PROPERTY = "property"  # the property company or the neighbourhood committee
    NEIGHBOUR = "neighbour"  # a neighbour will do too
    NONE = "none"
