"""Rules of law and trade that the report page keeps."""

from __future__ import annotations

import re

import pytest

from tests.pages.asker import begin
from tests.pages.crew import text
from tests.world import body, kinds
from yinuo.intake.facts import PRIVACY_NOTICE
from yinuo.intake.models import Request

pytestmark = pytest.mark.django_db(transaction=True)


def test_IN_17_danger_is_answered_with_the_numbers_before_anything_else() -> None:
    asker = begin()
    case = asker.report(words="孩子被关在保险柜里面了")
    shown = asker.client.get(f"/case/{case.id}/").content.decode()
    assert 'href="tel:119"' in shown
    assert shown.index('href="tel:119"') < shown.index("promise")
    assert "intake.emergency.told" in kinds(case)


def test_IN_11_there_is_no_field_for_a_code_and_words_with_one_are_masked() -> None:
    asker = begin()
    shown = asker.client.get("/report/").content.decode()
    names = set(re.findall(r'<(?:input|textarea|select)[^>]*name="([^"]+)"', shown))
    assert not {name for name in names if "code" in name or "password" in name}
    assert 'type="password"' not in shown
    case = asker.report(words="密码是 482913，按了没反应")
    assert case.words is not None
    assert "482913" not in case.words
    assert "482913" not in str(Request.objects.get().form)


def test_IN_12_the_form_asks_for_what_the_case_needs_and_no_more() -> None:
    shown = begin().client.get("/report/").content.decode()
    form = shown[shown.index('action="/report/"') :]
    names = set(re.findall(r'<(?:input|textarea|select|button)[^>]*name="([^"]+)"', form))
    assert names == {
        "csrfmiddlewaretoken",
        "key",
        "fault",
        "other_fault",
        "address",
        "lat",
        "lng",
        "accuracy_m",
        "phone",
        "name",
        "email",
        "serial",
        "words",
        "preview",
    }


def test_IN_13_PD_01_prices_and_privacy_stand_on_the_page_and_their_versions_on_the_record() -> (
    None
):
    asker = begin()
    said = text(asker.client.get("/report/"))
    assert "上门费" in said
    assert "加密保存" in said
    assert PRIVACY_NOTICE in said
    received = body(asker.report(), "intake.request.received")
    assert received["notice_version"] == PRIVACY_NOTICE
    assert received["price_list_version"] != "none"


def test_nothing_personal_gets_into_an_address() -> None:
    asker = begin()
    location = asker.send()["Location"]
    assert re.fullmatch(r"/case/[0-9a-f-]{36}/", location)
