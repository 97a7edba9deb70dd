"""The catalogue's tool: finds every source string, and every way in which a translation can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from yinuo.config import translations

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
HELLO = _("你好")
MANY = ngettext("%(n)s 次", "%(n)s 次", 2)
MAY = pgettext("month", "五月")
SILENT = "不翻译"
"""
TEMPLATE = """{% translate "报修" %}{% translate "人工" as word %}
{% blocktranslate with due=x|fen %}赔 {{ due }}{% endblocktranslate %}
{# 注释 #}{% comment %}也是注释{% endcomment %}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "words.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates/page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def po(root: Path) -> Path:
    """A complete catalogue for these sources."""
    path = root / "en" / "django.po"
    translations.update(root, path)
    text = path.read_text("utf-8")
    english = {
        "你好": "Hello",
        "五月": "May",
        "报修": "Report",
        "人工": "A person",
        "赔 %(due)s": "%(due)s paid",
    }
    for source, translated in english.items():
        text = text.replace(
            f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translated}"'
        )
    text = text.replace('msgstr[0] ""', 'msgstr[0] "%(n)s time"')
    text = text.replace('msgstr[1] ""', 'msgstr[1] "%(n)s times"')
    path.write_text(text, encoding="utf-8")
    translations.compile_catalogue(path)
    return path


def faults(root: Path, po: Path, old: str, new: str) -> list[str]:
    """What check says after one change to the catalogue."""
    text = po.read_text("utf-8")
    assert old in text
    po.write_text(text.replace(old, new), encoding="utf-8")
    translations.compile_catalogue(po)
    return translations.check(root, po)


def test_strings_are_found_in_python_and_in_templates_and_comments_are_not(root: Path) -> None:
    found = {
        (message.id, message.context)
        for message in translations.extract_messages(root)
        if message.id
    }
    assert found == {
        ("你好", None),
        (("%(n)s 次", "%(n)s 次"), None),
        ("五月", "month"),
        ("报修", None),
        ("人工", None),
        ("赔 %(due)s", None),
    }


def test_a_complete_catalogue_has_no_faults(root: Path, po: Path) -> None:
    assert translations.check(root, po) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Hello"', '""', "not translated: 你好"),
        ('"%(n)s times"', '""', "not translated: %(n)s 次"),
        ('"Hello"', '"你 好"', "Chinese left in the English: 你好"),
        ('"%(due)s paid"', '"%(sum)s paid"', "other placeholders than the source: 赔 %(due)s"),
        ('msgid "你好"', '#, fuzzy\nmsgid "你好"', "marked fuzzy: 你好"),
        ('msgid "你好"', 'msgid "您好"', "no longer used: 您好"),
        ('msgid "你好"', 'msgid "您好"', "not in the catalogue: 你好"),
        ('msgctxt "month"\n', "", "not in the catalogue: 五月"),
        (
            'msgid "你好"\nmsgstr "Hello"',
            '#~ msgid "你好"\n#~ msgstr "Hello"',
            "no longer used: 你好",
        ),
    ],
)
def test_each_fault_is_named(root: Path, po: Path, old: str, new: str, fault: str) -> None:
    assert fault in faults(root, po, old, new)


def test_a_compiled_catalogue_that_is_older_than_its_source_is_a_fault(
    root: Path, po: Path
) -> None:
    po.write_text(po.read_text("utf-8").replace("Hello", "Hi"), encoding="utf-8")
    assert translations.check(root, po) == ["django.mo is older than django.po: run compile"]
    po.with_suffix(".mo").unlink()
    assert translations.check(root, po) == ["django.mo is older than django.po: run compile"]


def test_no_catalogue_at_all_is_a_fault(root: Path) -> None:
    assert translations.check(root, root / "none.po") == ["no catalogue: none.po"]


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(root: Path, po: Path) -> None:
    (root / "words.py").write_text('_("你好"); _("再见")', encoding="utf-8")
    translations.update(root, po)
    assert translations.check(root, po) == ["not translated: 再见"]
    assert "五月" not in po.read_text("utf-8")


def test_an_update_without_changes_changes_nothing(root: Path, po: Path) -> None:
    before = po.read_bytes(), po.with_suffix(".mo").read_bytes()
    translations.update(root, po)
    assert (po.read_bytes(), po.with_suffix(".mo").read_bytes()) == before


def test_the_same_catalogue_compiles_to_the_same_bytes() -> None:
    catalog = Catalog(locale="en")
    catalog.add("甲", "A")
    assert translations.compiled(catalog) == translations.compiled(catalog)


def test_an_unknown_command_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert translations.main(["translate"]) == 2
    assert "update|check|compile" in capsys.readouterr().err
