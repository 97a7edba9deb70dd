"""The work order on paper: as far as the case has come, for whom it is shown to, checkable."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.pages.asker import holder_of
from tests.pages.crew import enter, staff, text
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import OUTLET, UNLOCK
from yinuo.base.money import Fen, format_yuan
from yinuo.cli import main
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import list_looks_at
from yinuo.record.reads import build_receipt, get_head, get_public_key
from yinuo.store import clock
from yinuo.work.visit import reads

pytestmark = pytest.mark.django_db(transaction=True)


def paper(walk: Walk, client: Client | None = None) -> str:
    clock.move(walk.now)
    client = client or enter(staff(StaffRole.MANAGER))
    answer = client.get(f"/company/case/{walk.case.id}/work-order/")
    assert answer.status_code == 200
    return text(answer)


def test_before_the_visit_it_has_what_a_technician_needs_and_lines_to_sign_on() -> None:
    said = paper(begin())
    for part in ("测试客户", "示范路 18 号", "按时到达", "客户签字", "师傅签字", "日期"):
        assert part in said, part
    assert "见证人签字" not in said
    assert "19900000001" not in said
    assert "199****0001" in said


def test_after_it_everything_done_with_its_time_its_price_and_the_signature() -> None:
    walk = on_site().finish()
    said = paper(walk)
    statement = reads.get_statement(walk.visit_id)
    for part in (format_yuan(Fen(statement.total_fen)), "出示价目表", "按时到达", "上门步骤"):
        assert part in said, part
    assert "日期" not in said


def test_ID_07_an_opening_has_its_form_and_three_signatures_and_no_number_of_a_document() -> None:
    walk = on_site(UNLOCK).finish()
    said = paper(walk)
    form = reads.find_opening_form(walk.visit_id)
    assert form is not None
    for part in ("开锁登记", "怎么打开的", "机主或代表在场", "客户签字", "师傅签字", "看过的"):
        assert part in said, part
    assert "开锁登记" in holder_of(walk.case, walk.now).look(walk.case, "receipt/")


def test_its_fingerprint_is_the_one_that_the_customers_file_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walk = on_site().finish()
    said = paper(walk)
    head = get_head("case", walk.case.id)
    assert head.hash[:16] in said
    file = tmp_path / "receipt.json"
    file.write_bytes(build_receipt("case", walk.case.id, walk.now))
    assert main(["receipt", "verify", str(file), "--key", get_public_key()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [head.hash[:16] in line for line in lines if line.startswith(f"{head.seq:4d}  ")] == [
        True
    ]


def test_PD_06_who_looked_is_noted_and_another_outlet_sees_nothing() -> None:
    walk = begin()
    here = staff(StaffRole.DESK, "here", Scope(ScopeKind.OUTLET, (OUTLET,)))
    paper(walk, enter(here))
    looked = [one.staff_id for one in list_looks_at(walk.case.customer_id)]
    assert here.id in looked
    there = enter(staff(StaffRole.DESK, "there", Scope(ScopeKind.REGION, ("11",))))
    assert there.get(f"/company/case/{walk.case.id}/work-order/").status_code == 404
