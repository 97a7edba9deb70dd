"""The plan that a phone walks without a connection offers at every point what the server would offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.work.visit.walk import BOARD, DRILL, NAME, Walk, begin
from tests.world import CREW_OF_TWO, HOME, PROOFS, UNLOCK, decide, found_company, open_case
from yinuo.case.models import Case
from yinuo.case.reads import get_proof_state
from yinuo.promise.actions import accept_price_here
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import (
    ONLINE_ONLY,
    Deed,
    MethodClass,
    Plan,
    Signed,
    SignRole,
    Step,
    VisitState,
    Wait,
)
from yinuo.work.visit.rules.plan import plan_from

pytestmark = pytest.mark.django_db(transaction=True)


class Phone:
    """A phone that got its plan once, and walks along it as the server handles the same steps."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.plan: Plan = reads.get_plan(walk.visit_id)
        self.at = 0
        self.agrees()

    def agrees(self) -> None:
        """Both offer the same now."""
        offered = tuple(d for d in reads.list_deeds(self.walk.visit_id) if d not in ONLINE_ONLY)
        node = self.plan.nodes[self.at]
        assert node.deeds == offered
        assert node.state is self.walk.facts.state

    def do(self, deed: Deed, act: Callable[[], Any], **said: str) -> None:
        """The server does it, and the phone goes the way that the form's words open."""
        ways = self.plan.nodes[self.at].ways[deed]
        act()
        self.at = next(
            way.to for way in ways if all(said.get(name) == value for name, value in way.when)
        )
        self.agrees()

    def step(self, step: Step, **said: str) -> None:
        self.do(Deed(step.value.replace("_", "-")), lambda: self.walk.do(step), **said)

    def arrive(self) -> None:
        walk = self.walk
        self.do(Deed.LEAVE, lambda: walk.act(visit.start_travel))
        self.do(Deed.KNOCK, lambda: walk.act(visit.knock, point=HOME, photo=None))
        self.do(Deed.CODE, walk.code)

    def prove(self) -> None:
        """Each proof that is missing, one after the other."""
        while missing := get_proof_state(self.walk.case.id).missing:
            proof = PROOFS[missing[0][0]]
            said = {"kind": proof.kind.value, "document": proof.document_kind.value}
            self.do(
                Deed.PROOF,
                lambda: self.walk.act(visit.see_proof, proof=proof),  # noqa: B023
                **said,
                name_matches="yes",
            )
        self.do(Deed.OWNERSHIP, lambda: self.walk.act(visit.check_ownership))

    def to_quote(self) -> None:
        self.arrive()
        self.step(Step.PRICE_LIST)
        self.step(Step.ADULT)
        if Deed.OWNERSHIP in self.plan.nodes[self.at].deeds:
            self.do(Deed.OWNERSHIP, lambda: self.walk.act(visit.check_ownership))
        else:
            self.prove()
        self.step(Step.DIAGNOSIS)

    def sign(self) -> None:
        """The customer signs for the quote on this phone."""
        quote = reads.find_quote(self.walk.visit_id)
        assert quote is not None
        self.do(
            Deed.ACCEPT_HERE,
            lambda: self.walk.act(
                accept_price_here,
                at_most_fen=quote.total_fen,
                signed=Signed(SignRole.ASKER, NAME),
            ),
        )

    def close(self) -> None:
        self.step(Step.HAND_OVER)
        self.step(Step.STATEMENT, due="1")
        self.step(Step.PAYMENT)
        self.step(Step.FINISH)


def test_a_repair_with_a_part_goes_as_planned_from_leaving_to_finishing() -> None:
    phone = Phone(begin(lines=BOARD))
    phone.to_quote()
    phone.do(Deed.QUOTE, lambda: phone.walk.propose(*BOARD))
    phone.sign()
    phone.do(Deed.START, lambda: phone.walk.act(visit.start_work))
    phone.do(Deed.PART, lambda: phone.walk.fit("P-BOARD"))
    phone.step(Step.TEST)
    phone.step(Step.OLD_PARTS)
    phone.close()
    assert phone.walk.facts.state is VisitState.FINISHED


def test_an_opening_with_all_its_proofs_goes_as_planned() -> None:
    phone = Phone(begin(UNLOCK))
    phone.to_quote()
    lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
    phone.do(Deed.QUOTE, lambda: phone.walk.propose(*lines))
    phone.sign()
    phone.do(Deed.START, lambda: phone.walk.act(visit.start_work))
    phone.step(Step.OPENING)
    phone.step(Step.NEW_CODE)
    phone.step(Step.TEST)
    phone.close()


def test_a_proof_that_does_not_count_leads_nowhere_on_the_plan_either() -> None:
    phone = Phone(begin(UNLOCK))
    phone.arrive()
    phone.step(Step.PRICE_LIST)
    phone.step(Step.ADULT)
    proof = PROOFS[get_proof_state(phone.walk.case.id).missing[0][0]]
    before = phone.at
    wrong = replace(proof, name_matches=False)
    said = {"kind": proof.kind.value, "document": proof.document_kind.value}
    phone.do(
        Deed.PROOF,
        lambda: phone.walk.act(visit.see_proof, proof=wrong),
        **said,
        name_matches="no",
    )
    assert phone.at == before


def test_drilling_waits_for_the_customers_own_phone() -> None:
    phone = Phone(begin(UNLOCK, method=MethodClass.DESTRUCTIVE))
    phone.to_quote()
    lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-FORCE", 1))
    phone.do(
        Deed.QUOTE,
        lambda: phone.walk.propose(*lines, destructive=DRILL),
        is_destructive="on",
    )
    node = phone.plan.nodes[phone.at]
    assert node.wait is Wait.CUSTOMER
    assert Deed.ACCEPT_HERE not in node.deeds


def test_a_safe_that_was_moved_is_fixed_on_the_plan_too() -> None:
    walk = begin()
    Case.objects.filter(id=walk.case.id).update(fault_id="SF-34")
    here = reads.get_standing(walk.visit_id)
    both_there = replace(here, progress=replace(here.progress, crew_there=1))
    plan = plan_from(both_there)
    assert Deed.FIXING in {deed for node in plan.nodes for deed in node.deeds}


def test_work_for_two_waits_on_the_plan_for_the_second() -> None:
    case = open_case(found_company(), CREW_OF_TWO)
    decide()
    phone = Phone(Walk(case))
    phone.to_quote()
    lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
    phone.do(Deed.QUOTE, lambda: phone.walk.propose(*lines))
    phone.sign()
    node = phone.plan.nodes[phone.at]
    assert node.wait is Wait.PARTNER
    assert Deed.START not in node.deeds


def test_what_helps_only_at_once_is_on_no_plan() -> None:
    plan = reads.get_plan(begin().visit_id)
    assert not {deed for node in plan.nodes for deed in node.deeds} & set(ONLINE_ONLY)
    assert len(plan.nodes) < 100
