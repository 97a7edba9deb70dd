"""A false hotline: reported, numbered, settled by a manager, told to the platform."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.asker import ask
from tests.pages.crew import enter, staff, text
from tests.work.visit.pictures import jpeg
from tests.world import NOW, WEB, found_company
from yinuo.genuine.actions import move_fake
from yinuo.genuine.facts import FakeState
from yinuo.genuine.models import FakeEntry, FakeReport
from yinuo.outlet.reads import find_company
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _founded(transactional_db: None) -> None:
    found_company()
    clock.move(NOW, speed=0)


# --- a false hotline ----------------------------------------------------------------------------------

REPORT = {"text": "400-812-3123", "seen": "search", "asked_for": ["prepayment"], "loss": "200"}


def report(**more: Any) -> Any:
    return Client().post("/genuine/report/", {**REPORT, "key": "report-1", **more})


def test_CM_05_a_report_gets_a_number_and_says_what_became_of_it() -> None:
    answer = report(words="先要 200 元", contact="19900000009")
    assert answer.status_code == 302
    page = answer["Location"]
    assert re.search(r"/genuine/report/F\d{6}-[A-Z0-9]{4}-[A-Z0-9]{4}/", page)
    assert "等人核实" in text(Client().get(page))
    assert report(words="先要 200 元", contact="19900000009")["Location"] == page  # sent twice
    assert FakeReport.objects.count() == 1
    company = find_company()
    assert company is not None
    entry = FakeEntry.objects.get()
    assert "不在" in ask("4008123123")
    perform(
        move_fake,
        actor=WEB,
        now=NOW,
        entry_id=entry.id,
        to=FakeState.CONFIRMED,
        company_id=company.id,
    )
    assert "假号码" in ask("4008123123")
    assert "已核实是假的" in text(Client().get(page))
    assert Client().get("/genuine/report/F000000-AAAA-AAAA/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", 400),
        ("x.jpg", b"<html><script>alert(1)</script></html>", 400),
        ("x.png", b"\x89PNG\r\n\x1a\n", 400),
        ("x.jpg", jpeg(), 302),
    ],
)
def test_a_screenshot_is_taken_by_what_it_is_and_not_by_its_name(
    name: str, data: bytes, status: int
) -> None:
    file = SimpleUploadedFile(name, data, content_type="image/jpeg")
    assert report(picture=file).status_code == status
    assert FakeReport.objects.count() == (1 if status == 302 else 0)


def test_nothing_filled_in_is_said_field_by_field_and_nothing_is_kept() -> None:
    answer = Client().post("/genuine/report/", {"key": "x"})
    assert answer.status_code == 400
    assert "请填假的电话" in text(answer)
    assert "请选在哪里看到的" in text(answer)
    assert not FakeEntry.objects.exists()


def test_a_manager_settles_an_entry_and_has_the_letter_to_the_platform() -> None:
    report(words="先要 200 元", picture=SimpleUploadedFile("x.jpg", jpeg()))
    entry = FakeEntry.objects.get()
    manager, desk = enter(staff(StaffRole.MANAGER)), enter(staff(StaffRole.DESK))
    path = f"/company/fakes/{entry.id}/"
    assert desk.get(path).status_code == 403
    assert Client().get(path).status_code == 302
    page = manager.get(path)
    assert "先要 200 元" in text(page)
    assert "发给平台的信" not in text(page)
    picture = FakeReport.objects.get()
    shown = manager.get(f"/company/fakes/{entry.id}/{picture.id}.jpg")
    assert shown["Content-Type"] == "image/jpeg"
    assert manager.post(path, {"to": "removed", "key": "a"}).status_code == 409
    assert manager.post(path, {"to": "confirmed", "key": "b"}).status_code == 302
    assert "发给平台的信" in text(manager.get(path))
    sent = {"to": "removal_asked", "platform": "某搜索引擎", "key": "c"}
    assert manager.post(path, sent).status_code == 302
    assert "某搜索引擎" in text(manager.get(path))
    assert "400" in text(manager.get("/company/fakes/?state=removal_asked"))
