"""Rules of law and trade about prices on site, each by its number in docs/rules.md."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from tests.work.visit.walk import BOARD, Walk, begin, on_site
from tests.world import (
    NOW,
    decide,
    found_company,
    open_case,
)
from yinuo.base.errors import YinuoError
from yinuo.case.facts import (
    OwnerKind,
)
from yinuo.case.reads import get_case
from yinuo.outlet.reads import list_tariff
from yinuo.work.visit import actions as visit
from yinuo.work.visit import errors, reads
from yinuo.work.visit.facts import (
    PaymentMethod,
    Step,
    WantedLine,
)

pytestmark = pytest.mark.django_db(transaction=True)
OPENING = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
IN_WARRANTY = "ANH60V-250000317"


class TestPrices:
    """QT."""

    def test_QT_02_nothing_is_charged_that_was_not_marked_and_accepted(self) -> None:
        walk = on_site().to(Step.QUOTE)
        assert {field.name for field in fields(WantedLine)} == {"code", "quantity"}
        with pytest.raises(YinuoError):
            walk.propose(("TRUCK", 1))
        walk.to(Step.PAYMENT)
        with pytest.raises(errors.AmountNotAccepted):
            walk.act(visit.take_payment, paid_fen=14001, method=PaymentMethod.CASH)

    @pytest.mark.parametrize(
        ("minutes", "night"), [(0, False), (839, False), (840, True), (1378, True), (1380, False)]
    )
    def test_QT_03_the_night_has_its_own_line_by_the_hour_at_which_the_customer_asked(
        self, minutes: float, *, night: bool
    ) -> None:
        asked = NOW + timedelta(minutes=minutes)  # 22:00 there is 840 minutes on, 07:00 is 1,380
        case = open_case(found_company(crew=45), now=asked)
        sent = asked + timedelta(minutes=4)
        decide(sent)
        walk = Walk(get_case(case.id), now=sent).arrive().to(Step.QUOTE)
        assert walk.facts.asked_at == asked
        assert walk.facts.planned_at == sent
        assert ("NIGHT" in {line.code for line in walk.propose().lines}) is night
        shown = reads.preview_quote(walk.visit_id, (WantedLine("VISIT", 1),), walk.now)
        assert ("NIGHT" in {line.code for line in shown.lines}) is night

    def test_QT_06_the_itemised_statement_comes_before_the_payment(self) -> None:
        walk = on_site().to(Step.STATEMENT)
        with pytest.raises(errors.StepNotYet):
            walk.act(visit.take_payment, paid_fen=14000, method=PaymentMethod.CASH)
        statement = walk.act(visit.show_statement)
        assert statement.total_fen == sum(line.amount_fen for line in statement.lines) == 14000

    def test_QT_07_the_price_list_comes_unasked_and_the_bill_in_its_groups(self) -> None:
        walk = on_site()
        assert reads.get_next_step(walk.visit_id) is Step.PRICE_LIST
        walk.lines = BOARD
        walk.to(Step.PAYMENT)
        groups = dict(reads.get_statement(walk.visit_id).group_totals)
        assert groups == {
            "visit": 5000,
            "inspection": 3000,
            "repair": 8000,
            "material": 0,
            "part": 18800,
            "night": 0,
        }

    def test_QT_08_no_work_before_parts_time_and_cost_were_agreed_to(self) -> None:
        walk = on_site().to(Step.QUOTE)
        with pytest.raises(errors.StepNotYet):
            walk.act(visit.start_work)
        quote = walk.propose()
        assert quote.finish_by > walk.now
        with pytest.raises(errors.StepNotYet):
            walk.act(visit.start_work)
        walk.accept()
        walk.act(visit.start_work)
        accepted = reads.find_quote(walk.visit_id)
        assert accepted is not None
        assert accepted.decided_at is not None

    def test_QT_09_what_is_added_later_waits_for_its_own_consent(self) -> None:
        walk = on_site().to(Step.WORK)
        walk.act(visit.start_work)
        quote = walk.propose(*walk.lines, ("R-BOARD", 1), ("P-BOARD", 1))
        assert [line.code for line in quote.lines][:3] == ["VISIT", "INSPECT", "R-BOLT"]
        with pytest.raises(errors.PartNotAccepted):
            walk.fit("P-BOARD")
        walk.accept(2)
        walk.fit("P-BOARD")

    def test_QT_10_saying_no_costs_only_what_was_disclosed_before(self) -> None:
        walk = on_site().to(Step.QUOTE)
        assert walk.propose().disclosed_fen == 8000
        walk.decline()
        walk.finish()
        assert reads.get_payment(walk.visit_id).recorded_fen == 8000

    def test_QT_12_refusing_a_part_leaves_the_price_of_the_labour(self) -> None:
        walk = on_site().to(Step.QUOTE)
        prices = set()
        for part in ((), (("P-BOARD", 1),), (("P-BOARD-R", 1),)):
            quote = walk.propose(("VISIT", 1), ("R-BOARD", 1), *part)
            prices |= {line.amount_fen for line in quote.lines if line.code == "R-BOARD"}
            if not part:
                walk.accept()
                walk.act(visit.start_work)
            else:
                walk.decline(quote.version)
        assert prices == {8000}

    def test_QT_13_who_the_customer_is_changes_no_price(self) -> None:
        company = found_company()
        totals = set()
        customers: tuple[dict[str, Any], ...] = (
            {"name": "甲", "language": "en"},
            {"name": "乙女士", "email": "", "owner_kind": OwnerKind.TENANT},
            {"words": "我很着急，多少钱都行"},
        )
        for number, changes in enumerate(customers):
            walk = begin(
                company_id=company,
                phone=f"1990000020{number}",
                address=f"济南市市中区示范路 {number + 30} 号",
                **changes,
            ).arrive()
            totals.add(walk.to(Step.QUOTE).propose(*BOARD).total_fen)
        assert len(totals) == 1

    def test_QT_15_AF_08_in_warranty_the_lines_are_shown_as_zero_the_way_there_too(self) -> None:
        walk = on_site(plate=IN_WARRANTY, lines=BOARD).to(Step.QUOTE)
        quote = walk.propose()
        assert quote.in_warranty
        assert quote.warranty_zh
        assert [(line.code, line.amount_fen, line.in_warranty) for line in quote.lines] == [
            (code, 0, True) for code, _ in BOARD
        ]

    def test_QT_15_the_warranty_is_decided_before_any_price(self) -> None:
        walk = on_site(lines=BOARD).to(Step.QUOTE)
        walk.read_serial(IN_WARRANTY)
        assert walk.propose().total_fen == 0
        with pytest.raises(errors.StepNotYet):
            walk.read_serial("ZZ-11")

    def test_QT_17_visit_and_inspection_are_two_lines_each_charged_once(self) -> None:
        walk = on_site().to(Step.QUOTE)
        for twice in (("VISIT", 2), ("INSPECT", 2)):
            with pytest.raises(errors.LineNotOnList):
                walk.propose(twice, ("R-BOLT", 1))
        assert [line.group for line in walk.propose().lines][:2] == ["visit", "inspection"]


def test_QT_05_QT_11_every_service_stands_on_the_one_price_list() -> None:
    company = found_company()
    lines = {line.code: line for line in list_tariff(company, None, NOW)}
    assert {"INSTALL", "MOVE", "VISIT"} <= lines.keys()
    assert all(line.price_fen >= 0 and line.name_zh and line.name_en for line in lines.values())
