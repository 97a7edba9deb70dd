"""The ways people write a division's name: in full, and with its kind or its peoples left out."""

from __future__ import annotations

import re

from yinuo.engines.places.facts import Level

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|"
    "鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_TAIL = re.compile(rf"(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜|维吾尔|塔吉克|锡伯)$")
"""A people's name before 自治: with 族 for all, and without it where official names leave it out."""

_KINDS = {
    Level.PROVINCE: ("特别行政区", "自治区", "省", "市"),
    Level.CITY: ("自治州", "行政区", "地区", "盟", "市"),
    Level.COUNTY: ("自治县", "自治旗", "特区", "林区", "新区", "县", "市", "区", "旗"),
}
_TOWN_KIND = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族)*(?:民族)?乡|民族苏木|苏木|镇|街道|地区|农场|林场)$"
)
_BARE_DISTRICT = re.compile(r"^(?:[东西南北中城矿新市]|市?郊)区$")


def short_names(name: str, level: Level) -> tuple[str, ...]:
    """Shorter forms of at least two letters, the shortest first; empty when there is none."""
    kind = next((k for k in _KINDS[level] if name.endswith(k)), "")
    base = name.removesuffix(kind)
    if not kind.startswith("自治"):
        return (base,) if kind and len(base) >= 2 and not base.endswith("翼") else ()
    while (bare := _TAIL.sub("", base)) != base and len(bare) >= 2:
        base = bare
    if base.endswith("族"):
        base = base.removesuffix("族")
    return () if level is not Level.COUNTY and len(base) < 2 else (base,)


def kind_names(name: str, level: Level) -> tuple[str, ...]:
    """Forms that keep a kind but not the peoples: 湘西州, 湘西自治州, 白沙县."""
    for kind, brief in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if name.endswith(kind):
            return tuple(base + end for base in short_names(name, level) for end in (brief, kind))
    return ()


def is_bare_district(name: str) -> bool:
    """Whether a county's name says nothing without its city: 城区, 东区, 市郊区."""
    return bool(_BARE_DISTRICT.match(name))


def town_base(name: str) -> str:
    """A town's name without its kind; the name itself when less than two letters would remain."""
    base = _TOWN_KIND.sub("", name)
    return base if len(base) >= 2 else name
