"""The signature that a large cloud's SMS service asks for: HMAC-SHA256 over the canonical request (ACS3)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"


def canonical_query(parameters: Mapping[str, str]) -> str:
    """The parameters sorted by name and escaped as RFC 3986 says: what is signed is what is sent."""
    pairs = sorted(parameters.items())
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)


def sign(
    parameters: Mapping[str, str], headers: Mapping[str, str], *, key_id: str, secret: str
) -> str:
    """The Authorization header of a POST to `/` with an empty body, these parameters in its query.

    `headers` are those to sign (`host` and all `x-acs-…`), in small letters, `x-acs-content-sha256` among
    them.
    """
    names = sorted(headers)
    signed = ";".join(names)
    canonical = "\n".join(
        (
            *("POST", "/", canonical_query(parameters)),
            *(f"{name}:{headers[name].strip()}" for name in names),
            *("", signed, headers["x-acs-content-sha256"]),
        )
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{digest}".encode()
    signature = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={signed},Signature={signature}"
