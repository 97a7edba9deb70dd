"""Template tags: money, times, icons and phone numbers, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.utils import translation

import yinuo.pages

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
PAGES = Path(yinuo.pages.__file__).parent
SVG = "{http://www.w3.org/2000/svg}"


def render(source: str, language: str = "zh-hans", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context({"now": NOW} | context))


def test_fen_are_shown_as_yuan_and_nothing_as_nothing() -> None:
    shown = render("{{ a|fen }} {{ b|fen }} {{ c|fen }}|", a=2000, b=1250, c=None)
    assert shown == "¥20 ¥12.50 |"


def test_a_clock_is_a_time_element_in_the_reader_s_language() -> None:
    at = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
    assert render("{% clock at %}", at=at) == (
        '<time datetime="2026-11-23T00:10:00+00:00">明天 08:10</time>'
    )
    assert render("{{ at|clock:now }}", "en", at=at) == "tomorrow 08:10"
    assert render("{% clock at %}{{ at|clock:now }}", at=None) == ""


def test_a_big_clock_keeps_its_day_small() -> None:
    at = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
    assert "<small>明天</small> 08:10" in render("{% big_clock at %}", at=at)
    assert "small" not in render("{% big_clock now %}")


def test_what_is_left_carries_the_words_that_the_script_counts_in() -> None:
    at = datetime(2026, 11, 22, 7, 20, tzinfo=UTC)
    shown = render("{% left at now %}", "en", at=at)
    assert 'data-hour="h" data-minute="min">1 h 5 min</b>' in shown


def test_a_fact_says_its_name_in_the_page_s_language() -> None:
    class Line:
        name_zh = "上门费"
        name_en = "Visit"

    assert render('{{ line|says:"name" }}', line=Line()) == "上门费"
    assert render('{{ line|says:"name" }}', "en", line=Line()) == "Visit"


def test_a_day_is_the_local_one() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert render("{{ at|day }}", at=late) == "2026年11月23日"
    assert render("{{ at|day }}", "en", at=late) == "23 Nov 2026"


@pytest.mark.parametrize(
    ("number", "link"), [("400-000-0000", "tel:4000000000"), ("+86 531 000", "tel:+86531000")]
)
def test_a_number_can_be_dialled(number: str, link: str) -> None:
    assert render("{{ n|phone_link }}", n=number) == link


def test_a_code_is_read_digit_by_digit() -> None:
    assert render("{{ c|spaced }}", c="2863") == "2 8 6 3"


def test_every_icon_that_a_page_names_is_drawn() -> None:
    drawn = {
        symbol.get("id")
        for symbol in ET.parse(PAGES / "static/yinuo/icons.svg").iter(f"{SVG}symbol")  # noqa: S314 - our own file
    }
    named = {
        name
        for path in (PAGES / "templates").rglob("*.html")
        for name in re.findall(r"""{% icon "([\w-]+)""", path.read_text("utf-8"))
    }
    assert named
    assert named <= drawn


def test_an_icon_means_nothing_to_a_screen_reader() -> None:
    assert 'aria-hidden="true"' in render('{% icon "check" %}')
