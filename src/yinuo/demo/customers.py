"""Simulated customers: each answers at the door, decides on the quote, says what was paid and whether it
is fixed, in the manner drawn for them. People who report by hand are left to themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import confirm_fixed, dispute_case
from yinuo.case.facts import CaseFacts, CaseState, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case, list_all_cases
from yinuo.intake.actions import report_fault, withdraw_case
from yinuo.intake.facts import Answer
from yinuo.people.facts import ContactKind
from yinuo.people.reads import get_contact
from yinuo.promise.actions import accept_price, decline_price
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import (
    customer_confirms_price,
    customer_says_here,
    enter_code,
)
from yinuo.work.visit.facts import ItemQuoteFacts, VisitFacts, VisitState

from .technicians import Move
from .town import MAIL_DOMAIN, Arrival, Manner, draw_manner

_BROWSER = Actor.system("web")


@dataclass(slots=True)
class Customer:
    """A simulated customer with an open case."""

    case_id: UUID
    customer_id: UUID
    number: int
    manner: Manner
    reported_at: datetime


class Customers:
    """All simulated customers whose case isn't over yet."""

    def __init__(self, company_id: UUID) -> None:
        self._company_id = company_id
        self.open: dict[UUID, Customer] = {}

    def restore(self) -> None:
        """Take up the simulated customers of a demo that was stopped, each with a manner drawn anew."""
        for case in list_all_cases():
            email = get_contact(case.customer_id, ContactKind.EMAIL) or ""
            is_over = case.state in (CaseState.DONE, CaseState.WITHDRAWN, CaseState.DISPUTED)
            if is_over or not email.endswith(f"@{MAIL_DOMAIN}"):
                continue
            manner = draw_manner(random.Random(email))
            self.open[case.id] = Customer(case.id, case.customer_id, 0, manner, case.opened_at)

    def report(self, arrival: Arrival) -> Answer:
        """Send the report as the web page would, with a key of its own."""
        answer = perform(
            report_fault,
            actor=_BROWSER,
            now=arrival.at,
            key=f"demo:{arrival.report.email}",
            report=arrival.report,
            company_id=self._company_id,
        )
        if answer.case_id is not None and answer.customer_id is not None:
            self.open[answer.case_id] = Customer(
                answer.case_id, answer.customer_id, arrival.number, arrival.manner, arrival.at
            )
        return answer

    def plan(self, customer: Customer, now: datetime) -> Move | None:
        """What this customer does next, None while there is nothing to do; forgets those who are through."""
        case = get_case(customer.case_id)
        if case.state in (CaseState.DONE, CaseState.WITHDRAWN, CaseState.DISPUTED):
            self.open.pop(customer.case_id, None)
            return None
        row = reads.find_visit_of_case(case.id)
        leaving = self._plan_withdrawal(customer, case, row)
        if row is None or leaving is not None:
            return leaving
        return self._plan_visit(customer, case, row)

    def _plan_withdrawal(
        self, customer: Customer, case: CaseFacts, row: VisitFacts | None
    ) -> Move | None:
        after = customer.manner.withdraws_after
        has_arrived = row is not None and row.arrived_at is not None
        if after is None or has_arrived or case.state is not CaseState.OPEN:
            return None
        at = customer.reported_at + after
        return Move(case.id, at, f"{case.id}:withdraw", lambda now: self._withdraw(customer, now))

    def _plan_visit(self, customer: Customer, case: CaseFacts, row: VisitFacts) -> Move | None:
        soon = timedelta(seconds=customer.manner.seconds_to_answer)
        key = f"{case.id}:{row.id}"
        if row.state is VisitState.AT_DOOR and row.knocked_at is not None:
            if customer.manner.at_door == "silent":
                soon = timedelta(minutes=4)  # lets the technician in, and taps only when reminded
            return Move(
                case.id,
                row.knocked_at + soon,
                f"{key}:door",
                lambda now: self._answer(customer, row, now),
            )
        quote = reads.find_quote(row.id)
        if quote is not None and quote.decided_at is None:
            at = quote.proposed_at + soon
            return Move(
                case.id,
                at,
                f"{key}:v{quote.version}",
                lambda now: self._decide(customer, quote, now),
            )
        if row.state is VisitState.FINISHED and row.ended_at is not None:
            return self._plan_ending(customer, row, key, row.ended_at + 3 * soon)
        return None

    def _plan_ending(
        self, customer: Customer, row: VisitFacts, key: str, at: datetime
    ) -> Move | None:
        payment = reads.get_payment(row.id)
        if payment.confirmed_at is None and customer.manner.confirms_price:
            paid = (payment.recorded_fen or 0) + customer.manner.overpaid_fen
            return Move(
                row.case_id, at, f"{key}:paid", lambda now: self._confirm_price(customer, paid, now)
            )
        if customer.manner.after_work == "silent":
            self.open.pop(customer.case_id, None)
            return None
        later = at + timedelta(minutes=2)
        return Move(row.case_id, later, f"{key}:fixed", lambda now: self._end(customer, now))

    def _answer(self, customer: Customer, row: VisitFacts, now: datetime) -> None:
        """Tell the code (some mistype it once), or tap "he is here"."""
        if customer.manner.at_door != "code":
            self._act(customer_says_here, customer, now)
            return
        code = reads.get_arrival_signs(row.id).arrival_code
        technician = Actor.technician(row.technician_id)
        point = get_case(row.case_id).point
        tries = [_other(code), code] if customer.manner.mistypes else [code]
        for typed in tries:
            perform(enter_code, actor=technician, now=now, visit_id=row.id, code=typed, point=point)

    def _decide(self, customer: Customer, quote: ItemQuoteFacts, now: datetime) -> None:
        decide = accept_price if customer.manner.accepts else decline_price
        self._act(decide, customer, now, version=quote.version)

    def _confirm_price(self, customer: Customer, paid_fen: int, now: datetime) -> None:
        self._act(customer_confirms_price, customer, now, paid_fen=paid_fen)

    def _end(self, customer: Customer, now: datetime) -> None:
        if customer.manner.after_work == "fixed":
            self._act(confirm_fixed, customer, now)
        else:
            about = DisputeAbout.WORK
            self._act(dispute_case, customer, now, words="又出现同样的问题", about=about)

    def _withdraw(self, customer: Customer, now: datetime) -> None:
        self._act(withdraw_case, customer, now, reason=WithdrawReason.SOLVED)

    def _act(
        self, action: Callable[..., object], customer: Customer, now: datetime, **arguments: Any
    ) -> None:
        actor = Actor.customer(customer.customer_id)
        perform(action, actor=actor, now=now, case_id=customer.case_id, **arguments)


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04d}"
