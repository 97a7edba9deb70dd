"""The frame around every page: company, languages, time."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from yinuo.outlet.models import Company
from yinuo.pages.frame.context import FOOTER
from yinuo.store.ids import new_id

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


def add_company() -> None:
    Company.objects.create(
        id=new_id(NOW),
        code="anno",
        name_zh="安诺",
        name_en="Anno",
        hotline="400-000-0000",
        sector="safes",
        created_at=NOW,
    )


def page(address: str, **cookies: str) -> str:
    client = Client()
    client.cookies.load(cookies)
    return client.get(address).content.decode()


def test_a_page_names_its_company_and_its_hotline_in_both_languages() -> None:
    add_company()
    assert "· 安诺</title>" in page("/login/")
    assert 'href="tel:4000000000"' in page("/login/")
    assert "· Anno</title>" in page("/en/login/")


def test_before_a_company_is_loaded_the_software_says_its_own_name() -> None:
    assert "· 一诺</title>" in page("/login/")
    assert "tel:" not in page("/login/")


def test_the_language_switch_keeps_page_and_question() -> None:
    assert 'href="/en/login/?next=/t/"' in page("/login/?next=/t/")
    assert 'href="/login/?next=/t/"' in page("/en/login/?next=/t/")


def test_the_language_is_the_address_s_and_never_guessed() -> None:
    client = Client(headers={"accept-language": "en"})
    assert '<html lang="zh-CN"' in client.get("/login/").content.decode()
    assert '<html lang="en"' in client.get("/en/login/").content.decode()


def test_a_missing_page_says_what_to_do_and_leads_home() -> None:
    answer = Client().get("/en/nothing/")
    assert answer.status_code == 404
    assert 'href="/en/"' in answer.content.decode()


def test_no_page_carries_a_script_or_style_of_its_own() -> None:
    text = page("/login/")
    assert "<style" not in text
    assert " style=" not in text
    assert "onclick" not in text
    assert text.count("<script") == text.count("<script src=")


def test_the_footer_leads_to_all_its_pages() -> None:
    add_company()
    text = page("/en/login/").split("<footer", 1)[1]
    links = re.findall(r'href="(/en/[^"]*)">([^<]+)<', text)
    assert len(links) == len(FOOTER)
    assert all(Client().get(path).status_code == 200 for path, _ in links)


@pytest.mark.parametrize(
    "name", ["home", "plans", "genuine", "tariff", "outlets", "find", "privacy", "login"]
)
def test_an_english_page_has_no_chinese_but_the_way_to_it(name: str) -> None:
    add_company()
    with translation.override("en"):
        address = reverse(name)
    assert address.startswith("/en/")
    assert re.findall(r"[\u3400-\u9fff]+", page(address)) == ["中文"]
