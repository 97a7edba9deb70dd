"""What a text resolves to, and when the resolver honestly declines."""

from __future__ import annotations

from datetime import date

import pytest

from yinuo.engines.places import DivisionUnknown, Resolution, Status, resolve


def codes(resolution: Resolution) -> list[str]:
    return [candidate.code for candidate in resolution.candidates]


@pytest.mark.parametrize(
    "text", ["", "   ", "Tokyo", "纽约", "ニューヨーク", "？！", "19900000001", "\x00\ud800"]
)
def test_a_text_without_a_chinese_place_is_none(text: str) -> None:
    resolution = resolve(text)
    assert resolution.status is Status.NONE
    assert resolution.candidates == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("朝阳区", {"110105", "220104"}),
        ("城关区", {"540102", "620102"}),
        ("市中区", {"370103", "370402", "511002", "511102"}),
        ("城区", {"140302", "140502", "441502"}),
        ("江东区", {"330204", "430402"}),
        ("吉林", {"220000", "220200"}),
    ],
)
def test_a_shared_name_without_context_is_ambiguous_with_all_of_them(
    text: str, expected: set[str]
) -> None:
    resolution = resolve(text)
    assert resolution.status is Status.AMBIGUOUS
    assert set(codes(resolution)) == expected


def test_a_name_shared_with_a_district_gone_last_year_is_ambiguous() -> None:
    assert codes(resolve("江北区")) == ["330205", "500105"]
    assert resolve("江北区").status is Status.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("南京鼓楼区", "320106"),
        ("福建鼓楼区", "350102"),
        ("姜堰区，泰州市", "321204"),
        ("江蘇省　泰州市／姜堰區", "321204"),
        ("李四 199-0000-0001 江苏省泰州市姜堰区人民路5号", "321204"),
        ("海南同德县", "632522"),
        ("楚雄牟定县", "532323"),
        ("红河弥勒市", "532504"),
        ("临夏临夏县", "622921"),
        ("黄石市黄石港区", "420202"),
        ("青岛市南区", "370202"),
        ("石家庄桥西", "130104"),
        ("湖南省道县", "431124"),
        ("昆山", "320583"),
        ("北京市朝阳区北京市朝阳区", "110105"),
        ("杭州市西湖区北京银行", "330106"),
        ("衡阳市江东区", "430402"),
        ("新疆石河子市", "659001"),
    ],
)
def test_a_place_is_understood_as_people_write_it(text: str, code: str) -> None:
    resolution = resolve(text)
    assert resolution.status is Status.RESOLVED
    assert codes(resolution)[0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("杭州市", "330100"), ("上海市南京东路100号", "310000"), ("广东江门", "440700")],
)
def test_a_city_without_its_county_is_partial(text: str, code: str) -> None:
    resolution = resolve(text)
    assert resolution.status is Status.PARTIAL
    assert codes(resolution)[0] == code


@pytest.mark.parametrize(
    "text", ["北京路12号", "南京路", "平安银行", "东方明珠", "平安大街", "长安镇"]
)
def test_a_road_or_a_shop_named_after_a_place_is_none(text: str) -> None:
    assert resolve(text).status is Status.NONE


def test_two_places_in_one_text_come_back_both() -> None:
    resolution = resolve("北京市朝阳区和上海市浦东新区")
    assert resolution.status is Status.AMBIGUOUS
    assert set(codes(resolution)) == {"110105", "310115"}


@pytest.mark.parametrize(("text", "city"), [("杭州市鼓楼区", "330100"), ("江苏省西湖区", "320000")])
def test_a_county_under_a_foreign_parent_is_a_conflict_with_both_readings(
    text: str, city: str
) -> None:
    resolution = resolve(text)
    assert resolution.status is Status.CONFLICT
    assert codes(resolution)[0] == city
    assert len(resolution.candidates) > 1


def test_a_drop_down_that_contradicts_the_text_is_a_conflict() -> None:
    resolution = resolve("南京市鼓楼区", prefix="330100")
    assert resolution.status is Status.CONFLICT
    assert codes(resolution) == ["330100", "320106"]


def test_a_drop_down_tells_which_of_a_shared_name_is_meant() -> None:
    assert codes(resolve("鼓楼区中山路1号", prefix="320100")) == ["320106"]
    assert resolve("鼓楼区中山路1号", prefix="320100").status is Status.RESOLVED


