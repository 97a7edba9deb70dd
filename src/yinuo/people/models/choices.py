"""The database refuses a value that is no member of its enum."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


def one_of(enum: type[Any], field: str, name: str) -> models.CheckConstraint:
    """The database refuses a value that isn't a member of the enum."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in enum]}), name=name
    )
