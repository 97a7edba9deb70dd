"""What others may ask about the staff's logins: second factors, trusted browsers, and who is in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.store.secrecy import token_hash

from .facts import FactorFacts, LoginFacts, StaffRole
from .login_rules import is_idle
from .models import BackupCode, Login, SecondFactor, TrustedDevice


def find_factor(staff_id: UUID) -> FactorFacts | None:
    """Somebody's second factor, confirmed or begun, and how many backup codes are left."""
    row = SecondFactor.objects.filter(staff_id=staff_id).first()
    if row is None:
        return None
    return row.to_facts(BackupCode.objects.filter(staff_id=staff_id, used_at=None).count())


def has_factor(staff_id: UUID) -> bool:
    """Whether somebody has a second factor that counts."""
    return SecondFactor.objects.filter(staff_id=staff_id, confirmed_at__isnull=False).exists()


def is_trusted(staff_id: UUID, token: str, now: datetime) -> bool:
    """Whether this token is that of a browser which isn't asked for a code of this person's."""
    rows = TrustedDevice.objects.filter(token_hash=token_hash(token), purge_at__gt=now)
    return rows.filter(staff_id=staff_id).exists()


def count_trusted(staff_id: UUID, now: datetime) -> int:
    """At how many browsers somebody isn't asked for a code."""
    return TrustedDevice.objects.filter(staff_id=staff_id, purge_at__gt=now).count()


def find_login(login_id: UUID, staff_id: UUID) -> LoginFacts | None:
    """Somebody's login, while it has not been ended."""
    row = Login.objects.filter(id=login_id, staff_id=staff_id, ended_at=None).first()
    return row.to_facts() if row else None


def has_login_gone_idle(login: LoginFacts, role: StaffRole, now: datetime) -> bool:
    """Whether a login has stood unused for too long: the rule, for pages."""
    return is_idle(role, login.seen_at, now)


def list_logins(staff_id: UUID, now: datetime, *, limit: int = 50) -> tuple[LoginFacts, ...]:
    """Where somebody is in, the last used first."""
    rows = Login.objects.filter(staff_id=staff_id, ended_at=None, purge_at__gt=now)
    return tuple(row.to_facts() for row in rows.order_by("-seen_at")[:limit])
