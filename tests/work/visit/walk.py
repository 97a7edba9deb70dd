"""Walks a visit to the step that a test is about, each step through its own action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.world import (
    HOME,
    NOW,
    PROOFS,
    REPORT,
    active,
    customer_of,
    decide,
    found_company,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case, get_proof_state
from yinuo.intake.facts import FaultReport
from yinuo.promise.actions import accept_price, decline_price
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import (
    CodeAnswer,
    Destructive,
    DestructivePlan,
    HandOver,
    ItemQuoteFacts,
    MethodClass,
    OldParts,
    PaymentMethod,
    Signed,
    Step,
    StopReason,
    VisitFacts,
    WantedLine,
)

USUAL = (("VISIT", 1), ("INSPECT", 1), ("R-BOLT", 1))
BOARD = (("VISIT", 1), ("INSPECT", 1), ("R-BOARD", 1), ("P-BOARD", 1))
OPENING = (("VISIT", 1), ("INSPECT", 1), ("OPEN-FORCE", 1))
_WALK_FIELDS = ("lines", "destructive", "method", "plate")
DRILL = DestructivePlan("面板会留下两个孔", "P-LOCK", "修好前不能防撬")
HANDED_OVER = HandOver("润滑并校正锁栓", "不要用力摔门", True, True, True)
NAME = (
    ((100, 100), (180, 60), (260, 140), (340, 90)),
    ((420, 80), (500, 160), (580, 70), (660, 120)),
)
"""A signature of two lines."""
DRILLED = Destructive(DRILL.damage, 26800, DRILL.protection_left)


@dataclass
class Walk:
    """One visit under way; every act takes one minute."""

    case: CaseFacts
    seat: int = 1
    now: datetime = NOW
    lines: tuple[tuple[str, int], ...] = USUAL
    destructive: DestructivePlan | None = None
    method: MethodClass = MethodClass.LOCK_CHANGE
    plate: str = ""
    visit_id: UUID = field(init=False)
    technician: Actor = field(init=False)

    def __post_init__(self) -> None:
        row = next(row for row in active(self.case) if row.seat == self.seat)
        found = reads.find_running_visit(row.id)
        assert found is not None
        self.visit_id = found.id
        self.technician = Actor.technician(found.technician_id)

    @property
    def facts(self) -> VisitFacts:
        return reads.get_visit(self.visit_id)

    def act(self, action: Callable[..., Any], **arguments: Any) -> Any:
        """The technician does something."""
        self.now += timedelta(minutes=1)
        return perform(
            action, actor=self.technician, now=self.now, visit_id=self.visit_id, **arguments
        )

    def say(self, action: Callable[..., Any], **arguments: Any) -> Any:
        """The customer says something."""
        self.now += timedelta(minutes=1)
        actor = customer_of(self.case)
        return perform(action, actor=actor, now=self.now, case_id=self.case.id, **arguments)

    def code(self, typed: str | None = None, point: Any = HOME) -> CodeAnswer:
        """Enter a code, the right one unless another is given."""
        right = reads.get_arrival_signs(self.visit_id).arrival_code
        answer: CodeAnswer = self.act(visit.enter_code, code=typed or right, point=point)
        return answer

    def wrong_code(self) -> str:
        right = reads.get_arrival_signs(self.visit_id).arrival_code
        return f"{(int(right) + 1) % 10_000:04d}"

    def arrive(self) -> Walk:
        self.act(visit.start_travel)
        self.code()
        return self

    def prove(self) -> None:
        """Show every proof that is missing."""
        for kinds in get_proof_state(self.case.id).missing:
            self.act(visit.see_proof, proof=PROOFS[kinds[0]])

    def read_serial(self, serial: str) -> None:
        """Read the plate, as long as there is no quote."""
        self.act(visit.read_serial, serial=serial, is_from_plate=True)

    def propose(
        self,
        *lines: tuple[str, int],
        destructive: DestructivePlan | None = None,
        finish_minutes: float = 90,
    ) -> ItemQuoteFacts:
        quote: ItemQuoteFacts = self.act(
            visit.propose_quote,
            lines=tuple(WantedLine(code, quantity) for code, quantity in lines or self.lines),
            finish_by=self.now + timedelta(minutes=finish_minutes),
            destructive=destructive,
        )
        return quote

    def accept(self, version: int = 1) -> None:
        self.say(accept_price, version=version)

    def decline(self, version: int = 1) -> None:
        self.say(decline_price, version=version)

    def fit(self, code: str, quantity: int = 1, **changes: Any) -> Any:
        arguments = {"serial": "sn-1", "fault_proof": "旧件读数为零", "was_shown_sealed": True}
        return self.act(visit.fit_part, code=code, quantity=quantity, **(arguments | changes))

    def do(self, step: Step) -> None:
        """Do one step as it is done when all goes well."""
        self._doers()[step]()

    def to(self, step: Step) -> Walk:
        """Do whatever comes before this step."""
        while (turn := reads.get_next_step(self.visit_id)) is not step:
            assert turn is not None, f"{step} never comes"
            self.do(turn)
        return self

    def finish(self) -> Walk:
        self.to(Step.FINISH).do(Step.FINISH)
        return self

    def hand_over(self, **changes: Any) -> None:
        """Hand over, signed by all; `changes` are of what is said."""
        said = replace(HANDED_OVER, **changes)
        self.act(visit.hand_over, said=said, signatures=self.signatures())

    def signatures(self) -> tuple[Signed, ...]:
        """Everybody who has to sign does."""
        return tuple(Signed(role, NAME) for role in reads.list_signers(self.visit_id))

    def _quote(self) -> None:
        open_ = reads.find_quote(self.visit_id)
        if open_ is None or open_.decided_at is not None:
            self.propose(*self.lines, destructive=self.destructive)
        self.accept(1 if open_ is None else open_.version)

    def _diagnose(self) -> None:
        """Read the plate where it has a number, then say what was found."""
        if self.plate:
            self.read_serial(self.plate)
        self.act(
            visit.record_diagnosis,
            symptom="把手转不动",
            cause="锁栓卡住",
            proof="手感与读数已请客户看过",
        )

    def _own(self) -> None:
        self.prove()
        self.act(visit.check_ownership)

    def _work(self) -> None:
        """Start, and fit every part that was accepted."""
        self.act(visit.start_work)
        quote = reads.find_quote(self.visit_id)
        assert quote is not None
        for line in quote.lines:
            if line.group in ("part", "material"):
                self.fit(line.code, line.quantity)

    def _test(self) -> None:
        wanted = reads.get_tests(self.visit_id)
        self.act(
            visit.record_test, passed=wanted.tests, locks_fitted=wanted.locks, is_door_open=True
        )

    def _open(self) -> None:
        self.act(
            visit.record_opening,
            method=self.method,
            is_owner_present=True,
            has_owner_confirmed_contents=True,
        )

    def _pay(self) -> None:
        due = reads.get_statement(self.visit_id).total_fen
        self.act(visit.take_payment, paid_fen=due, method=PaymentMethod.COMPANY_CODE)

    def _doers(self) -> dict[Step, Callable[[], Any]]:
        return {
            Step.PRICE_LIST: lambda: self.act(visit.show_price_list),
            Step.ADULT: lambda: self.act(visit.confirm_adult),
            Step.OWNERSHIP: self._own,
            Step.DIAGNOSIS: self._diagnose,
            Step.QUOTE: self._quote,
            Step.DESTRUCTIVE: lambda: self.say(visit.accept_destructive),
            Step.WORK: self._work,
            Step.OPENING: self._open,
            Step.NEW_CODE: lambda: self.act(visit.record_new_code, is_set_by_owner=True, tries=3),
            Step.TEST: self._test,
            Step.FIXING: lambda: self.act(visit.record_fixing, has_owner_refused=False),
            Step.OLD_PARTS: lambda: self.act(
                visit.settle_old_parts, choice=OldParts.LEFT_WITH_CUSTOMER
            ),
            Step.HAND_OVER: self.hand_over,
            Step.STATEMENT: lambda: self.act(visit.show_statement),
            Step.PAYMENT: self._pay,
            Step.FINISH: lambda: self.act(visit.finish_visit),
        }


def begin(
    report: FaultReport = REPORT,
    company_id: UUID | None = None,
    now: datetime = NOW,
    **changes: Any,
) -> Walk:
    """A case of a new company, its technician chosen; `changes` are of the report or of the walk."""
    fields = {name: changes.pop(name) for name in _WALK_FIELDS if name in changes}
    case = open_case(company_id or found_company(), report, now, **changes)
    decide(now)
    return Walk(get_case(case.id), now=now, **fields)


def on_site(report: FaultReport = REPORT, **changes: Any) -> Walk:
    """The same, with the technician arrived."""
    return begin(report, **changes).arrive()


def price_promises(walk: Walk) -> list[tuple[PromiseState, int | None]]:
    promises = [p for p in list_promises(walk.case.id) if p.kind is PromiseKind.PRICE]
    return [(p.state, p.at_most_fen) for p in sorted(promises, key=lambda p: p.made_at)]


def stop(walk: Walk, reason: StopReason = StopReason.PART_MISSING, **changes: object) -> None:
    """The technician ends the visit before its time."""
    walk.act(visit.stop_visit, reason=reason, **changes)
