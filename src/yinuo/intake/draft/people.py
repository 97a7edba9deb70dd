"""Finds who writes: the number to call and what to call the customer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from yinuo.people.facts import PhoneNotValid
from yinuo.people.rules import normalise_phone

from .facts import Found, Line, Part, Span

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z-])(?:\+?86[- ]?)?(?:1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[- ]?[2-9][0-9]{2,3}[- ]?[0-9]{4}(?:\s?(?:转|-)\s?[0-9]{1,6})?)"
    r"(?![0-9A-Za-z])"
)
_CALLED = re.compile(r"(?:电话|手机|号码|联系|打给?|拨|tel|call|座机)[^0-9]{0,8}$", re.IGNORECASE)
_SOMEBODY_ELSES = re.compile(
    r"(?:你们|您们|客服|热线|师傅|他|她|推销|骗子|别打|不要打|旧|以前|老号|原来)[^0-9，。]{0,10}$"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜"
    "倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席"
    "卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄"
)
_CALLS = "先生|女士|小姐|老师|阿姨|大爷|大妈|大姐|大哥|叔叔|奶奶|爷爷|经理|老板|同志|总|会计|主任"
_TITLE = re.compile(
    rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛)[一-鿿]{{0,2}}?(?:{_CALLS})(?![一-鿿]?师傅)"
)
_SAID = re.compile(
    rf"(?:我叫|我是|我姓|我名字(?:是|叫)?|本人|叫我|免贵姓|联系人|姓名|名字|称呼|收件人|收货人)\s*[:：是为]?\s*"
    rf"(?P<name>(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛)[一-鿿]{{0,2}}?(?:{_CALLS})?)(?=$|[\s，。,.;；、！!0-9+(（])"
)
_BESIDE = re.compile(rf"(?<![一-鿿])(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})(?![一-鿿])")
_NO_NAME = re.compile(
    r"师傅|客服|柜|箱|密码|钥匙|马上|方便|安装|高新|温馨|时间|安全|程序|成功|全部|常常|单位|包括|关门|时候|向|来电|于是|何时"
)


def find_phones(lines: Sequence[Line]) -> Iterator[Found]:
    """The numbers that can be called, surest first where one is called the customer's: a number that is
    said to be somebody else's is less sure."""
    seen: set[str] = set()
    hits = [hit for line in lines for hit in _numbers(line)]
    for value, span, before in hits:
        if value in seen:
            continue
        seen.add(value)
        score = 0.97 if _CALLED.search(before) else 0.9 if len({h[0] for h in hits}) == 1 else 0.6
        if _SOMEBODY_ELSES.search(before):
            score = 0.2
        yield Found(Part.PHONE, value, score, (span,))


def _numbers(line: Line) -> Iterator[tuple[str, Span, str]]:
    text = unicodedata.normalize("NFKC", line.text)
    text = text if len(text) == len(line.text) else line.text
    for match in _NUMBER.finditer(text):
        try:
            value = normalise_phone(match.group())
        except PhoneNotValid:
            continue
        span = Span(line.start + match.start(), line.start + match.end())
        yield value, span, text[: match.start()]


def find_names(lines: Sequence[Line], phones: Sequence[Found]) -> Iterator[Found]:
    """What to call whoever writes: as they say it, beside their number, or by the name over their lines."""
    for line in lines:
        for match in _SAID.finditer(line.text):
            yield _named(line, match.start("name"), match["name"], 0.92)
        for match in _TITLE.finditer(line.text):
            if not _NO_NAME.search(match.group()):
                yield _named(line, match.start(), match.group(), 0.75)
        if any(
            line.start <= found.spans[0].start < line.start + len(line.text) for found in phones
        ):
            yield from _beside(line)
    yield from _by_speaker(lines)


def _beside(line: Line) -> Iterator[Found]:
    """A name in the line of the number, as people write where a parcel goes."""
    for match in _BESIDE.finditer(line.text):
        if not _NO_NAME.search(match["name"]):
            yield _named(line, match.start("name"), match["name"], 0.8)


def _by_speaker(lines: Sequence[Line]) -> Iterator[Found]:
    for speaker in dict.fromkeys(line.speaker for line in lines if line.speaker):
        if _TITLE.fullmatch(speaker) or _BESIDE.fullmatch(speaker):
            yield Found(Part.NAME, speaker, 0.6, ())


def _named(line: Line, start: int, name: str, score: float) -> Found:
    span = Span(line.start + start, line.start + start + len(name))
    return Found(Part.NAME, name, score, (span,))
