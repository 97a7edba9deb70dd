"""The sheet of stickers, and what a sticker opens for whoever scans it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.pages.asker import Asker, begin
from tests.pages.crew import enter, staff, text
from tests.world import NOW, found_company
from yinuo.base.actor import Actor
from yinuo.people.actions import register_unit
from yinuo.people.facts import StaffRole, UnitFacts
from yinuo.people.stickers import sticker_token
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def register(serial: str, sold_at_date: date | None = None) -> UnitFacts:
    return perform(
        register_unit,
        actor=Actor.system("import"),
        now=NOW,
        serial=serial,
        model="ANH60V",
        sold_at_date=sold_at_date,
    )


def shop(*serials: str) -> Client:
    found_company()
    clock.move(NOW)
    for serial in serials:
        register(serial)
    return enter(staff(StaffRole.MANAGER))


def html(answer: Any) -> str:
    """The page as it was sent."""
    page: str = answer.content.decode()
    return page


def serials_on(page: str) -> list[str]:
    return re.findall(r'<p class="num">(Z[0-9-]+)</p>', page)


class TestSheet:
    """`/company/stickers/`"""

    def test_a_sheet_holds_what_was_picked_and_the_next_one_goes_on(self) -> None:
        client = shop(*(f"Z60-{number:04}" for number in range(30)))
        wanted = {"serial_from": "Z60-0001", "serial_to": "Z60-0028", "paper": "24"}
        first = html(client.post("/company/stickers/", wanted))
        assert serials_on(first) == [f"Z60-{number:04}" for number in range(1, 25)]
        assert first.count('class="qr"') == 24
        assert 'name="after" value="Z60-0024"' in first
        second = html(client.post("/company/stickers/", wanted | {"after": "Z60-0024"}))
        assert serials_on(second) == [f"Z60-{number:04}" for number in range(25, 29)]
        assert 'name="after"' not in second

    def test_nothing_on_file_and_a_number_that_is_none_are_told(self) -> None:
        client = shop("Z60-0001")
        none = client.post("/company/stickers/", {"serial_from": "Z70-0001", "paper": "24"})
        assert none.status_code == 400
        assert "登记里没有这样的产品" in text(none)
        wrong = client.post("/company/stickers/", {"serial_from": "不是编号", "paper": "24"})
        assert wrong.status_code == 400
        assert "机身编号" in text(wrong)

    @pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER])
    def test_only_a_manager_prints(self, role: StaffRole) -> None:
        found_company()
        assert enter(staff(role)).get("/company/stickers/").status_code == 403


class TestScanned:
    """`/p/<token>`"""

    def scan(self, asker: Asker, token: str) -> str:
        return html(asker.client.get(f"/p/{token}", follow=True))

    def test_it_opens_the_report_page_filled_in_with_its_warranty_known(self) -> None:
        asker = begin()
        unit = register("Z60-0001", sold_at_date=date(2026, 3, 1))
        page = self.scan(asker, sticker_token(unit.id))
        assert "在保修期内" in page
        assert 'value="Z60-0001"' in page
        case = asker.report(product=sticker_token(unit.id), serial="Z60-0001")
        assert case.unit_id == unit.id

    def test_a_product_without_a_date_says_which_paper_is_missing(self) -> None:
        asker = begin()
        page = self.scan(asker, sticker_token(register("Z60-0001").id))
        assert "要看凭证才知道" in page

    def test_an_old_one_is_out_of_warranty_and_can_be_reported_all_the_same(self) -> None:
        asker = begin()
        unit = register("Z60-0001", sold_at_date=date(2015, 3, 1))
        page = self.scan(asker, sticker_token(unit.id))
        assert "保修期已过" in page
        assert "发送报修" in page

    def test_CM_03_the_same_page_leads_to_what_is_really_ours(self) -> None:
        asker = begin()
        page = self.scan(asker, sticker_token(register("Z60-0001").id))
        assert 'href="/genuine/"' in page

    def test_nothing_of_an_owner_is_shown(self) -> None:
        asker = begin()
        unit = register("Z60-0001", sold_at_date=date(2026, 3, 1))
        asker.report(serial="Z60-0001", name="某某客户", phone="19900000007")
        page = self.scan(begin_again(asker), sticker_token(unit.id))
        assert "某某客户" not in page
        assert "19900000007" not in page

    def test_a_mistake_in_the_form_keeps_the_product(self) -> None:
        asker = begin()
        unit = register("Z60-0001", sold_at_date=date(2026, 3, 1))
        answer = asker.send(product=sticker_token(unit.id), serial="Z60-0001", phone="12")
        assert answer.status_code == 400
        assert "在保修期内" in text(answer)

    @pytest.mark.parametrize("token", ["x", "AAAA", "A" * 35])
    def test_a_sticker_that_is_not_ours_is_warned_of(self, token: str) -> None:
        answer = begin().client.get(f"/p/{token}")
        assert answer.status_code == 404
        assert "这张贴纸查不到" in text(answer)
        assert 'href="/genuine/"' in html(answer)

    def test_a_product_that_is_gone_is_told_the_same(self) -> None:
        answer = begin().client.get(f"/p/{sticker_token(uuid4())}")
        assert answer.status_code == 404

    def test_a_made_up_product_on_the_report_page_is_left_out(self) -> None:
        page = text(begin().client.get("/report/?product=made-up"))
        assert "这台产品" not in page
        assert "发送报修" in page


def begin_again(asker: Asker) -> Asker:
    """Somebody else's browser, at the same time."""
    return Asker(now=asker.now)
