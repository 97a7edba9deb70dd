"""`python -m tests.faults gone`: a case is taken back, and its customer erased; prints who that was."""

from __future__ import annotations

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseState, WithdrawReason
from yinuo.case.reads import list_all_cases
from yinuo.intake.actions import erase_person, withdraw_case
from yinuo.people.facts import EraseReason
from yinuo.store import clock
from yinuo.store.perform import perform

from .clerk import say


def main() -> None:
    """The first customer with whom it can be done."""
    for case in list_all_cases():
        if case.state is not CaseState.OPEN:
            continue
        customer = Actor.customer(case.customer_id)
        reason = WithdrawReason.SOLVED
        try:
            perform(withdraw_case, actor=customer, now=clock.now(), case_id=case.id, reason=reason)
            perform(
                erase_person,
                actor=Actor.system("command"),
                now=clock.now(),
                customer_id=case.customer_id,
                reason=EraseReason.ASKED,
            )
        except YinuoError:
            continue
        say({"customer": str(case.customer_id), "case": str(case.id)})
        return