def test_a_drop_down_stands_when_the_text_names_only_a_street() -> None:
    resolution = resolve("文三路5号", prefix="330106")
    assert resolution.status is Status.RESOLVED
    assert resolution.candidates[0].reasons == ("prefix",)


def test_a_drop_down_stands_when_the_text_names_only_its_parent() -> None:
    assert codes(resolve("杭州市文三路5号", prefix="330106")) == ["330106"]


def test_a_drop_down_with_an_unknown_code_is_refused() -> None:
    with pytest.raises(DivisionUnknown):
        resolve("杭州市", prefix="999999")


def test_the_askers_region_breaks_a_tie_and_overrules_nothing() -> None:
    at_home = resolve("鼓楼区", region="350100")
    assert at_home.status is Status.RESOLVED
    assert codes(at_home)[0] == "350102"
    assert "region" in at_home.candidates[0].reasons
    assert codes(resolve("南京市鼓楼区", region="350100")) == ["320106"]


def test_a_region_whose_code_ends_in_one_zero_is_not_its_neighbours() -> None:
    assert resolve("西湖区", region="330110").status is Status.AMBIGUOUS
    assert resolve("良渚街道", region="330110").candidates[0].town == "330110013"
    assert codes(resolve("西湖区", region="3301"))[0] == "330106"


def test_an_abolished_name_is_itself_with_dates_and_successors() -> None:
    first = resolve("杭州市江干区").candidates[0]
    assert (first.code, first.valid_to) == ("330104", date(2021, 12, 31))
    assert [(s.code, s.share) for s in first.successors] == [("330102", "part"), ("330114", "part")]
    assert "not_in_force" in first.reasons


def test_a_town_of_an_abolished_county_puts_the_successor_that_holds_it_first() -> None:
    first = resolve("杭州市江干区下沙街道").candidates[0]
    assert first.town == "330114001"
    assert [s.code for s in first.successors] == ["330114", "330102"]


def test_as_of_reads_a_name_as_of_that_date() -> None:
    before = resolve("江北区", as_of=date(2015, 6, 1))
    assert "not_in_force" not in {r for c in before.candidates for r in c.reasons}
    assert before.as_of == date(2015, 6, 1)
    old = resolve("重庆市渝北区", as_of=date(2015, 6, 1)).candidates[0]
    assert (old.code, old.reasons) == ("500112", ("full_name", "parent_named"))


def test_a_district_only_the_statistics_bureau_lists_is_special() -> None:
    resolution = resolve("大兴安岭地区加格达奇区")
    first = resolution.candidates[0]
    assert resolution.status is Status.SPECIAL
    assert (first.code, first.authority, first.names.county) == ("232700", "nbs", "加格达奇区")


def test_spans_are_positions_in_the_original_text() -> None:
    text = "張三 19900000001 江蘇省 泰州市／姜堰區 人民路5号"
    first = resolve(text).candidates[0]
    assert [text[start:end] for start, end in first.spans] == ["江蘇省", "泰州市", "姜堰區"]


@pytest.mark.parametrize(
    "unit", ["鼓楼区", "江苏省南京市", "一", "海南", "1 ", "桥东区南京路", "北京市朝阳区"]
)
def test_a_hundred_thousand_characters_are_answered(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    assert resolve(text).status in set(Status)


def test_ten_thousand_characters_of_noise_are_none() -> None:
    assert resolve("的" * 10_000).status is Status.NONE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江苏省扬州市邗江区扬州经济技术开发区鸿扬路", "321003"),
        ("郑州市中牟县郑州航空港经济综合实验区新港大道", "410122"),
        ("郑州经济技术开发区管城回族区航海东路", "410104"),
    ],
)
def test_a_zone_named_beside_a_county_of_its_city_leaves_it_the_county(
    text: str, code: str
) -> None:
    resolution = resolve(text)
    assert (resolution.status, resolution.candidates[0].code) == (Status.RESOLVED, code)


def test_a_zone_of_another_city_than_the_countys_is_not_overlooked() -> None:
    assert resolve("苏州市吴中区郑州经济技术开发区").status is not Status.RESOLVED
