"""The short forms of official names."""

from __future__ import annotations

import pytest

from yinuo.engines.places.facts import Level
from yinuo.engines.places.names import is_bare_district, kind_names, short_names, town_base


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("内蒙古自治区", Level.PROVINCE, ("内蒙古",)),
        ("新疆维吾尔自治区", Level.PROVINCE, ("新疆",)),
        ("积石山保安族东乡族撒拉族自治县", Level.COUNTY, ("积石山",)),
        ("东乡族自治县", Level.COUNTY, ("东乡",)),
        ("克孜勒苏柯尔克孜自治州", Level.CITY, ("克孜勒苏",)),
        ("大兴安岭地区", Level.CITY, ("大兴安岭",)),
        ("浦东新区", Level.COUNTY, ("浦东",)),
        ("义县", Level.COUNTY, ()),
        ("科尔沁左翼中旗", Level.COUNTY, ("科尔沁左翼中",)),
    ],
)
def test_short_name(name: str, level: Level, short: tuple[str, ...]) -> None:
    assert short_names(name, level) == short


def test_an_autonomous_division_is_also_called_by_its_kind_alone() -> None:
    assert kind_names("湘西土家族苗族自治州", Level.CITY) == ("湘西州", "湘西自治州")
    assert kind_names("白沙黎族自治县", Level.COUNTY) == ("白沙县", "白沙自治县")
    assert kind_names("杭州市", Level.CITY) == ()


def test_a_district_named_by_a_side_alone_needs_its_city() -> None:
    assert is_bare_district("城区")
    assert is_bare_district("市郊区")
    assert not is_bare_district("市中区")
    assert not is_bare_district("鼓楼区")


def test_town_base() -> None:
    assert town_base("三墩镇") == "三墩"
    assert town_base("南区街道") == "南区"
    assert town_base("朝阳满族乡") == "朝阳"
    assert town_base("马镇") == "马镇"
