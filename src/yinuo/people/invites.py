"""Links for the first login: who gets one sets a password, so that none is ever told or filed."""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from yinuo.store.secrecy import blind_index

from .facts import StaffFacts
from .models import Staff

INVITE_LIFE = timedelta(days=3)
_SEAL_BYTES = 16


def invite_token(staff_id: UUID, until: datetime) -> str:
    """What stands in the link: who, until when, and a seal under the installation's key. It is good for one
    password, since the seal also covers that there is none yet."""
    seconds = int(until.timestamp())
    password = Staff.objects.values_list("password", flat=True).get(id=staff_id)
    raw = staff_id.bytes + seconds.to_bytes(5, "big") + _seal(staff_id, seconds, password)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def find_invited(token: str, now: datetime) -> StaffFacts | None:
    """Whose first login a link is for; None for one that isn't ours, is over, or was used."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + 5 + _SEAL_BYTES:
        return None
    staff_id, seconds = UUID(bytes=raw[:16]), int.from_bytes(raw[16:21], "big")
    row = Staff.objects.filter(id=staff_id, is_active=True).first()
    if row is None or not _is_blank(row.password):
        return None
    is_ours = hmac.compare_digest(raw[21:], _seal(staff_id, seconds, row.password))
    if not is_ours or datetime.fromtimestamp(min(seconds, 2**34), tz=UTC) <= now:
        return None
    return row.to_facts()


def list_without_password() -> tuple[StaffFacts, ...]:
    """Everybody who works here and has never set a password, by user name."""
    rows = Staff.objects.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return tuple(row.to_facts() for row in rows.order_by("username"))


def _is_blank(password: str) -> bool:
    return password.startswith(UNUSABLE_PASSWORD_PREFIX)


def _seal(staff_id: UUID, seconds: int, password: str) -> bytes:
    text = f"{staff_id}\0{seconds}\0{password}"
    return bytes.fromhex(blind_index("people.invite", text))[:_SEAL_BYTES]
