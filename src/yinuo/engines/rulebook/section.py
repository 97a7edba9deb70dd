"""Reads a mapping field by field; what is wrong is gathered, so that one look shows every fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from .document import Node, Scalar
from .duration import DurationInvalid, describe_duration, parse_duration
from .errors import FaultList
from .facts import Text

E = TypeVar("E", bound=StrEnum)

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,59}")
MOST_FEN = 100_000_000
_LONGEST_TEXT = 400
_NOTHING = timedelta(0)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YAML_1_1_TRUTH = {"yes", "no", "on", "off", "y", "n", "true", "false"}


class Section:
    """A mapping of the file. Each method reads one key and notes a fault if it isn't of its form.

    After a fault a method returns a harmless value of its type and the reading goes on; the faults are
    raised before anyone sees the result. `done` reports the keys that nothing asked for.
    """

    def __init__(self, node: Node, path: str, faults: FaultList) -> None:
        self.line = node.line
        self.faults = faults
        self._path = path
        self._node = node
        self._asked: set[str] = set()
        self._members: dict[str, Node] = {}
        if isinstance(node.value, dict):
            self._members = node.value
        else:
            faults.add(node.line, path or "-", "这里要写成“键: 值”", "this must be a mapping")
            self.faults = FaultList(faults.file)  # what it lacks needn't be said as well

    def fault(self, key: str, zh: str, en: str) -> None:
        """Note a fault at a key, on the key's own line if it is there."""
        line = self._node.key_lines.get(key, self.line)
        self.faults.add(line, self.path(key), zh, en)

    def path(self, key: str) -> str:
        """The full name of a key from the top of the file."""
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        """Whether the key is there; to ask makes it a known one."""
        self._asked.add(key)
        return key in self._members

    def done(self) -> None:
        """Report each key that is not of the rulebook's, with the name that was probably meant."""
        for key in self._members.keys() - self._asked:
            near = get_close_matches(key, self._asked - self._members.keys(), 1)
            near = near or get_close_matches(key, self._asked, 1)
            zh = f"没有这一项，是不是想写 {near[0]}？" if near else "没有这一项"
            en = f"unknown key; did you mean {near[0]}?" if near else "unknown key"
            self.fault(key, zh, en)

    def text(self, key: str) -> str:
        """A text that isn't empty, of at most 400 characters."""
        value = self._value(key)
        if isinstance(value, str) and value.strip() and len(value) <= _LONGEST_TEXT:
            return value
        self._wrong(
            key, f"1 至 {_LONGEST_TEXT} 个字的文字", f"a text of 1 to {_LONGEST_TEXT} characters"
        )
        return ""

    def code(self, key: str, form: re.Pattern[str] = CODE, example: str = "safe_lock") -> str:
        """A code of the given form."""
        value = self._value(key)
        if isinstance(value, str) and form.fullmatch(value):
            return value
        if isinstance(value, int | float):
            self._wrong(
                key, f"加引号的代码，如 '{example}'", f"a code in quotes, such as '{example}'"
            )
        else:
            self._wrong(key, f"代码，如 {example}", f"a code, such as {example}")
        return ""

    def both(self, key: str) -> Text:
        """A text in both languages: `{zh: ..., en: ...}`."""
        section = self.section(key)
        text = Text(section.text("zh"), section.text("en"))
        section.done()
        return text

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value; `default` where the key is left out."""
        if not self.has(key):
            return default
        value = self._value(key)
        if isinstance(value, bool):
            return value
        zh, en = "true 或 false", "true or false"
        if isinstance(value, str) and value.lower() in _YAML_1_1_TRUTH:
            zh, en = f"{zh}（不是 {value}）", f"{en}, not {value}"
        self._wrong(key, zh, en)
        return default

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self._value(key)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self._wrong(key, f"{low} 至 {high} 的整数", f"a whole number from {low} to {high}")
        return low

    def fen(self, key: str) -> int:
        """An amount in whole fen; one with a decimal point or a unit was meant in yuan."""
        value = self._value(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_FEN:
            return value
        self._wrong(
            key,
            "以分为单位的整数：20 元写作 2000，不写小数和单位",
            "an integer in fen: 20 yuan is 2000, with no decimal point and no unit",
        )
        return 0

    def share(self, key: str) -> float:
        """A share of one, above 0 and at most 1."""
        value = self._value(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
            return float(value)
        self._wrong(
            key, "大于 0、不大于 1 的数，如 0.9", "a number above 0 and at most 1, such as 0.9"
        )
        return 1.0

    def duration(self, key: str, most: timedelta) -> timedelta:
        """An ISO 8601 duration above zero and up to `most`."""
        value = self._value(key)
        try:
            length = parse_duration(value) if isinstance(value, str) else _NOTHING
        except DurationInvalid:
            length = _NOTHING
        if _NOTHING < length <= most:
            return length
        self._wrong(
            key,
            f"时长，如 PT30M、PT24H、P7D，最长 {describe_duration(most, 'zh')}",
            f"a duration such as PT30M, PT24H, P7D, at most {describe_duration(most, 'en')}",
        )
        return most

    def day(self, key: str) -> date:
        """A calendar day, written 2026-01-31."""
        value = self._value(key)
        day = _parse_day(value) if isinstance(value, str) else None
        if day is None:
            self._wrong(key, "日期，如 2026-01-31", "a date such as 2026-01-31")
        return day or date.min

    def choice(self, key: str, kind: type[E]) -> E:
        """One of an enum's words."""
        return self._one_of(self._value(key), key, kind)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """One or more of an enum's words, each once."""
        return tuple(dict.fromkeys(self._one_of(value, key, kind) for value in self._scalars(key)))

    def codes(self, key: str, form: re.Pattern[str] = CODE) -> tuple[str, ...]:
        """One or more codes of the given form, each once."""
        values = self._scalars(key)
        codes = [value for value in values if isinstance(value, str) and form.fullmatch(value)]
        if len(codes) < len(values):
            self._wrong(key, "一列代码，数字要加引号", "a list of codes, numbers in quotes")
        elif len(set(codes)) < len(codes):
            self.fault(key, "有重复的代码", "a code occurs twice")
        return tuple(codes)

    def section(self, key: str) -> Section:
        """The mapping under a key."""
        if self.has(key):
            return Section(self._members[key], self.path(key), self.faults)
        self.fault(key, "缺少这一项", "this key is missing")
        return Section(Node({}, self.line), self.path(key), FaultList(self.faults.file))

    def sections(self, key: str) -> tuple[Section, ...]:
        """The mappings in the list under a key."""
        return tuple(
            Section(node, f"{self.path(key)}[{index}]", self.faults)
            for index, node in enumerate(self._items(key))
        )

    def mapping_of(self, key: str, keys: type[E], values: type[StrEnum]) -> dict[E, str]:
        """A mapping from one enum's words to another's; empty where the key is left out."""
        if not self.has(key):
            return {}
        inner = self.section(key)
        return {
            inner._one_of(name, name, keys): inner.choice(name, values) for name in inner._members
        }

    def _value(self, key: str) -> Scalar | list[Node] | dict[str, Node]:
        return self._members[key].value if self.has(key) else None

    def _items(self, key: str) -> list[Node]:
        value = self._value(key)
        if isinstance(value, list) and value:
            return value
        self._wrong(key, "至少一项的列表", "a list of at least one item")
        return []

    def _scalars(self, key: str) -> Sequence[object]:
        return [node.value for node in self._items(key)]

    def _one_of(self, value: object, key: str, kind: type[E]) -> E:
        words = [member.value for member in kind]
        if isinstance(value, str) and value in words:
            return kind(value)
        self._wrong(key, f"其中之一：{'、'.join(words)}", f"one of: {', '.join(words)}")
        return next(iter(kind))

    def _wrong(self, key: str, zh: str, en: str) -> None:
        if self.has(key):
            self.fault(key, f"应为：{zh}", f"must be {en}")
        else:
            self.fault(key, f"缺少这一项，应为：{zh}", f"this key is missing; it must be {en}")


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
