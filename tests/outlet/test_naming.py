"""Outlets and areas are imported by the names of places; what isn't sure is refused with what it may be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yinuo.outlet.facts import ImportReport, RowOutcome
from yinuo.outlet.importers.naming import by_name
from yinuo.outlet.models import Outlet, ServiceArea
from yinuo.outlet.sheets import Refused

from .cast import AREAS, COMPANY, OUTLETS, load

pytestmark = pytest.mark.django_db
GOLD = Path(__file__).parents[1] / "engines/places/data/service_areas_gold.tsv"
HEAD = "outlet,area_code,town_code,priority\n"


@pytest.fixture(autouse=True)
def company() -> None:
    for file in (COMPANY, OUTLETS):
        load(file)


def areas(*lines: str) -> ImportReport:
    return load(HEAD + "".join(f"{line}\n" for line in lines))


def stored() -> set[tuple[str, str | None]]:
    return set(ServiceArea.objects.values_list("division_code", "town_code"))


def test_areas_are_taken_by_name_and_are_the_same_as_by_code() -> None:
    areas("JN1,济南市历下区,,1", "JN1,济南槐荫,,2", "QH1,琼海市长坡镇,,1")
    assert stored() == {("370102", None), ("370104", None), ("469002", "469002109")}
    again = load(AREAS)
    assert again.count(RowOutcome.SAME) == 3


def test_a_shared_name_means_the_one_in_the_outlets_own_city() -> None:
    areas("JN1,市中区,,1")
    assert stored() == {("370103", None)}


def test_a_citys_full_name_means_all_of_it() -> None:
    areas("JN1,山东省济南市,,1")
    assert stored() == {("370100", None)}


def test_a_name_that_became_one_other_is_followed() -> None:
    areas("JN1,章丘市,,1")
    assert stored() == {("370114", None)}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("鼓楼区", "江苏省南京市鼓楼区 320106"),
        ("杭州市江干区", "浙江省杭州市钱塘区 330114（下沙街道、白杨街道）"),
        ("济南市鼓楼区", "山东省济南市"),
        ("济南市高新区", "跨区县的开发区"),
        ("济南", "山东省济南市 370100"),
        ("火星基地", "看不出“火星基地”是哪里"),
    ],
)
def test_a_name_that_is_not_sure_is_refused_with_what_it_may_be(name: str, reason: str) -> None:
    report = areas(f"JN1,{name},,1", "JN1,历下区,,1")
    assert [row.outcome for row in report.rows] == [RowOutcome.REFUSED, RowOutcome.CREATED]
    assert reason in report.rows[0].zh
    assert stored() == {("370102", None)}


def test_an_outlet_without_a_code_lies_where_its_address_says() -> None:
    changed = OUTLETS.replace("示范路 3 号,469002", "海南省琼海市示范路 3 号,")
    load(changed)
    assert Outlet.objects.get(code="QH1").division_code == "469002"


def test_a_code_that_contradicts_the_address_is_refused_with_both() -> None:
    report = load(OUTLETS.replace("示范路 1 号,370102", "南京市鼓楼区示范路 1 号,370102"))
    (refused,) = [row for row in report.rows if row.outcome is RowOutcome.REFUSED]
    assert "区划代码 370102 和地址对不上" in refused.zh
    assert "江苏省南京市鼓楼区 320106" in refused.zh


def test_of_the_395_areas_only_those_that_were_divided_are_unsure() -> None:
    with GOLD.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    unsure = []
    for row in rows:
        try:
            assert by_name(row["text"]).code in row["adcode_current"] or row["adcode_if_abolished"]
        except Refused:
            unsure.append(row["text"])
    divided = {row["text"] for row in rows if row["adcode_if_abolished"]}
    assert set(unsure) <= divided
