"""Facts about logins of the staff: the second factor, and who is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LoginClaim:
    """Leave to check one password, or when the next may be tried."""

    may_try: bool
    wait_until: datetime | None = None


class CodeResult(StrEnum):
    """How entering a code of a second factor ended."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"  # right once, and taken before: whoever saw it over a shoulder comes too late


@dataclass(frozen=True, slots=True)
class FactorFacts:
    """A member of staff's second factor; `confirmed_at` is None until a code of it was entered."""

    staff_id: UUID
    begun_at: datetime
    confirmed_at: datetime | None
    codes_left: int


@dataclass(frozen=True, slots=True)
class FactorOffer:
    """What an authenticator app is told, for the one page that shows it."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class LoginFacts:
    """Somebody of the staff who is in, at one browser; `device` names its family and system alone."""

    id: UUID
    staff_id: UUID
    device: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class FactorConfirmation:
    """What came of the first code, and, where it was right, the ten backup codes, told this once."""

    result: CodeResult
    codes: tuple[str, ...] = ()
