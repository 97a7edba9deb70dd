"""Facts of a visit: where it stands, how somebody arrived, why it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class VisitState(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    AT_DOOR = "at_door"
    ON_SITE = "on_site"
    FINISHED = "finished"
    STOPPED = "stopped"
    CALLED_OFF = "called_off"


BEFORE_ARRIVAL = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.AT_DOOR)
ENDED = (VisitState.FINISHED, VisitState.STOPPED, VisitState.CALLED_OFF)


class Step(StrEnum):
    """The steps of work on site, in their order (WK-01); some apply only to some visits."""

    PRICE_LIST = "price_list"
    ADULT = "adult"
    OWNERSHIP = "ownership"
    DIAGNOSIS = "diagnosis"
    QUOTE = "quote"
    DESTRUCTIVE = "destructive"
    WORK = "work"
    OPENING = "opening"
    NEW_CODE = "new_code"
    TEST = "test"
    FIXING = "fixing"
    OLD_PARTS = "old_parts"
    HAND_OVER = "hand_over"
    STATEMENT = "statement"
    PAYMENT = "payment"
    FINISH = "finish"


class CodeOutcome(StrEnum):
    """What came of a code that a technician entered; a wrong one is an outcome, so that it is remembered."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    TOO_FAR = "too_far"
    NO_POSITION = "no_position"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The outcome, and how many tries are left."""

    outcome: CodeOutcome
    tries_left: int


class Nearness(StrEnum):
    """How a reported position lies to the door; NONE where no door point is known to hold it against."""

    NEAR = "near"
    FAR = "far"
    UNKNOWN = "unknown"
    NONE = "none"


class StopReason(StrEnum):
    """Why a visit stopped before its end, exactly: for the company's managers alone (ID-18)."""

    CRIME_SIGNS = "crime_signs"  # ID-18
    OWNERSHIP_DISPUTED = "ownership_disputed"  # ID-08, this and the next four
    SEALED_BY_AUTHORITY = "sealed_by_authority"
    UNAUTHORISED_OFFICE = "unauthorised_office"
    PAPERS_LOOK_FALSE = "papers_look_false"
    NOT_OF_SOUND_MIND = "not_of_sound_mind"
    MINOR_ALONE = "minor_alone"  # AR-10
    NOBODY_OPENS = "nobody_opens"  # AR-08
    NO_PROOF = "no_proof"  # ID-06
    DANGER = "danger"
    PART_MISSING = "part_missing"
    CUSTOMER_ENDS = "customer_ends"


class StopCause(StrEnum):
    """Why a visit stopped, as far as the record, the receipt and the customer's page say it.

    A signed file goes from hand to hand, so it never holds that a technician suspected a crime, false papers
    or an unsound mind; those, and danger, are one cause.
    """

    SAFETY_OR_LEGAL = "safety_or_legal"
    NOBODY_THERE = "nobody_there"
    NO_PROOF = "no_proof"
    PART_MISSING = "part_missing"
    CUSTOMER_ENDS = "customer_ends"

    @property
    def may_come_again(self) -> bool:
        """Whether the customer may have somebody sent again by a tap: not to where the last one was in danger
        or had to refuse, which a manager looks into first (ID-08, ID-18)."""
        return self is not StopCause.SAFETY_OR_LEGAL


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as it stands, without code and badge word: `reads.get_arrival_signs` has those.

    `asked_at` is when the customer asked for it: its hour and its day's list decide the prices (QT-03).
    `eta_at` is when the technician is expected, as chosen or as announced since. `unit_id` is what the
    customer named until the serial number was read on site. `stop_cause` is None unless it was stopped.
    Of two people's visits that of seat 1 holds the steps: the seat of whoever arrived first. `leader_id` is
    the technician who leads: he, until he hands the lead over.
    """

    id: UUID
    region: str
    case_id: UUID
    job_id: UUID
    assignment_id: UUID
    technician_id: UUID
    seat: int
    state: VisitState
    asked_at: datetime
    planned_at: datetime
    eta_at: datetime
    on_way_at: datetime | None
    knocked_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None
    is_code_locked: bool
    unit_id: UUID | None
    is_serial_read: bool
    stop_cause: StopCause | None
    leader_id: UUID


@dataclass(frozen=True, slots=True)
class NewVisit:
    """Who is sent where, as dispatch decided it. `asked_at` is when the customer asked for somebody to come:
    the prices are those of that hour (QT-03)."""

    case_id: UUID
    job_id: UUID
    assignment_id: UUID
    technician_id: UUID
    seat: int
    asked_at: datetime
    eta_at: datetime


@dataclass(frozen=True, slots=True)
class ArrivalSigns:
    """What the customer is shown: the code to tell at the door, the word that the technician must say, and
    how it sounds in pinyin."""

    arrival_code: str
    badge_word: str
    badge_pinyin: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step that was done, by whom of two (None: the customer, or a step of before it was kept).
    `device_at` is the technician's clock: shown, and deciding nothing."""

    step: Step
    seq: int
    at: datetime
    device_at: datetime | None
    body: dict[str, object]
    technician_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the order of steps depends on; built by `reads.get_progress`. `crew_wanted` is how many the
    fault asks for, `crew_there` how many of this job are on site."""

    state: VisitState
    done: frozenset[Step]
    is_unlock: bool
    needs_fixing: bool
    has_parts: bool
    is_proven: bool
    accepted_version: int | None
    open_version: int | None
    is_declined: bool
    is_destructive: bool
    due_fen: int | None
    crew_wanted: int
    crew_there: int


@dataclass(frozen=True, slots=True)
class Moment:
    """What may be done at a visit now."""

    next_step: Step | None
    is_proven: bool
    is_quote_open: bool
    has_photo_consent: bool
    may_propose: bool
    may_fit_parts: bool
    may_photograph: bool
    may_read_serial: bool
    waits_for_crew: bool


@dataclass(frozen=True, slots=True)
class TechnicianPageOfVisits:
    """A page of a technician's visits, newest first; `next_before` continues it, None at the end."""

    visits: tuple[VisitFacts, ...]
    next_before: UUID | None


@dataclass(frozen=True, slots=True)
class StopFacts:
    """Why and when a visit was stopped, exactly, with what the technician wrote: for managers alone."""

    reason: StopReason
    note: str
    stopped_at: datetime


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """Somebody who comes, or came, for the same job."""

    visit_id: UUID
    technician_id: UUID
    seat: int
    state: VisitState
