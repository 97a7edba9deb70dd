"""Erasing what the store itself keeps of a person: answers to keyed requests, and sessions of a browser."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.contrib.sessions.models import Session

from .models import Outcome

_STAFF = "_auth_user_id"  # of Django's login, in the sessions of those who have one


def forget_outcomes(actor: str, marks: Collection[str]) -> int:
    """Delete the kept answers to this actor's requests, and those that hold one of the marks (ids, a phone,
    an e-mail); how many.

    The answers are encrypted, so each of the week in which they are kept is looked at. A request that is
    repeated after this counts as a new one.
    """
    rows = Outcome.objects.exclude(answer=None).only("actor", "answer").iterator(chunk_size=2000)
    found = [row.pk for row in rows if row.actor == actor or _holds(row.answer or "", marks)]
    found += Outcome.objects.filter(actor=actor, answer=None).values_list("pk", flat=True)
    return Outcome.objects.filter(pk__in=found).delete()[0]


def forget_sessions(marks: Collection[str], *, staff_id: str | None = None) -> int:
    """End the sessions of customers' browsers that hold one of the marks, and those of a member of staff; how
    many."""
    found = [row.pk for row in Session.objects.iterator(2000) if _is_of(row, marks, staff_id)]
    return Session.objects.filter(pk__in=found).delete()[0]


def _is_of(row: Session, marks: Collection[str], staff_id: str | None) -> bool:
    kept = row.get_decoded()
    if _STAFF in kept:
        return staff_id is not None and kept[_STAFF] == staff_id
    return _holds(json.dumps(kept, ensure_ascii=False, default=str), marks)


def _holds(text: str, marks: Collection[str]) -> bool:
    return any(mark in text for mark in marks)
