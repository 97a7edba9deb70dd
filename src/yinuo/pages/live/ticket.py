"""The ticket that lets a browser listen to one case: signed, short-lived, and good for nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

_SALT = "yinuo.stream"
GOOD_FOR_SECONDS = 15 * 60


def issue_ticket(case_id: UUID) -> str:
    """A ticket for this case; pages hand a new one out at every look."""
    return signing.TimestampSigner(salt=_SALT).sign(str(case_id))


def read_ticket(ticket: str) -> UUID | None:
    """The case that the ticket is for; None if it is forged or older than fifteen minutes."""
    try:
        return UUID(signing.TimestampSigner(salt=_SALT).unsign(ticket, max_age=GOOD_FOR_SECONDS))
    except (signing.BadSignature, ValueError):
        return None
