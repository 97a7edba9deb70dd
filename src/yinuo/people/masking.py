"""Masks codes that people write into free text, before the first write (IN-11, ID-12).

A code is a run of digits that stands beside a word for a code (密码, 验证码, PIN ...): in ASCII or
full-width digits, in Chinese or English number words, or spoken as 四个八. Without such a word it is
what is pressed or turned to open something (输入 5566# 开门, 左三右五左九), or a birthday in digits.
What only looks alike stays: phones, serials, addresses, dates and amounts.
One pass, linear in the text; masking a masked text changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from . import code_words as words

MASK = "＊＊＊"
_TAIL = 60  # how far back, in characters, a word for a code still reaches


class _Link(IntEnum):
    """How surely a group of digits is said to be a code."""

    NONE = 0
    LOOSE = 1  # near a word for a code, in the same clause or after a telling verb
    DIRECT = 2  # right beside it
    SAID = 3  # "the code is ...": a code whatever it looks like


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str
    text: str


def mask_codes(text: str) -> str:
    """The text with every code in it replaced by three full-width asterisks.

    Applied to all words of people before the first write. Linear in the length of the text, never
    raises, and `mask_codes(mask_codes(text)) == mask_codes(text)`.
    """
    folded = text.translate(words.FOLD)
    written: list[str] = []
    tail, place = "", 0
    for group in _groups(folded):
        tail = (tail + folded[place : group[0].start])[-_TAIL:]
        link = max(
            _link_before(tail), _link_after(folded, group, tail), _link_of_use(folded, group, tail)
        )
        link = link if _is_long_enough(group, link) else _Link.NONE
        for index, token in enumerate(group):
            gap = folded[place : token.start] if index else ""
            is_hidden = _is_code(token, link, folded, tail + gap, is_first=index == 0)
            written.append(text[place : token.start])
            written.append(MASK if is_hidden else text[token.start : token.end])
            tail = (tail + gap + (MASK if is_hidden else token.text))[-_TAIL:]
            place = token.end
    return "".join(written) + text[place:]


def _groups(folded: str) -> Iterator[list[_Token]]:
    """Tokens that hold digits, those of one list (1234、5678 or 一、二、三) together."""
    group: list[_Token] = []
    for match in words.TOKEN.finditer(folded):
        token = _Token(match.start(), match.end(), match.lastgroup or "", match.group())
        if group and not words.JOIN.fullmatch(folded, group[-1].end, token.start):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _link_before(tail: str) -> _Link:
    """What the words before a group say of it, the nearest telling word first."""
    tail = words.SENTENCE_END.split(tail)[-1]
    for label in reversed(list(words.LABEL.finditer(tail))):
        between = tail[label.end() :]
        if label.lastgroup == "code":
            return _strength(between)
        if words.PART_OF_NUMBER.fullmatch(between):
            continue  # "my phone number's last six digits": the code that was spoken of before
        if words.SAID_TO_LABEL.search(tail[: label.start()]):
            return _Link.SAID  # "the code is my room number 1502"
        if len(between.strip(" :是为,")) <= (1 if label.lastgroup == "spot" else 4):
            return _Link.NONE
    return _Link.NONE


def _strength(between: str) -> _Link:
    """How closely a word for a code is tied to the digits, by what stands between the two."""
    if words.SAID.fullmatch(between):
        return _Link.SAID
    if words.DIRECT.fullmatch(between):
        return _Link.DIRECT
    forgotten = words.FORGOTTEN.search(between)
    last_clause = between[forgotten.end() if forgotten else 0 :].rsplit(",", 1)[-1]
    if words.CUE.search(last_clause) and len(between) <= 36:
        return _Link.LOOSE
    is_same_clause = "," not in between and not forgotten and len(between) <= 16
    return _Link.LOOSE if is_same_clause else _Link.NONE


def _link_after(folded: str, group: list[_Token], tail: str) -> _Link:
    """Whether a word for a code follows: 1234 是密码, 1234 这个密码不对."""
    match = words.CODE_FOLLOWS.match(folded, group[-1].end, group[-1].end + 30)
    if match is None:
        return _Link.NONE
    labels = list(words.LABEL.finditer(tail))
    if labels and labels[-1].lastgroup != "code" and len(tail) - labels[-1].end() <= 4:
        return _Link.NONE  # 幸福小区 1502 密码不对: the number belongs to what stands before it
    if match["comma"] and not words.CUE.search(words.SENTENCE_END.split(tail)[-1][-8:]):
        return _Link.NONE
    return _Link.LOOSE


def _link_of_use(folded: str, group: list[_Token], tail: str) -> _Link:
    """Whether digits without a word for a code are pressed to open something, or are a birthday."""
    text = group[-1].text
    if words.BIRTHDAY.search(tail) and words.BORN.fullmatch(text):
        return _Link.DIRECT
    sentence = words.SENTENCE_END.split(tail)[-1]
    if not words.KEYED.search(sentence) or words.BELL.search(sentence):
        return _Link.NONE
    is_typed = text.endswith(("#", "*")) or words.TYPED.search(sentence)
    is_used = is_typed or words.OPENS.match(folded, group[-1].end)
    return _Link.LOOSE if is_used else _Link.NONE


def _is_long_enough(group: list[_Token], link: _Link) -> bool:
    """One digit is no code, and 一 or 三 are everyday words; a list of single ones may be a code."""
    if any(token.kind != "run" for token in group):
        return True
    text = "".join(token.text for token in group)
    arabic = sum(char in "0123456789" for char in text)
    chinese = sum(char in words.ZH_DIGITS or char in words.ZH_TENS for char in text)
    if arabic:
        return arabic + chinese >= (3 if link is _Link.LOOSE else 2)
    return chinese >= (2 if link is _Link.SAID else 3)


def _is_code(token: _Token, link: _Link, folded: str, tail: str, *, is_first: bool) -> bool:
    if token.kind == "keys":
        return True
    if link is _Link.NONE:
        return False
    if token.kind in ("phone", "date", "mixed"):
        return link is _Link.SAID and is_first
    if token.kind == "run":
        return not _is_quantity(token, link, folded, tail)
    return not (token.kind == "spoken" and words.FEW.match(folded, token.end))


def _is_quantity(token: _Token, link: _Link, folded: str, tail: str) -> bool:
    """Whether a run counts or places something: 5 次, 12 号楼, 1299 元, 2023 年, 打 110."""
    digits = token.text
    if folded[token.end : token.end + 2].lstrip().startswith("年") and (
        len(digits) <= 2 or digits[:2] in ("19", "20")
    ):
        return True
    if digits in words.SHORT_NUMBERS and words.CALLED.search(tail):
        return True
    if link is _Link.SAID and len(digits) >= 3:
        return False
    if len(digits) <= 2 and words.FEW.match(folded, token.end):
        return True
    return len(digits) <= 5 and bool(words.SOME.match(folded, token.end))
