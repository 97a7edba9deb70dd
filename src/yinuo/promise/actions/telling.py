"""Who is told when a promise is at risk or broken: notices, queued in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.notice.actions import queue
from yinuo.notice.facts import Param, Params
from yinuo.outlet.reads import get_technician
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_staff
from yinuo.promise import kinds
from yinuo.promise.facts import KIND_NAMES, GivenBack, PromiseKind, Rung, Teller
from yinuo.promise.models import Promise
from yinuo.work.visit.reads import find_visit_of_case

from .line import write

_ROLE = {
    Teller.DESK: StaffRole.DESK,
    Teller.DISPATCHER: StaffRole.DISPATCHER,
    Teller.MANAGER: StaffRole.MANAGER,
}


def warn(row: Promise, rung: Rung, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """A step of the ladder: tell those whom the rulebook names, and write down that they were told."""
    percent = round(100 * rung.share)
    told = [teller.value for teller in rung.tell]
    write(row, kinds.WARNED, actor=actor, now=now, share_percent=percent, tell=told)
    outbox = _Outbox(row, case, f"promise.warned.{percent}.{row.id}", "promise.warned", actor, now)
    for teller in rung.tell:
        outbox.tell(teller, share_percent=percent)


def tell_broken(
    row: Promise,
    tell: tuple[Teller, ...],
    owed_fen: int,
    case: CaseFacts,
    actor: Actor,
    now: datetime,
) -> None:
    """The promise is broken: the customer hears what was credited, the last step of the ladder that it
    happened."""
    outbox = _Outbox(row, case, f"promise.broken.{row.id}", "promise.broken", actor, now)
    for teller in dict.fromkeys((Teller.CUSTOMER, *tell)):
        outbox.tell(teller, credit_fen=owed_fen)


def tell_beyond(
    row: Promise, given_back: GivenBack, case: CaseFacts, actor: Actor, now: datetime
) -> None:
    """The customer claims more than is given back by itself: the managers are to answer it."""
    event = f"promise.beyond.{row.id}"
    outbox = _Outbox(row, case, event, "promise.beyond", actor, now)
    refund_fen, beyond_fen = given_back.refund_fen, given_back.beyond_fen
    outbox.tell(Teller.MANAGER, refund_fen=refund_fen, beyond_fen=beyond_fen)


def tell_corrected(row: Promise, case: CaseFacts, actor: Actor, now: datetime) -> None:
    """The verdict was corrected: the customer hears it, and that the credit stays."""
    event = f"promise.corrected.{row.id}"
    _Outbox(row, case, event, "promise.corrected", actor, now).tell(Teller.CUSTOMER)


@dataclass(frozen=True, slots=True)
class _Outbox:
    """The notices of one event about a promise."""

    row: Promise
    case: CaseFacts
    event: str
    template: str
    actor: Actor
    now: datetime

    def tell(self, teller: Teller, **params: Param) -> None:
        """One notice to the customer, or one to each member of staff who is meant."""
        values = {
            "number": self.case.number,
            "kind": KIND_NAMES[PromiseKind(self.row.kind)],
            **params,
        }
        if teller is Teller.CUSTOMER:
            self._queue(values, customer=self.row.customer_id or self.case.customer_id)
            return
        for staff_id in _staff_of(teller, self.case.id):
            self._queue(values, staff=staff_id)

    def _queue(
        self, params: Params, *, customer: UUID | None = None, staff: UUID | None = None
    ) -> None:
        queue(
            subject=self.case.id,
            event=self.event,
            template=self.template,
            params=params,
            recipient_customer=customer,
            recipient_staff=staff,
            region=self.case.region,
            actor=self.actor,
            now=self.now,
        )


def _staff_of(teller: Teller, case_id: UUID) -> list[UUID]:
    """The logins of a teller: everybody with that role, or the one technician whose visit it is."""
    if teller is not Teller.TECHNICIAN:
        return [staff.id for staff in list_staff(_ROLE[teller])]
    visit = find_visit_of_case(case_id)
    staff_id = get_technician(visit.technician_id).staff_id if visit else None
    return [staff_id] if staff_id else []
