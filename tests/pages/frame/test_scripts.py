"""What customers' browsers are sent can be read by engines of 2019, as chat apps still bring them along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "src/yinuo/pages/static"
OURS = sorted(
    path for folder in ("yinuo", "public", "push") for path in (STATIC / folder).glob("*.js")
)
"""Every script that a page for customers asks for; the staff's have newer browsers."""
_ASIDE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL
)
_INSIDE = re.compile(r"\$\{([^{}]*)\}")
NEWER = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish coalescing": r"\?\?",
    "logical assignment": r"(\|\||&&)=",
    "private member": r"(?<![\w$])#[A-Za-z_]",
    "static block": r"\bstatic\s*\{",
    "class field": r"(?m)^ {2}(static )?[\w$]+ = .*;\n(?=\n? {2}(static |async |get |set )?[\w$]+\()",
    "numeric separator": r"\d_\d",
    "big integer": r"\b\d+n\b",
    "dynamic import": r"\bimport\s*\(",
    "import.meta": r"\bimport\.meta\b",
    "namespace export": r"export\s*\*\s*as\b",
    "top-level await": r"(?m)^(?:(?:const|let)\s[^=\n]+=\s*)?await\b",
    "look-behind": r"\(\?<[=!]",
    "newer function": (
        r"\.(at|replaceAll|findLast|toSorted|toReversed|with|hasOwn|allSettled|any)\("
        r"|(?<!clients)\.matchAll\(|\b(structuredClone|globalThis|WeakRef|AggregateError)\b"
        r"|\brandomUUID\("
    ),
}
EXAMPLES = {
    "optional chaining": "left?.focus()",
    "nullish coalescing": "const a = b ?? c",
    "logical assignment": "a ||= b",
    "private member": "class A { #own = 1 }",
    "static block": "class A { static { go() } }",
    "class field": "class A {\n  wait = 1;\n\n  go() {}\n}",
    "numeric separator": "const most = 1_000",
    "big integer": "const most = 10n",
    "dynamic import": 'await import("./other.js")',
    "import.meta": "import.meta.url",
    "namespace export": 'export * as words from "./words.js"',
    "top-level await": "const words = await load()",
    "look-behind": r"text.match(/(?<=a)b/)",
    "newer function": "text.replaceAll(old, fresh)",
}


def code_of(text: str) -> str:
    """A script without comments and strings; of a template what is computed in it."""

    def keep(found: re.Match[str]) -> str:
        return " ".join(_INSIDE.findall(found[0])) if found[0].startswith("`") else '""'

    return _ASIDE.sub(keep, text)


def found_in(text: str) -> set[str]:
    """What a script holds that ES2019 has not."""
    code = code_of(text)
    return {name for name, pattern in NEWER.items() if re.search(pattern, code)}


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_script_for_customers_holds_nothing_newer_than_es2019(path: Path) -> None:
    assert found_in(path.read_text()) == set()


@pytest.mark.parametrize("name", NEWER)
def test_each_newer_thing_would_be_found(name: str) -> None:
    assert name in found_in(EXAMPLES[name])
    assert found_in(f"// {EXAMPLES[name].splitlines()[0]}") == set()


def test_what_the_staff_is_sent_is_newer_and_is_found_to_be() -> None:
    assert "optional chaining" in found_in((STATIC / "technician/logout.js").read_text())


def test_words_and_templates_count_for_nothing_but_what_is_computed_does() -> None:
    assert found_in('say("really?? a?.b #1"); say(`${a + 1}??`)') == set()
    assert found_in("say(`${a?.b}`)") == {"optional chaining"}
