"""Keeps the English catalogue complete without GNU gettext: `python -m yinuo.config.translations update`.

`update` rewrites locale/en/LC_MESSAGES/django.po from the Chinese source strings, keeping what is
translated; `check` names everything that is missing, fuzzy, left over or wrong, and exits 1; `compile`
writes the .mo that the product reads. Needs Babel, which developers have and an installation doesn't.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SILENT = re.compile(r'"(Project|Report|POT|PO-Rev|Last-Tr|Language-Team|Generated)')
_HEADER = "# English translation of Yinuo, under the licence of Yinuo (Apache-2.0)."

_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[tuple[str, ...], str | None]


def extract_messages(root: Path = SOURCE) -> Catalog:
    """Every source string below `root`: calls in Python files, tags in templates."""
    catalog = Catalog()
    for path in sorted(root.rglob("*.py")) + sorted(root.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = templatize(text, origin=str(path))
        name = path.relative_to(root).as_posix()
        found = extract("python", BytesIO(text.encode()), keywords=_KEYWORDS)
        for _line, message, _comments, context in found:
            if message and message != ("",):
                catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def merge(messages: Catalog, translated: Catalog) -> Catalog:
    """A catalogue of exactly these messages with the translations there are."""
    known = {_key(message): message.string for message in translated if message.id}
    merged = Catalog(
        locale="en",
        header_comment=_HEADER,
        fuzzy=False,
    )
    for message in sorted((m for m in messages if m.id), key=lambda m: (m.locations, str(m.id))):
        kept = known.get(_key(message), "")
        merged.add(message.id, kept, locations=message.locations, context=message.context)
    return merged


def find_faults(messages: Catalog, translated: Catalog) -> Iterator[str]:
    """What keeps the translation from being complete and right, one line each."""
    wanted = {_key(message) for message in messages if message.id}
    have = {_key(message): message for message in translated if message.id}
    yield from (f"not in the catalogue: {key[0][0]}" for key in wanted - have.keys())
    yield from (f"no longer used: {key[0][0]}" for key in have.keys() - wanted)
    yield from (f"no longer used: {message.id}" for message in translated.obsolete.values())
    for key in wanted & have.keys():
        yield from _faults_of(have[key])


def compiled(translated: Catalog) -> bytes:
    """The .mo file's bytes; the same for the same catalogue."""
    # Babel writes the minute it runs in into the header of a catalogue that has no dates of its own.
    translated.creation_date = translated.revision_date = _NO_DATE
    buffer = BytesIO()
    write_mo(buffer, translated)
    return buffer.getvalue()


def check(root: Path = SOURCE, po: Path = PO) -> list[str]:
    """All faults of the catalogue `po` for the sources below `root`, sorted; empty if it is in order."""
    if not po.exists():
        return [f"no catalogue: {po.name}"]
    translated = _read(po)
    faults = sorted(find_faults(extract_messages(root), translated))
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(translated):
        faults.append(f"{mo.name} is older than {po.name}: run compile")
    return faults


def update(root: Path = SOURCE, po: Path = PO) -> None:
    """Rewrite the catalogue for the sources as they are, and compile it."""
    merged = merge(extract_messages(root), _read(po) if po.exists() else Catalog(locale="en"))
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as file:
        write_po(file, merged, width=100, include_lineno=False, omit_header=False)
    _drop_empty_headers(po)
    compile_catalogue(po)


def compile_catalogue(po: Path = PO) -> None:
    """Write the .mo beside the .po."""
    po.with_suffix(".mo").write_bytes(compiled(_read(po)))


def main(arguments: Sequence[str]) -> int:
    """The command line: `update`, `check` or `compile`; 0, or 1 where check found something."""
    match list(arguments):
        case ["update"]:
            update()
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            faults = check()
            sys.stderr.writelines(f"{fault}\n" for fault in faults)
            return 1 if faults else 0
        case _:
            sys.stderr.write("usage: python -m yinuo.config.translations update|check|compile\n")
            return 2
    return 0


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale="en")


def _drop_empty_headers(po: Path) -> None:
    """Dates and placeholders of the header would change or fill the file without saying anything."""
    lines = po.read_text(encoding="utf-8").splitlines(keepends=True)
    po.write_text("".join(line for line in lines if not _SILENT.match(line)), encoding="utf-8")


def _strings(value: object) -> tuple[str, ...]:
    """The one string of a message, or all of one with plural forms."""
    return tuple(value) if isinstance(value, tuple | list) else (str(value or ""),)


def _key(message: Message) -> Key:
    return _strings(message.id), message.context


def _faults_of(message: Message) -> Iterator[str]:
    source = _strings(message.id)[0]
    strings = _strings(message.string)
    if message.fuzzy:
        yield f"marked fuzzy: {source}"
    if not all(strings):
        yield f"not translated: {source}"
        return
    for string in strings:
        if set(_PLACEHOLDER.findall(string)) != set(_PLACEHOLDER.findall(source)):
            yield f"other placeholders than the source: {source}"
        if _HAN.search(string):
            yield f"Chinese left in the English: {source}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
