"""Commitments: how the record speaks of personal data without holding it."""

from __future__ import annotations

import hashlib
import hmac


def commitment(salt: bytes, text: str) -> str:
    """A salted digest (64 hex) of a text: whoever has salt and text can show that the text was meant.

    HMAC-SHA256 keyed with the person's salt. Once the salt is shredded the digest says nothing, even
    of a phone number that could be guessed, and the chain it stands in still verifies.
    """
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()
