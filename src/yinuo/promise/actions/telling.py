"""Who is told when a promise is at risk, broken or kept after all: notices, queued with the change."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.money import Fen, format_yuan
from yinuo.case.facts import CaseFacts
from yinuo.notice.actions import queue
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_staff
from yinuo.promise import kinds
from yinuo.promise.facts import PromiseFacts, Rung
from yinuo.promise.models import Promise
from yinuo.promise.reads import find_remedy

from .line import write

CUSTOMER = "customer"


def warn(row: Promise, rung: Rung, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """A step of the ladder: tell those whom the rulebook names, and write down that they were told."""
    share_percent = round(100 * rung.share)
    tell = list(rung.tell)
    write(row, kinds.WARNED, actor=actor, now=now, share_percent=share_percent, tell=tell)
    params = {"number": case.number, "share_percent": share_percent, "kind": row.kind}
    _tell(row, rung.tell, f"promise.warned.{share_percent}", params, case, actor, now)
