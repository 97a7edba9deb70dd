"""The figures: every number opens the cases that it counts, in one's own scope, and says what it counts."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.pages.company.test_company import break_promise
from tests.pages.crew import enter, staff, text
from tests.work.visit.walk import on_site
from tests.world import NOW, WATCH, found_company, open_case
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.promise.actions import judge_case
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
_LINK = re.compile(r'<a[^>]*href="(/company/figures/[a-z-]+/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links(client: Client, query: str) -> dict[str, int]:
    """Every number of the page that opens a list, and where it leads."""
    page = client.get(f"/company/figures/{query}").content.decode()
    found = {}
    for path, inner in _LINK.findall(page):
        words = re.sub(r"<[^>]*>", " ", inner)
        number = re.search(r"(\d+)(?:/\d+)?\s*$", words.strip())
        assert number, words
        found[html.unescape(path)] = int(number[1])
    return found


def total(client: Client, path: str) -> tuple[int, int]:
    """The number a list says it has, and how many cases it shows on all its pages."""
    shown, said = 0, None
    while path:
        page = client.get(path).content.decode()
        heading = re.search(r'<strong class="num total">(\d+)</strong>', page)
        assert heading
        said = int(heading[1]) if said is None else said
        shown += len(re.findall(r'<th scope="row"><a', page))
        older = re.search(r'rel="next" href="([^"]*)"', page)
        path = html.unescape(older[1]) if older else ""
    assert said is not None
    return said, shown


def scene() -> None:
    """Two broken arrivals, one kept, one still running."""
    walk = on_site()
    company = walk.case.company_id
    perform(judge_case, actor=WATCH, now=walk.now, case_id=walk.case.id)
    for number in range(2):
        case = open_case(
            company,
            phone=f"1990000002{number}",
            address=f"济南市市中区示范路 {number + 20} 号",
            now=walk.now,
        )
        break_promise(case)
    open_case(company, phone="19900000030", address="济南市市中区示范路 40 号", now=clock.now())


@pytest.mark.parametrize("query", ["", "?period=today", "?period=30", "?period=month"])
def test_every_number_opens_a_list_of_just_so_many_cases(query: str) -> None:
    scene()
    client = enter(staff(StaffRole.MANAGER))
    numbers = links(client, query)
    assert sum("state=broken" in path for path in numbers) >= 4
    for path, number in numbers.items():
        assert total(client, path) == (number, number), path


def test_a_manager_comes_from_a_red_figure_to_its_case_in_two_clicks() -> None:
    scene()
    client = enter(staff(StaffRole.MANAGER))
    red = next(path for path in links(client, "") if "state=broken" in path)
    listed = client.get(red).content.decode()
    case_path = re.search(r'href="(/company/case/[^"]+)"', listed)
    assert case_path
    assert "已违约" in text(client.get(case_path[1]))


def test_few_are_shown_as_numbers_and_never_as_a_percentage() -> None:
    scene()
    said = text(enter(staff(StaffRole.MANAGER)).get("/company/figures/"))
    assert "1/3" in said
    assert "33%" not in said


def test_days_that_make_no_sense_are_told_and_the_last_seven_are_shown() -> None:
    found_company()
    clock.move(NOW)
    client = enter(staff(StaffRole.MANAGER))
    query = {"period": "days", "since": "2026-11-20", "until": "2026-11-01"}
    said = text(client.get("/company/figures/", query))
    assert "现在显示的是近 7 天" in said
    assert "2026年11月17日 – 2026年11月23日" in said


def test_another_month_is_empty_and_says_so() -> None:
    scene()
    query = {"period": "days", "since": "2026-10-01", "until": "2026-10-31"}
    client = enter(staff(StaffRole.MANAGER))
    assert "还没有有了结果的承诺" in text(client.get("/company/figures/", query))
    assert links(client, "?period=days&since=2026-10-01&until=2026-10-31") == {}


@pytest.mark.parametrize(
    "path",
    [
        "/company/figures/nothing/",
        "/company/figures/promises/?hour=x",
        "/company/figures/promises/?outlet=x",
        "/company/figures/promises/?state=x",
        "/company/figures/promises/?kind=x",
    ],
)
def test_a_figure_that_there_is_not_is_a_404(path: str) -> None:
    found_company()
    clock.move(NOW)
    assert enter(staff(StaffRole.MANAGER)).get(path).status_code == 404


def test_every_definition_is_one_click_away_from_its_figure() -> None:
    found_company()
    clock.move(NOW)
    client = enter(staff(StaffRole.MANAGER))
    page = client.get("/company/figures/").content.decode()
    anchors = {urlsplit(path).fragment for path in re.findall(r'href="([^"]*words/#[^"]*)"', page)}
    words = client.get("/company/figures/words/").content.decode()
    assert anchors
    assert all(f'id="{anchor}"' in words for anchor in anchors)


def test_a_list_goes_on_to_its_next_page_with_the_same_cut() -> None:
    scene()
    client = enter(staff(StaffRole.MANAGER))
    red = next(path for path in links(client, "") if "state=broken" in path)
    assert parse_qs(urlsplit(red).query)["state"] == ["broken"]
    later = f"{red}&before={(clock.now() - timedelta(days=400)).isoformat()}~{'0' * 32}".replace(
        "+", "%2B"
    )
    assert total(client, later) == (2, 0)


def test_the_figures_go_out_as_the_page_has_them() -> None:
    scene()
    client = enter(staff(StaffRole.MANAGER))
    page = client.get("/company/figures/?period=30").content.decode()
    found = re.search(r'href="(/company/export/[^"]*list=figures[^"]*)"', page)
    assert found is not None
    answer = client.post(html.unescape(found[1]), {"list": "figures", "format": "csv"})
    assert answer.status_code == 200, text(answer)
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0] == ["表", "项目", "违约", "兑现", "客户免除", "数", "总数"]
    lines = {(row[0], row[1]): row[2:] for row in rows[1:]}
    assert len(lines) == len(rows) - 1
    by_hour = [values for (table, _), values in lines.items() if table.startswith("按报修的钟点")]
    assert sum(int(values[0]) for values in by_hour) == 2
    assert sum(int(values[1]) for values in by_hour) == 1
    numbers = links(client, "?period=30")
    remedies = next(path for path in numbers if "/remedies/" in path)
    assert lines["赔付", "已赔笔数"][3] == str(numbers[remedies])


def test_the_file_of_figures_ends_where_ones_scope_ends() -> None:
    scene()
    elsewhere = Scope(ScopeKind.REGION, ("11",))
    there = enter(staff(StaffRole.MANAGER, "there", elsewhere))
    answer = there.post("/company/export/?period=30", {"list": "figures", "format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row for row in rows[1:] if row[2] or row[5] not in ("", "0", "0.0")] == []
