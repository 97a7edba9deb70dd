"""The receipt: a slip that people read, and a file that proves it without us."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.pages.asker import begin, holder_of
from tests.work.visit.walk import begin as begin_visit
from tests.work.visit.walk import on_site
from tests.world import WATCH
from yinuo.base.local_time import ZONE
from yinuo.base.money import Fen, format_yuan
from yinuo.cli import main
from yinuo.engines import tlog
from yinuo.pages.frame.tags import day_and_clock, tariff_group
from yinuo.promise.actions import judge_promise
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.record.reads import get_public_key
from yinuo.store.perform import perform
from yinuo.work.visit import reads

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = (("VISIT", 1), ("INSPECT", 1), ("R-BOLT", 1))


def test_AF_01_the_slip_says_what_was_done_by_whom_for_how_much() -> None:
    walk = on_site(lines=PARTS).finish()
    asker = holder_of(walk.case, walk.now)
    said = asker.look(walk.case, "receipt/")
    statement = reads.get_statement(walk.visit_id)
    for part in (
        walk.case.number,
        "测试客户",
        "示范路 18 号",
        "锁栓卡住",
        "润滑并校正锁栓",
        "不要用力摔门",
        format_yuan(Fen(statement.total_fen)),
        "按时到达",
        "不超过接受的价格",
    ):
        assert part in said, part
    for line in statement.lines:
        assert line.name_zh in said


def test_QT_07_the_bill_names_its_groups() -> None:
    walk = on_site().finish()
    said = holder_of(walk.case, walk.now).look(walk.case, "receipt/")
    bill = said[said.index("明细") :]
    for group, fen in reads.get_statement(walk.visit_id).group_totals:
        assert f"{tariff_group(group)} {format_yuan(Fen(fen))}" in bill


def test_CP_05_the_file_is_the_whole_record_and_verifies_with_the_published_key() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    answer = asker.client.get(f"/case/{walk.case.id}/receipt.json")
    assert answer["Content-Type"] == "application/json"
    assert f"yinuo-{walk.case.number}.json" in answer["Content-Disposition"]
    key = get_public_key()
    assert key in asker.client.get("/record-key/").content.decode()
    report = tlog.verify_receipt(answer.content, tlog.parse_key(key))
    assert report.ok
    assert report.events[0].kind == "case.opened"
    assert "visit.finished" in {event.kind for event in report.events}


def test_the_command_on_the_page_verifies_the_file_and_refuses_a_changed_one(
    tmp_path: Path,
) -> None:
    asker = begin()
    case = asker.report()
    file = tmp_path / "receipt.json"
    data = asker.client.get(f"/case/{case.id}/receipt.json").content
    file.write_bytes(data)
    assert "yinuo receipt verify" in asker.look(case, "receipt/")
    assert main(["receipt", "verify", str(file), "--key", get_public_key()]) == 0
    file.write_bytes(data.replace(b"case.opened", b"case.opaned", 1))
    assert main(["receipt", "verify", str(file), "--key", get_public_key()]) == 1


def test_the_file_holds_no_name_phone_or_address() -> None:
    asker = begin()
    case = asker.report()
    content = asker.client.get(f"/case/{case.id}/receipt.json").content
    held = json.dumps(json.loads(content), ensure_ascii=False)
    for secret in ("测试客户", "19900000001", "示范路", "customer@example.org"):
        assert secret not in held


def test_a_broken_promise_stands_on_the_slip_with_what_was_paid() -> None:
    walk = begin_visit()
    promise = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert promise is not None
    late = promise.due_at + timedelta(seconds=1)
    perform(judge_promise, actor=WATCH, now=late, promise_id=promise.id)
    said = holder_of(walk.case, late).look(walk.case, "receipt/")
    assert "没守约" in said
    assert "已赔 ¥20" in said


def test_each_time_on_the_slip_has_its_date() -> None:
    walk = on_site().finish()
    asker = holder_of(walk.case, walk.now)
    assert f"报修 {day_and_clock(walk.case.opened_at)}" in asker.look(walk.case, "receipt/")
    page = asker.client.get(f"/en/case/{walk.case.id}/receipt/").content.decode()
    opened = walk.case.opened_at.astimezone(ZONE)
    assert f"{opened.day} {opened:%b %Y %H:%M}" in page
