"""The itemised quote: seen whole before work, decided by the customer, and what a no costs."""

from __future__ import annotations

import pytest

from tests.pages.asker import Asker, holder_of
from tests.work.visit.walk import DRILL, DRILLED, Walk, begin, on_site
from tests.world import UNLOCK, body, kinds
from yinuo.base.money import Fen, format_yuan
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, list_promises
from yinuo.work.visit import reads
from yinuo.work.visit.facts import QuoteState, Step

pytestmark = pytest.mark.django_db(transaction=True)


def quoted(*lines: tuple[str, int]) -> tuple[Walk, Asker]:
    """A visit whose quote is open, and the customer's browser."""
    walk = on_site().to(Step.QUOTE)
    walk.propose(*lines)
    return walk, holder_of(walk.case, walk.now)


def yuan(fen: int) -> str:
    return format_yuan(Fen(fen))


def state(walk: Walk, version: int | None = None) -> QuoteState:
    quote = reads.find_quote(walk.visit_id, version)
    assert quote is not None
    return quote.state


def test_a_case_without_a_quote_leads_back_to_its_page() -> None:
    walk = on_site()
    answer = holder_of(walk.case, walk.now).client.get(f"/case/{walk.case.id}/quote/")
    assert answer["Location"] == f"/case/{walk.case.id}/"


def test_QT_08_every_line_the_total_and_the_finish_stand_there_before_the_decision() -> None:
    walk, asker = quoted()
    quote = reads.find_quote(walk.visit_id)
    assert quote is not None
    said = asker.look(walk.case, "quote/")
    for line in quote.lines:
        assert line.name_zh in said
        assert f"单价 {yuan(line.unit_price_fen)}" in said
    assert f"接受，最多付 {yuan(quote.total_fen)}" in said
    assert "前做完" in said
    assert asker.offers(walk.case, "quote/") == {"accept", "decline"}
    assert "请决定报价" in asker.look(walk.case)


def test_QT_15_the_warranty_is_told_before_any_price() -> None:
    walk, asker = quoted()
    quote = reads.find_quote(walk.visit_id)
    assert quote is not None
    said = asker.look(walk.case, "quote/")
    assert said.index(quote.warranty_zh) < said.index("单价")


def test_accepting_makes_the_total_a_promise() -> None:
    walk, asker = quoted()
    assert asker.tap(walk.case, "accept", version="1").status_code == 302
    promise = find_promise(walk.case.id, PromiseKind.PRICE)
    quote = reads.find_quote(walk.visit_id)
    assert promise is not None
    assert quote is not None
    assert promise.at_most_fen == quote.total_fen
    assert body(walk.case, "visit.quote.accepted")["total_fen"] == quote.total_fen
    assert asker.offers(walk.case, "quote/") == set()


def test_accepting_twice_promises_once() -> None:
    walk, asker = quoted()
    for key in ("one", "one", "two"):
        assert asker.tap(walk.case, "accept", key, version="1").status_code == 302
    assert kinds(walk.case).count("visit.quote.accepted") == 1
    assert [p.kind for p in list_promises(walk.case.id)].count(PromiseKind.PRICE) == 1


def test_QT_10_a_no_costs_what_was_disclosed_and_is_named_before_it_is_said() -> None:
    walk, asker = quoted()
    quote = reads.find_quote(walk.visit_id)
    assert quote is not None
    assert quote.disclosed_fen < quote.total_fen
    assert f"不修，只付 {yuan(quote.disclosed_fen)}" in asker.look(walk.case, "quote/")
    assert asker.tap(walk.case, "decline", version="1").status_code == 302
    assert body(walk.case, "visit.quote.declined")["due_fen"] == quote.disclosed_fen
    assert reads.get_statement(walk.visit_id).total_fen == quote.disclosed_fen
    assert find_promise(walk.case.id, PromiseKind.PRICE) is None


def test_QT_09_a_later_quote_shows_old_lines_new_lines_and_both_totals() -> None:
    walk = on_site().to(Step.WORK)
    walk.do(Step.WORK)
    first = reads.find_quote(walk.visit_id)
    assert first is not None
    second = walk.propose(*walk.lines, ("R-HANDLE", 1))
    asker = holder_of(walk.case, walk.now)
    said = asker.look(walk.case, "quote/")
    assert "新增" in said
    assert f"您先前同意的总价 {yuan(first.total_fen)}" in said
    assert f"接受，最多付 {yuan(second.total_fen)}" in said
    assert f"不加，按原来的 {yuan(first.total_fen)} 做" in said
    asker.tap(walk.case, "decline", version="2")
    assert state(walk, 1) is QuoteState.ACCEPTED
    promise = find_promise(walk.case.id, PromiseKind.PRICE)
    assert promise is not None
    assert (promise.state, promise.at_most_fen) == (PromiseState.RUNNING, first.total_fen)


def test_a_quote_that_was_replaced_meanwhile_is_not_decided_on_by_an_old_page() -> None:
    walk = on_site().to(Step.WORK)
    walk.do(Step.WORK)
    walk.propose(*walk.lines, ("R-HANDLE", 1))
    asker = holder_of(walk.case, walk.now)
    for verb in ("accept", "decline"):
        assert asker.tap(walk.case, verb, version="1").status_code == 409
    assert [state(walk, version) for version in (1, 2)] == [
        QuoteState.ACCEPTED,
        QuoteState.PROPOSED,
    ]


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "٣", "999999999999"])
def test_a_version_that_is_none_is_not_found(version: str) -> None:
    walk, asker = quoted()
    assert asker.tap(walk.case, "accept", version=version).status_code == 404
    assert state(walk) is QuoteState.PROPOSED


def test_ID_14_a_destructive_opening_is_agreed_to_apart_from_its_price() -> None:
    lines = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
    walk = begin(UNLOCK, lines=lines, destructive=DRILL).arrive().to(Step.QUOTE)
    walk.propose(*lines, destructive=DRILL)
    asker = holder_of(walk.case, walk.now)
    assert "还要您单独同意一次" in asker.look(walk.case, "quote/")
    asker.tap(walk.case, "accept", version="1")
    assert reads.get_next_step(walk.visit_id) is Step.DESTRUCTIVE
    said = asker.look(walk.case)
    assert DRILL.damage in said
    assert yuan(DRILLED.new_lock_fen) in said
    assert DRILL.protection_left in said
    asker.tap(walk.case, "destructive")
    assert reads.get_next_step(walk.visit_id) is not Step.DESTRUCTIVE
    assert "visit.destructive.accepted" in kinds(walk.case)


def test_prices_on_the_quote_are_those_of_the_public_list() -> None:
    walk, asker = quoted()
    tariff = asker.client.get("/tariff/").content.decode()
    quote = reads.find_quote(walk.visit_id)
    assert quote is not None
    for line in quote.lines:
        if not line.in_warranty:
            assert yuan(line.unit_price_fen) in tariff, line.code
