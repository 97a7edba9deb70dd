"""Model fields whose value is encrypted in the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from . import secrecy

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]  # subscriptable only in its type stubs
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """A text that the database holds encrypted; it can't be searched, only found by a blind index."""

    def get_prep_value(self, value: Any) -> str | None:
        """The token that is stored."""
        return None if value is None else secrecy.encrypt(str(value))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        """The plain text."""
        return None if value is None else secrecy.decrypt(value)


class EncryptedJSONField(_TextField):
    """A JSON value that the database holds encrypted."""

    _pyi_private_set_type: Any  # for the type stubs, which would take a TextField's str
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        """The token that is stored."""
        return None if value is None else secrecy.encrypt(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        """The plain value."""
        return None if value is None else json.loads(secrecy.decrypt(value))
