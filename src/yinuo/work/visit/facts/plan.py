"""Facts of what comes next at a visit: what may be done now, and the plan of all that may follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yinuo.case.facts import ProofState

from .visit import Progress, VisitState


class Deed(StrEnum):
    """Everything that a technician may do at a visit; most are steps, some are not."""

    LEAVE = "leave"
    LATE = "late"
    KNOCK = "knock"
    CODE = "code"
    DECLINE = "decline"
    PRICE_LIST = "price-list"
    ADULT = "adult"
    PROOF = "proof"
    OWNERSHIP = "ownership"
    SERIAL = "serial"
    DIAGNOSIS = "diagnosis"
    QUOTE = "quote"
    ACCEPT_HERE = "accept-here"  # the customer signs for the quote on the technician's phone
    START = "start"
    PART = "part"
    PHOTO = "photo"
    OPENING = "opening"
    NEW_CODE = "new-code"
    TEST = "test"
    FIXING = "fixing"
    OLD_PARTS = "old-parts"
    HAND_OVER = "hand-over"
    STATEMENT = "statement"
    PAYMENT = "payment"
    FINISH = "finish"
    GIVE_LEAD = "give-lead"
    STOP = "stop"


ONLINE_ONLY = (Deed.LATE, Deed.DECLINE, Deed.GIVE_LEAD)
"""What is of use only while somebody hears of it at once; everything else waits on the phone for a
connection."""


class Wait(StrEnum):
    """Whose turn it is, where it isn't the technician's."""

    CUSTOMER = "customer"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visit stands, as far as what may be done next depends on it.

    `is_open_plain`: the open quote is a first one without drilling or cutting, which the customer may sign
    for on the technician's phone. `is_other_at_work`: of two the other one is at work, and this one not
    there yet. `may_give_lead`: this one leads, and the other is there.
    """

    progress: Progress
    proof: ProofState
    has_photo_consent: bool
    has_quotes: bool
    is_open_plain: bool
    is_other_at_work: bool
    may_give_lead: bool


When = tuple[tuple[str, str], ...]
"""Fields of a form and the values under which a way is taken; empty for any."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a deed leads if its form says `when`: to the node of that number."""

    when: When
    to: int


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A point of the plan: where the visit stands there, what may be done without a connection, the next step
    first, whose turn it is otherwise, and for each deed its ways, of which the first that fits is taken."""

    state: VisitState
    deeds: tuple[Deed, ...]
    wait: Wait | None
    ways: dict[Deed, tuple[Fork, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that may follow; the visit stands at the first node."""

    nodes: tuple[PlanNode, ...]
