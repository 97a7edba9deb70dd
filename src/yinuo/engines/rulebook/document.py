"""Reads YAML into values that know their line, without YAML's traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from .errors import FaultList

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events, many times faster
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,5})\.\d{1,4}", re.ASCII)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Node:
    """A value and the line it begins on; for a mapping, also the line of each key."""

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    key_lines: dict[str, int] = field(default_factory=dict)

    def plain(self) -> Plain:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_document(text: str, faults: FaultList) -> Node:
    """The one document of a YAML text; what is wrong with it is added to `faults`.

    Read as YAML 1.2's core schema does, and less: only `true` and `false` are truth values (`yes`, `no`
    and `on` are words), `012` and `1:30` are words, dates are words, anchors, aliases, tags and repeated
    keys are faults. At most 1 MB and 12 levels. Raises RulebookInvalid at once where nothing can be read.
    """
    _check_size(text, faults)
    try:
        return _Composer(yaml.parse(text, Loader=_PARSER), faults).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        _stop(faults, line, f"YAML 读不懂：{error.problem}", f"not YAML: {error.problem}")
    except (yaml.YAMLError, UnicodeEncodeError):
        _stop(faults, 1, "文件里有不允许的控制字符", "the file holds characters that YAML forbids")


def _check_size(text: str, faults: FaultList) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        _stop(faults, 1, "文件超过 1 MB", "the file is larger than 1 MB")


def _stop(faults: FaultList, line: int, zh: str, en: str) -> NoReturn:
    faults.add(line, "-", zh, en)
    faults.raise_all()


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Turns YAML's events into nodes; nesting is bounded, so it can't run out of stack."""

    def __init__(self, events: Iterator[yaml.Event], faults: FaultList) -> None:
        self._events = events
        self._faults = faults

    def document(self) -> Node:
        """The document; an empty text is an empty mapping."""
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Node({}, 1)
        node = self._node(next(self._events), "-", 0)
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            line = _line(after)
            self._faults.add(line, "-", "一个文件只能有一份规则", "a second document in the file")
        return node

    def _node(self, event: yaml.Event, path: str, depth: int) -> Node:
        line = _line(event)
        if depth > MAX_DEPTH:
            _stop(self._faults, line, "嵌套太深", f"more than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            zh, en = "不能用锚点和别名（& 和 *），请照写一遍", "anchors and aliases are not allowed"
            self._faults.add(line, path, zh, en)
        if getattr(event, "tag", None):
            self._faults.add(line, path, "不能用标签（!）", "tags are not allowed")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._items(path, depth), line)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(line, path, depth)
        return Node(_scalar(event), line)

    def _items(self, path: str, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, f"{path}[{len(items)}]", depth + 1))
        return items

    def _mapping(self, line: int, path: str, depth: int) -> Node:
        members: dict[str, Node] = {}
        node = Node(members, line)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path, depth)
            inner = key if path == "-" else f"{path}.{key}"
            if key in members:
                key_line = _line(event)
                self._faults.add(key_line, inner, "这一项写了两次", "this key occurs twice")
            node.key_lines[key] = _line(event)
            members[key] = self._node(next(self._events), inner, depth + 1)
        return node

    def _key(self, event: yaml.Event, path: str, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        line = _line(event)
        self._faults.add(line, path, "键必须是一个词", "a key must be a word")
        self._node(event, path, depth + 1)
        return "?"


def _scalar(event: yaml.Event) -> Scalar:
    if not isinstance(event, yaml.ScalarEvent):
        return None  # an alias, a fault already
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
