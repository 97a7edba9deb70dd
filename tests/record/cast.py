"""A subject with a few lines, and ways to tamper with what the database keeps of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from yinuo.base.actor import Actor
from yinuo.record.actions import append, append_all
from yinuo.record.facts import ChainCheck, Line
from yinuo.record.kinds import Kind, declare
from yinuo.record.reads import check_chains
from yinuo.store.perform import perform

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
SUBJECT = UUID(int=77)
ACTOR = Actor.system("test")
KIND = Kind("test.step.done", "第 {step} 步已完成", "Step {step} was done", {"step": int})
NOTED = Kind("test.noted", "记下 {what}", "Noted {what}", {"what": str}, {"more": list[str]})
declare(KIND, NOTED)


def write(*steps: int, subject: UUID = SUBJECT, now: datetime = NOW) -> None:
    """So many lines at once."""
    perform(
        append_all,
        actor=ACTOR,
        now=now,
        subject_kind="case",
        subject=subject,
        lines=[Line(KIND.name, {"step": step}) for step in steps],
        region="370100",
    )


def write_one(kind: str, body: dict[str, Any], subject: UUID = SUBJECT) -> None:
    """One line of any kind."""
    perform(
        append,
        actor=ACTOR,
        now=NOW,
        subject_kind="case",
        subject=subject,
        kind=kind,
        body=body,
    )


def tamper(statement: str, *values: str | int | UUID) -> None:
    """Change the tables as somebody with the owner's password could."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def findings(check: ChainCheck | None = None) -> list[tuple[int, str]]:
    """Where chains break, and why."""
    return [(item.seq, item.why) for item in (check or check_chains()).broken]
