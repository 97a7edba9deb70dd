"""Official numbers and false ones: added, ended, reported, settled; each with its line, none in the clear."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests.work.visit.pictures import jpeg
from tests.world import NOW, WEB, found_company
from yinuo.engines import tlog
from yinuo.genuine import actions, calls, reads
from yinuo.genuine.facts import (
    Answer,
    AskedFor,
    CallAnswer,
    FakeState,
    FakeStateWrong,
    NewReport,
    NumberIsOfficial,
    NumberListed,
    NumberUse,
    Seen,
    Why,
)
from yinuo.genuine.models import FakeEntry, FakeReport
from yinuo.genuine.retention import DUE_SOURCES
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company
from yinuo.record.reads import get_public_key, list_events
from yinuo.store.perform import perform

FALSE = "400-999-0000"


@pytest.fixture
def company(transactional_db: None) -> CompanyFacts:
    found_company()
    found = find_company()
    assert found is not None
    return found


def add(company: CompanyFacts, use: NumberUse, text: str) -> Any:
    return perform(
        actions.add_number,
        actor=WEB,
        now=NOW,
        company_id=company.id,
        use=use,
        text=text,
        owner="安诺",
        note=("济南网点", "Jinan outlet"),
        valid_from=date(2026, 1, 1),
    )


def report(**more: Any) -> str:
    told = NewReport(text=more.pop("text", FALSE), seen=Seen.SEARCH, **more)
    return perform(actions.report_fake, actor=WEB, now=NOW, report=told)


def move(company: CompanyFacts, to: FakeState, **more: Any) -> Any:
    entry_id = FakeEntry.objects.get().id
    return perform(
        actions.move_fake,
        actor=WEB,
        now=NOW,
        entry_id=entry_id,
        to=to,
        company_id=company.id,
        **more,
    )


def test_CM_03_what_the_software_itself_uses_is_on_the_list_without_being_typed(
    company: CompanyFacts,
) -> None:
    assert reads.check_text(company.hotline, company, NOW).answer is Answer.OURS
    uses = {one.use for one in reads.list_numbers(company, NOW)}
    assert {NumberUse.HOTLINE, NumberUse.MAIL} <= uses


def test_CM_06_CM_07_a_number_is_listed_with_owner_and_purpose_once_and_ended_for_good(
    company: CompanyFacts,
) -> None:
    entry = add(company, NumberUse.OUTBOUND, "0531-5555 0000")
    assert reads.check_text("+86 531 55550000", company, NOW).answer is Answer.OURS
    with pytest.raises(NumberListed):
        add(company, NumberUse.OUTBOUND, "053155550000")
    perform(actions.end_number, actor=WEB, now=NOW, company_id=company.id, number_id=entry.id)
    ended = reads.check_text("0531-55550000", company, NOW)
    assert (ended.answer, ended.why) == (Answer.NOT_OURS, Why.ENDED)
    lines = [one for one in list_events("company", company.id) if "number" in one.kind]
    assert [one.kind for one in lines] == ["genuine.number.added", "genuine.number.ended"]
    assert "55550000" not in json.dumps([one.body for one in lines])
    add(company, NumberUse.OUTBOUND, "0531-5555 0000")


def test_CM_03_the_signed_list_is_verified_and_any_change_is_refused(
    company: CompanyFacts,
) -> None:
    add(company, NumberUse.WEBSITE, "https://anno.example.cn")
    data = reads.build_numbers_file(company, NOW)
    key = tlog.parse_key(get_public_key())
    checked = tlog.verify_statement(data, reads.NUMBERS, key)
    assert checked.ok
    assert "anno.example.cn" in {one["value"] for one in checked.content["numbers"]}
    assert not tlog.verify_statement(data.replace(b"anno.ex", b"evil.ex"), reads.NUMBERS, key).ok
    assert not tlog.verify_statement(data, "badges", key).ok


def test_CM_05_nothing_is_public_before_a_person_has_confirmed_it(company: CompanyFacts) -> None:
    for _ in range(5):
        report()
    assert reads.check_text(FALSE, company, NOW).why is Why.NOT_LISTED
    move(company, FakeState.CONFIRMED)
    assert reads.check_text(FALSE, company, NOW).why is Why.FAKE
    move(company, FakeState.REFUTED)
    assert reads.check_text(FALSE, company, NOW).why is Why.NOT_LISTED


def test_CM_05_the_register_counts_reports_and_keeps_the_way_of_each_entry(
    company: CompanyFacts,
) -> None:
    number = report(words="要先付 200 元上门费", asked_for=(AskedFor.PREPAYMENT,), loss_fen=20000)
    report(text="4009990000")
    (entry,) = reads.list_fakes().entries
    assert (entry.reports, entry.state) == (2, FakeState.REPORTED)
    assert reads.get_report_state(number.lower()) is FakeState.REPORTED
    with pytest.raises(FakeStateWrong):
        move(company, FakeState.REMOVED)
    move(company, FakeState.CONFIRMED)
    move(company, FakeState.REMOVAL_ASKED, platform="某搜索引擎")
    moved = move(company, FakeState.REMOVED)
    assert (moved.state, moved.platform) == (FakeState.REMOVED, "某搜索引擎")
    kinds = [one.kind for one in list_events("fake", entry.id)]
    assert kinds == ["genuine.fake.reported"] * 2 + ["genuine.fake.moved"] * 3


def test_nobody_confirms_as_false_what_is_ours(company: CompanyFacts) -> None:
    report(text=company.hotline)
    with pytest.raises(NumberIsOfficial):
        move(company, FakeState.CONFIRMED)


def test_a_report_keeps_no_code_and_nothing_in_the_clear(company: CompanyFacts) -> None:
    report(words="他问我验证码 483920，我说了", contact="19900000009", picture=jpeg())
    (told,) = reads.list_reports(FakeEntry.objects.get().id)
    assert "483920" not in told.words
    assert told.contact == "19900000009"
    assert reads.get_report_picture(FakeEntry.objects.get().id, told.id).startswith(b"\xff\xd8")
    with connection.cursor() as cursor:
        for table in (FakeReport._meta.db_table, FakeEntry._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
            stored = str(cursor.fetchall())
            assert "19900000009" not in stored
            assert "4009990000" not in stored
    (line,) = list_events("fake", FakeEntry.objects.get().id)
    assert len(line.body["evidence"]) == 64


def test_PD_02_a_report_goes_after_three_years_and_the_entry_stays(company: CompanyFacts) -> None:
    report(words="x")
    source = DUE_SOURCES[0]
    later = NOW + timedelta(days=3 * 365)
    assert source.find_due(later - timedelta(days=1), 10) == []
    (due,) = source.find_due(later, 10)
    with transaction.atomic():
        source.handle(due, later)
    assert not FakeReport.objects.exists()
    assert FakeEntry.objects.exists()


class Line:
    """A line that has records of two calls."""

    def __init__(self, *, is_whole: bool) -> None:
        self.is_whole = is_whole

    def knows_all(self, at: Any) -> bool:
        return self.is_whole

    def list_calls(self, case_id: Any) -> tuple[Any, ...]:
        return (NOW,)


@pytest.fixture
def line() -> Any:
    before = list(calls._sources)
    yield lambda is_whole: calls.connect(Line(is_whole=is_whole))
    calls.connect(*before)


def test_CM_06_was_this_call_from_us_is_answered_from_records_and_honestly_without(
    company: CompanyFacts, line: Any
) -> None:
    def ask(minutes: int, text: str = "", *, is_own: bool = True) -> CallAnswer:
        at = NOW + timedelta(minutes=minutes)
        case_ids = [company.id] if is_own else []  # any id will do: the line above knows one case
        return reads.check_call(text, at, case_ids, company, NOW)

    calls.connect()
    assert ask(0) is CallAnswer.UNSURE
    assert ask(0, company.hotline) is CallAnswer.OUR_NUMBER
    assert ask(0, FALSE) is CallAnswer.NOT_OUR_NUMBER
    line(False)
    assert ask(20) is CallAnswer.CALLED
    assert ask(21) is CallAnswer.UNSURE
    line(True)
    assert ask(21) is CallAnswer.NOT_CALLED
    assert ask(0, is_own=False) is CallAnswer.UNSURE  # a stranger learns nothing about anybody
