"""Facts, enums and errors of the people room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import NotFound, WrongMoment, YinuoError
from yinuo.base.point import Point

NAME_LIMIT = 60
"""Longest name, in characters: long enough for any real one, short enough for a label."""
ADDRESS_LIMIT = 200
"""Longest address text, in characters."""


class ContactKind(StrEnum):
    """The ways of reaching somebody."""

    PHONE = "phone"
    EMAIL = "email"


class PointSource(StrEnum):
    """Where a point comes from, best first; it says how far it may be off."""

    DEVICE = "device"
    MAP = "map"
    VISIT = "visit"  # an earlier visit to the same address
    TOWN = "town"
    COUNTY = "county"


class StaffRole(StrEnum):
    """What a member of staff works as."""

    TECHNICIAN = "technician"
    DESK = "desk"
    DISPATCHER = "dispatcher"
    MANAGER = "manager"


class Verb(StrEnum):
    """What staff may or may not do; `rules.may` decides."""

    SEE_CASE = "see_case"
    SEE_CONTACT = "see_contact"
    OPEN_CASE = "open_case"
    RECORD_PROOF = "record_proof"
    WORK_VISIT = "work_visit"
    SEE_BOARD = "see_board"
    OVERRIDE_DISPATCH = "override_dispatch"
    SEE_FIGURES = "see_figures"
    IMPORT_OUTLETS = "import_outlets"
    PUBLISH_RULEBOOK = "publish_rulebook"
    ADD_STAFF = "add_staff"


class Purpose(StrEnum):
    """What a customer can consent to; each stands alone and can be withdrawn alone (PD-09)."""

    LOCATION = "location"  # the device's position, for a point at the door
    PHOTOS = "photos"  # photos inside the home
    REMINDERS = "reminders"  # upkeep reminders
    COMMERCIAL = "commercial"  # offers (CM-01)


class RecoveryResult(StrEnum):
    """How entering a recovery code ended."""

    OPENED = "opened"
    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong codes, or none was running: the answer tells no difference


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer; after erasure name and phone are empty. `is_new` if the action has just added
    them."""

    id: UUID
    name: str
    phone: str
    email: str | None
    language: str
    prefers_large: bool = False
    is_new: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """An address of a customer; `radius_m` says how far the point may be off."""

    id: UUID
    customer_id: UUID
    text: str
    division_code: str
    town_code: str | None
    point: Point
    radius_m: int
    source: PointSource


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A product in the field. Each date is a proof of when its warranty began, absent when
    unknown."""

    id: UUID
    serial: str
    model: str
    sold_at_date: date | None = None
    installed_date: date | None = None
    registered_date: date | None = None
    made_date: date | None = None
    customer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A capability just issued; this is the only moment at which the token exists in plain."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What a link opens: one case of one customer."""

    customer_id: UUID
    case_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RecoveryLetter:
    """A code to be sent to this customer's own e-mail, and to nobody else."""

    recovery_id: UUID
    customer_id: UUID
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RecoveryStart:
    """The letters to send, none for an unknown contact; the person who asked is told the same
    always."""

    letters: tuple[RecoveryLetter, ...]


@dataclass(frozen=True, slots=True)
class RecoveryOutcome:
    """The result of a code and, when it was right, the customers whose cases it opens."""

    result: RecoveryResult
    customer_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A member of staff."""

    id: UUID
    username: str
    name: str
    role: StaffRole
    email: str | None
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Access:
    """What `rules.may` needs to know: whether the case or visit is one's own, and for how many
    minutes it has been over (None while it runs)."""

    is_own: bool = False
    over_for_minutes: float | None = None


class PhoneNotValid(YinuoError):
    """The text is no phone number that can be called in mainland China."""

    code = "phone_not_valid"
    zh = "这个电话号码打不通。请填 11 位手机号，或带区号的座机（如 021-5555 0000）。"
    en = (
        "This phone number cannot be called. Enter an 11-digit mobile number, or a "
        "landline with its "
        "area code (such as 021-5555 0000)."
    )


class EmailNotValid(YinuoError):
    """The text is no e-mail address."""

    code = "email_not_valid"
    zh = "这个邮箱地址不完整。请检查一下，或者留空不填。"
    en = "This e-mail address is not complete. Please check it, or leave it empty."


class NameMissing(YinuoError):
    """No name was given."""

    code = "name_missing"
    zh = "请告诉我们怎么称呼您，姓氏也可以，比如“王女士”。"
    en = "Please tell us what to call you; a family name is enough."


class NameTooLong(YinuoError):
    """The name is longer than a name can be."""

    code = "name_too_long"
    zh = f"称呼太长了，请不要超过 {NAME_LIMIT} 个字。"
    en = f"The name is too long; please keep it within {NAME_LIMIT} characters."


class AddressTooLong(YinuoError):
    """The address is longer than an address can be."""

    code = "address_too_long"
    zh = f"地址太长了，请不要超过 {ADDRESS_LIMIT} 个字。"
    en = f"The address is too long; please keep it within {ADDRESS_LIMIT} characters."


class SerialNotValid(YinuoError):
    """The text is no serial number."""

    code = "serial_not_valid"
    zh = "机身编号只有字母、数字和横线，4 到 32 位，在铭牌或保修卡上。找不到可以留空。"
    en = (
        "A serial number has 4 to 32 letters, digits and dashes; it stands on the "
        "plate or the warranty "
        "card. If you cannot find it, leave it empty."
    )


class UnitUnknown(NotFound):
    """No product with this serial number is known."""

    code = "unit_unknown"
    zh = "没有查到这个机身编号。请核对铭牌；也可以先不填，师傅上门再核对。"
    en = (
        "This serial number is not known. Check the plate, or leave it empty: the "
        "technician will check it."
    )


class UnitTaken(WrongMoment):
    """The product is registered to somebody else."""

    code = "unit_taken"
    zh = "这个机身编号已由别人登记，没有改动。如果是您买的二手，请联系客服核对购买凭证。"
    en = (
        "This serial number is registered to somebody else; nothing was changed. If "
        "you bought it second-hand, "
        "contact us with your proof of purchase."
    )


class LinkUnknown(NotFound):
    """The link is none of ours, or was called back."""

    code = "link_unknown"
    zh = "这个链接打不开：可能没有复制完整，或者已经作废。可以用手机号或邮箱找回。"
    en = (
        "This link does not open: it may be incomplete or called back. You can "
        "recover it with your phone "
        "number or e-mail address."
    )


class LinkExpired(NotFound):
    """The link was good, but its time is over."""

    code = "link_expired"
    status = 410
    zh = "这个链接已过有效期，您的单子还在。用手机号或邮箱就能找回新的链接。"
    en = (
        "This link has expired; your case is still there. Recover a new link with your "
        "phone number or e-mail."
    )


class UsernameTaken(WrongMoment):
    """Another member of staff has this user name."""

    code = "username_taken"
    zh = "这个用户名已经有人用了，请换一个。"
    en = "This user name is taken; please choose another."
