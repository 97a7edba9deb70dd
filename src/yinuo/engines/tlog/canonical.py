"""One sequence of bytes per value: the JSON Canonicalization Scheme, for what the record allows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 7493, 2.2)."""

MAX_DEPTH = 32
"""How deeply a value may nest; ours need five, and a reader must never run out of stack."""

_LONGEST_INTEGER = len(f"-{MAX_SAFE_INTEGER}")

# Python escapes text as the RFC wants it (3.2.2.2): short forms, else \u00xx in lower case.
_encode_text = json.JSONEncoder(ensure_ascii=False).encode


class CanonicalInvalid(ValueError):
    """The value or text has no canonical form; the message says where and why."""


def canonical(value: object) -> bytes:
    """The canonical JSON of a value as UTF-8 bytes (RFC 8785).

    Allowed are text, integers within ±(2^53 - 1), booleans, None, lists or tuples, and mappings
    with text keys. Floats are refused: amounts here are whole fen and instants are text, so a
    number with a fraction is a mistake. Keys are sorted by their UTF-16 code units, and text is not
    normalised, as the RFC says. Raises CanonicalInvalid for everything else, for lone surrogates
    and for more than 32 levels.
    """
    try:
        return _encode(value, "$", 0).encode("utf-8")
    except UnicodeEncodeError:
        raise CanonicalInvalid("a lone surrogate is not text") from None


def parse_canonical(data: bytes) -> Any:
    """The value of a canonical JSON text.

    The text must be exactly the bytes that `canonical` writes for its value, so that another order
    of keys, a space, an escape that isn't needed, a repeated key or a final newline is refused.
    Raises CanonicalInvalid.
    """
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_float=_refuse_number,
            parse_int=_parse_int,
            parse_constant=_refuse_number,
        )
    except RecursionError:
        raise CanonicalInvalid("it nests too deeply") from None
    except ValueError as error:
        raise CanonicalInvalid(f"it is not the JSON we write: {error}") from None
    if canonical(value) != data:
        raise CanonicalInvalid("it is JSON, but not in its canonical form")
    return value


def _encode(value: object, path: str, depth: int) -> str:
    if isinstance(value, str):
        return _encode_text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _encode_integer(value, path)
    return _encode_container(value, path, depth)


def _encode_container(value: object, path: str, depth: int) -> str:
    if depth >= MAX_DEPTH:
        raise CanonicalInvalid(f"{path}: more than {MAX_DEPTH} levels")
    if isinstance(value, list | tuple):
        items = (_encode(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(value))
        return f"[{','.join(items)}]"
    if isinstance(value, Mapping):
        return _encode_mapping(value, path, depth)
    if isinstance(value, float):
        raise CanonicalInvalid(f"{path}: a float; amounts are whole numbers here")
    raise CanonicalInvalid(f"{path}: a {type(value).__name__} has no place in the record")


def _encode_integer(number: int, path: str) -> str:
    if not -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER:
        raise CanonicalInvalid(f"{path}: an integer beyond 2^53 - 1")
    return int.__repr__(number)


def _encode_mapping(mapping: Mapping[Any, object], path: str, depth: int) -> str:
    for key in mapping:
        if not isinstance(key, str):
            raise CanonicalInvalid(f"{path}: the key {key!r} is not text")
    members = (
        f"{_encode_text(key)}:{_encode(mapping[key], f'{path}.{key}', depth + 1)}"
        for key in sorted(mapping, key=_utf16)
    )
    return f"{{{','.join(members)}}}"


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise CanonicalInvalid("a key occurs twice")
    return mapping


def _parse_int(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        _refuse_number(digits)
    return int(digits)


def _refuse_number(text: str) -> NoReturn:
    raise CanonicalInvalid(f"the number {text[:24]} is not a safe integer")
