"""Facts of intake: what a customer reports, and what the software answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import YinuoError
from yinuo.base.point import Point
from yinuo.case.facts import Channel, Door, OwnerKind
from yinuo.people.facts import PointSource

from .errors import (
    LaterNotOffered,
    ManagerDecides,
    NobodySooner,
    NotTheContact,
    PersonBusy,
    StillToCome,
    WorkHasBegun,
)

__all__ = [
    "PRIVACY_NOTICE",
    "Answer",
    "AnswerKind",
    "CallFirst",
    "ErasurePlan",
    "FaultReport",
    "FieldError",
    "LaterNotOffered",
    "LaterTime",
    "ManagerDecides",
    "NearestOutlet",
    "NobodySooner",
    "NotTheContact",
    "PersonBusy",
    "PlaceChoice",
    "Preview",
    "PreviewLine",
    "ReportInvalid",
    "StillToCome",
    "WorkHasBegun",
]

PRIVACY_NOTICE = "2026-11"
"""The version of the privacy notice that stands on the report page (PD-01)."""


@dataclass(frozen=True, slots=True)
class FaultReport:
    """A report as it was typed; nothing in it is trusted. `division` is what was picked when the place had
    to be asked back, `point` the device's or the map's with `point_source` saying which.

    What only the desk sets: `customer_id` for a known customer, whose own name and contact points then count;
    `reporter` for who reports for the customer (AC-10); `told_due_at` for the time that was told on the phone
    while the form was filled.
    """

    address: str
    phone: str
    name: str
    fault_id: str
    email: str = ""
    division: str = ""
    door: Door = Door.UNKNOWN
    owner_kind: OwnerKind = OwnerKind.UNKNOWN
    serial: str = ""
    words: str = ""
    point: Point | None = None
    point_source: PointSource | None = None
    language: str = "zh-hans"
    channel: Channel = Channel.WEB
    is_detail_asked: bool = False
    customer_id: UUID | None = None
    reporter: str = ""
    told_due_at: datetime | None = None


class AnswerKind(StrEnum):
    """What came of a report."""

    PROMISED = "promised"
    NO_TIME = "no_time"  # the case is open, nobody can come yet, a person arranges it
    JOINED = "joined"
    ASKS_PLACE = "asks_place"
    ASKS_DETAIL = "asks_detail"
    ASKS_DISTRICT = "asks_district"
    PLACE_UNKNOWN = "place_unknown"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to choose from: its code (6 digits, or 9 for a town), its full name, and its own alone.

    `reading` is the part of the address that it is a reading of, where one has to be told from another: a
    division that is gone, or one of two that contradict each other. `towns` are those of it that went there.
    """

    code: str
    name: str
    own: str = ""
    reading: str = ""
    towns: tuple[str, ...] = ()


def _shared_name(choices: tuple[PlaceChoice, ...]) -> str:
    """The name that all choices have, or had, for "which 鼓楼区?"; empty where they differ."""
    names = {choice.reading or choice.own for choice in choices}
    return names.pop() if len(names) == 1 else ""


@dataclass(frozen=True, slots=True)
class CallFirst:
    """Whom to call before anything else, and the words that say so (IN-17)."""

    numbers: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NearestOutlet:
    """The nearest outlet of a place that isn't covered."""

    name_zh: str
    name_en: str
    distance_km: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the customer is told. `case_id` and `customer_id` are set where the asker's own case was
    opened; of a joined case only the promised time is told, since whoever types a phone number need not
    own it; but the staff, who sees it anyway, is told which case it is. `call_back_by` is until when we
    call back where nobody can come."""

    kind: AnswerKind
    call_first: CallFirst | None = None
    case_id: UUID | None = None
    customer_id: UUID | None = None
    due_at: datetime | None = None
    choices: tuple[PlaceChoice, ...] = ()
    questions: tuple[str, ...] = ()
    nearest: NearestOutlet | None = None
    call_back_by: datetime | None = None
    is_conflict: bool = False
    is_by_position: bool = False

    @property
    def shared_name(self) -> str:
        """The name that all choices share."""
        return _shared_name(self.choices)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a form."""

    field: str
    zh: str
    en: str


class ReportInvalid(YinuoError):
    """Fields that can't be taken, all of them named at once, with what would be asked back next; nothing was
    written."""

    code = "report_invalid"
    zh = "有几处需要改一下，您填的都还在。"
    en = "A few fields need a change; everything you entered is kept."

    def __init__(self, errors: tuple[FieldError, ...], asks: Answer | None = None) -> None:
        super().__init__()
        self.errors = errors
        self.asks = asks


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What the erasure of a customer takes away, what stays without the person, and what stands in its way.

    `running` are the short numbers of cases that aren't over, or in which a refund waits for its answer.
    `forms_until` is the last day of the opening forms that must be kept (ID-07), None where there are none.
    """

    customer_id: UUID
    is_erased: bool
    running: tuple[str, ...]
    cases: int
    addresses: int
    requests: int
    photos: int
    waiting_notices: int
    forms: int
    forms_until: date | None


@dataclass(frozen=True, slots=True)
class LaterTime:
    """Another time that can be kept: nobody comes before `from_at`, somebody is there by `due_at`."""

    from_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """What the report page can say before anything is sent: who would come, at which prices.

    `arrive_by` is the quoted time, None where the fault isn't known yet or nobody can come;
    `is_position_elsewhere` says that a position came with it which isn't the address's and isn't used.
    `place` is the division that the address was understood to name, "" where it names none or several.
    """

    kind: AnswerKind
    choices: tuple[PlaceChoice, ...]
    outlet_zh: str
    outlet_en: str
    arrive_by: datetime | None
    nearest: NearestOutlet | None
    is_night: bool
    lines: tuple[PreviewLine, ...]
    is_position_elsewhere: bool = False
    is_conflict: bool = False
    is_by_position: bool = False
    place: str = ""

    @property
    def shared_name(self) -> str:
        """The name that all choices share."""
        return _shared_name(self.choices)

    @property
    def usual_fen(self) -> tuple[int, int] | None:
        """What a visit with work usually comes to out of warranty, from and to, in fen (QT-04).

        Visit lines, the cheapest to the dearest work, without a part and with the dearest; None where no
        work is on the list.
        """
        prices: dict[str, list[int]] = {}
        for line in self.lines:
            prices.setdefault(line.group, []).append(line.price_fen)
        work = prices.get("repair")
        if not work:
            return None
        always = sum(sum(prices.get(group, ())) for group in ("visit", "inspection", "night"))
        parts = max(prices.get("part", [0])) + sum(prices.get("material", ()))
        return always + min(work), always + max(work) + parts


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of the price list that may apply (QT-01), with what its price leaves out (QT-04)."""

    code: str
    group: str
    name_zh: str
    name_en: str
    price_fen: int
    unit_zh: str
    unit_en: str
    note_zh: str
    note_en: str
    is_free_in_warranty: bool
