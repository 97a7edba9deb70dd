"""Pure decisions about logins: which code counts, and when a screen has stood unused for too long."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from .facts import StaffRole

TRUSTED_FOR = timedelta(days=30)
"""How long a browser isn't asked for a code again."""
IDLE_FOR = timedelta(minutes=30)
"""How long a screen in an office may stand unused before its login ends."""
BACKUP_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are read for one another."""


def matching_step(codes: Mapping[int, str], typed: str) -> int | None:
    """The step of the code that was typed, the newest if two are alike; None if it is none of them.

    All are compared in equal time, so that nothing is learnt from how long it took.
    """
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed[:40])).encode()
    found = [step for step, code in codes.items() if hmac.compare_digest(code.encode(), digits)]
    return max(found, default=None)


def normalise_backup_code(typed: str) -> str:
    """A backup code as it is kept: capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed[:40]).upper())


def is_idle(role: StaffRole, seen_at: datetime, now: datetime) -> bool:
    """Whether a login has stood unused for too long; a technician's phone may, at a customer's door."""
    return role is not StaffRole.TECHNICIAN and now - seen_at > IDLE_FOR
