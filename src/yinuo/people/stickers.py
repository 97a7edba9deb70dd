"""Stickers on products: each leads to one unit by an address that nobody can make up."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from .facts import UnitFacts
from .indexes import sticker_index
from .models import Unit
from .rules import normalise_serial

_SEAL_BYTES = 10
"""80 bits beside the id: more than anybody can try, and the code stays coarse enough to bear a scratch."""


@dataclass(frozen=True, slots=True)
class UnitPick:
    """Which products: between two serial numbers, both included, and of a model; empty: no such limit."""

    serial_from: str = ""
    serial_to: str = ""
    model: str = ""


def sticker_token(unit_id: UUID) -> str:
    """What stands in the QR code of a unit's sticker: its id and a seal under the installation's key.

    It names no serial number, so having one sticker gives no way to the next, and it is the same at every
    printing, since a sticker stays on its product for decades.
    """
    return base64.urlsafe_b64encode(unit_id.bytes + _seal(unit_id)).decode().rstrip("=")


def find_unit_of_sticker(token: str) -> UnitFacts | None:
    """The unit that a sticker leads to; None for a token that isn't ours, or whose unit is gone."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) < 16:
        return None
    unit_id = UUID(bytes=raw[:16])
    if not hmac.compare_digest(sticker_token(unit_id).encode(), token.encode()):
        return None
    unit = Unit.objects.filter(id=unit_id).first()
    return unit.to_facts() if unit else None


def list_units(pick: UnitPick, *, after: str = "", limit: int = 24) -> tuple[UnitFacts, ...]:
    """Products by serial number; `after` is the last one seen. Raises SerialNotValid."""
    rows = _picked(pick)
    if after:
        rows = rows.filter(serial__gt=after)
    return tuple(unit.to_facts() for unit in rows.order_by("serial")[:limit])


def _picked(pick: UnitPick) -> QuerySet[Unit]:
    rows = Unit.objects.all()
    if pick.serial_from:
        rows = rows.filter(serial__gte=normalise_serial(pick.serial_from))
    if pick.serial_to:
        rows = rows.filter(serial__lte=normalise_serial(pick.serial_to))
    return rows.filter(model=pick.model) if pick.model else rows


def _seal(unit_id: UUID) -> bytes:
    return bytes.fromhex(sticker_index(unit_id))[:_SEAL_BYTES]
