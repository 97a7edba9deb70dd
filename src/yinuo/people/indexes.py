"""Blind indexes of the people room: the digests by which encrypted values are found."""

from __future__ import annotations

from uuid import UUID

from yinuo.store.secrecy import blind_index

from .facts import ContactKind, EmailNotValid, PhoneNotValid
from .rules import address_key, normalise_email, normalise_phone


def contact_index(kind: ContactKind, value: str) -> str:
    """Of a normalised phone or e-mail; the case of an e-mail doesn't count."""
    return blind_index(f"people.{kind}", value.casefold())


def normalise_contact(text: str) -> str | None:
    """A phone number or an e-mail as it is kept; None for a text that is neither."""
    try:
        return normalise_email(text) if "@" in text else normalise_phone(text)
    except (EmailNotValid, PhoneNotValid):
        return None


def find_contact_index(text: str) -> str | None:
    """Of a phone number or an e-mail as somebody typed it; None for a text that is neither."""
    contact = normalise_contact(text)
    if contact is None:
        return None
    return contact_index(ContactKind.EMAIL if "@" in contact else ContactKind.PHONE, contact)


def identity_index(phone: str, email: str | None) -> str:
    """Of the pair that makes somebody the same customer."""
    return blind_index("people.identity", f"{phone}\0{(email or '').casefold()}")


def address_index(division_code: str, text: str) -> str:
    """Of an address, however it is written."""
    return blind_index("people.address", f"{division_code}\0{address_key(text)}")


def recovery_index(asked_index: str, code: str) -> str:
    """Of a recovery code. Keyed, since six digits behind a plain digest are soon guessed."""
    return blind_index("people.recovery", f"{asked_index}\0{code}")


def login_index(kind: str, value: str) -> str:
    """Of a user name or a network address from which a password was tried; case doesn't count."""
    return blind_index(f"people.login.{kind}", value.strip().casefold())


def backup_index(staff_id: UUID, code: str) -> str:
    """Of somebody's backup code. Keyed, so that a copy of the table is no list of codes to try."""
    return blind_index("people.backup", f"{staff_id}\0{code}")


def sticker_index(unit_id: UUID) -> str:
    """Of a product, for the seal of its sticker."""
    return blind_index("people.sticker", str(unit_id))
