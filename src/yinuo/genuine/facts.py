"""Facts and errors of the genuine room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import NotFound, WrongMoment, YinuoError


class NumberUse(StrEnum):
    """What an official number or address is used for; it decides how the text is read."""

    HOTLINE = "hotline"
    OUTLET = "outlet"
    OUTBOUND = "outbound"  # we call customers from it (CM-06)
    SMS = "sms"
    WEBSITE = "website"
    MAIL = "mail"


class TextKind(StrEnum):
    """What a text that somebody asks about is."""

    PHONE = "phone"
    WEBSITE = "website"
    MAIL = "mail"
    BADGE = "badge"
    UNREADABLE = "unreadable"


class Answer(StrEnum):
    """The three answers, never more than we know."""

    OURS = "ours"
    NOT_OURS = "not_ours"
    UNSURE = "unsure"


class Why(StrEnum):
    """The reason for an answer."""

    LISTED = "listed"
    ENDED = "ended"  # was ours until a day
    FAKE = "fake"  # reported, and confirmed by a person
    NOT_LISTED = "not_listed"
    MOBILE = "mobile"  # a private number: the list is of our own
    LIST_EMPTY = "list_empty"
    BADGE_ON_SHIFT = "badge_on_shift"
    BADGE_OFF_SHIFT = "badge_off_shift"
    BADGE_UNKNOWN = "badge_unknown"  # or of somebody who has left
    UNREADABLE = "unreadable"


class BadgeOutcome(StrEnum):
    """What a badge token turned out to be."""

    YOURS = "yours"
    OURS = "ours"  # true and on a job; whose, this browser can't tell
    OTHER_CASE = "other_case"
    EXPIRED = "expired"
    NOT_ON_JOB = "not_on_job"
    LEFT = "left"
    FORGED = "forged"


class CallAnswer(StrEnum):
    """Whether a call came from us."""

    CALLED = "called"  # there is a record of it
    NOT_CALLED = "not_called"  # every call is recorded, and there is none
    OUR_NUMBER = "our_number"  # our number was shown; that it called isn't known
    NOT_OUR_NUMBER = "not_our_number"
    UNSURE = "unsure"


class FakeState(StrEnum):
    """Where an entry of the register of false hotlines stands."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    REMOVAL_ASKED = "removal_asked"
    REMOVED = "removed"


class Seen(StrEnum):
    """Where a false hotline was met."""

    SEARCH = "search"
    MAP = "map"
    VIDEO = "video"
    MESSAGE = "message"
    CALL = "call"
    PAPER = "paper"
    OTHER = "other"


class AskedFor(StrEnum):
    """What a false hotline asked for (CM-04)."""

    PREPAYMENT = "prepayment"
    PRIVATE_ACCOUNT = "private_account"
    CODE = "code"
    SCREEN = "screen"
    IDENTITY = "identity"
    NOTHING = "nothing"


class AlarmKind(StrEnum):
    """What a manager should know of soon."""

    FORGED_BADGE = "forged_badge"
    OTHER_PERSON = "other_person"  # the customer says that this isn't the one on the photo


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text as it is looked up: its kind and its normal form."""

    kind: TextKind
    value: str


@dataclass(frozen=True, slots=True)
class OfficialNumber:
    """A number, address or sender of the company, with its owner (CM-07); `valid_to` is its last day."""

    id: UUID | None
    use: NumberUse
    value: str
    shown: str
    owner: str
    note_zh: str
    note_en: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to "is this yours?", why, and what it was looked up as; `number` and `badge_no` if known."""

    answer: Answer
    why: Why
    asked: AskedText
    number: OfficialNumber | None = None
    badge_no: str = ""
    outlet_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BadgeVerdict:
    """What became of a badge token; everything but the outcome only where its signature holds."""

    outcome: BadgeOutcome
    badge_no: str = ""
    case_id: UUID | None = None
    technician_id: UUID | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FakeEntry:
    """One false number or address of the register, whoever reported it and how often."""

    id: UUID
    kind: TextKind
    value: str
    state: FakeState
    reports: int
    first_at: datetime
    last_at: datetime
    decided_at: datetime | None
    platform: str


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody tells of a false hotline; `picture` are the bytes that were sent, not yet looked at."""

    text: str
    seen: Seen
    asked_for: tuple[AskedFor, ...] = ()
    loss_fen: int = 0
    words: str = ""
    contact: str = ""
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class FakeReport:
    """One report of a false hotline; for the company's managers alone."""

    id: UUID
    number: str
    seen: Seen
    asked_for: tuple[AskedFor, ...]
    loss_fen: int
    words: str
    contact: str
    has_picture: bool
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class FakePage:
    """Entries of one page, and where the next begins."""

    entries: tuple[FakeEntry, ...]
    next_before: UUID | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A forged badge, or a person who isn't the one who was sent."""

    id: UUID
    kind: AlarmKind
    badge_no: str
    case_id: UUID | None
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class BadgePhoto:
    """That there is a photo of a technician, and which."""

    technician_id: UUID
    sha256: str
    added_at: datetime


class NumberNotValid(YinuoError):
    """The text can't be a number or address of that use."""

    code = "number_not_valid"
    zh = "没有看懂这个号码或网址，没有保存。电话只写数字和横线，网站写域名，邮件写地址或 @域名。"
    en = (
        "This number or address was not understood; nothing was saved. Give digits for a phone, a domain "
        "for a website, an address or @domain for mail."
    )


class NumberListed(WrongMoment):
    """The same number runs already for the same use."""

    code = "number_listed"
    zh = "这个号码已经在名单上，什么都没有改动。"
    en = "This number is on the list already; nothing was changed."


class NumberUnknown(NotFound):
    """There is no such number on the list."""

    code = "number_unknown"
    zh = "名单上没有这一条。"
    en = "There is no such entry on the list."


class FakeUnknown(NotFound):
    """There is no such entry in the register."""

    code = "fake_unknown"
    zh = "登记簿里没有这一条。请核对编号。"
    en = "There is no such entry in the register. Please check the number."


class FakeStateWrong(WrongMoment):
    """The entry can't go there from where it stands."""

    code = "fake_state_wrong"
    zh = "这一条现在不能这样改，什么都没有改动。请刷新看看最新状态。"
    en = "This entry cannot be moved there now; nothing was changed. Reload to see where it stands."


class NumberIsOfficial(WrongMoment):
    """Nobody confirms as false what is on one's own list."""

    code = "number_is_official"
    zh = "这是名单上的官方号码，不能登记成假的。如果它不再是我们的，先在官方号码里停用。"
    en = (
        "This is on the list of official numbers and cannot be confirmed as false. If it is no longer ours, "
        "end it on the list first."
    )
