"""House rules that style checkers don't know."""

from __future__ import annotations

import ast
import re

from .source import dotted, sources

LONGEST_FILE = 300
LONGEST_TEST_FILE = 600  # one file for each room's list of rules, or one for a whole story
LONGEST_FUNCTION = 45
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
}
READS_THE_TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
READS_THE_TIME |= {f"datetime.{call}" for call in READS_THE_TIME} | {
    "timezone.now",
    "timezone.localdate",
}
HIDES_A_TEST = re.compile(
    r"\b(pytest\.(skip|xfail|importorskip)|pytest\.mark\.(skip|skipif|xfail))\b"
)
BARE_IGNORE = re.compile(r"# type: ignore(?!\[)|# noqa(?!: [A-Z])")
SWALLOWS = (ast.Pass, ast.Continue)


def test_only_the_clock_reads_the_time() -> None:
    found = [
        f"{source.name}:{line} {name}"
        for source in sources("src")
        if source.name != "src/yinuo/store/clock.py"
        for name, line in source.calls()
        if name in READS_THE_TIME
    ]
    assert found == []
    clock = next(source for source in sources("src") if source.name.endswith("store/clock.py"))
    assert "datetime.now" in {name for name, _ in clock.calls()}


def test_rooms_ask_each_other_and_never_the_registry_of_models() -> None:
    found = [
        f"{source.name}:{line}"
        for source in sources("src")
        for name, line in source.calls()
        if name.split(".")[-1] == "get_model" or name.endswith("get_registered_model")
    ]
    assert found == []


def test_no_file_runs_away() -> None:
    long = {
        source.name: lines
        for folder, most in (
            ("src", LONGEST_FILE),
            ("bench", LONGEST_FILE),
            ("tests", LONGEST_TEST_FILE),
        )
        for source in sources(folder)
        if (lines := source.text.count("\n")) > most
    }
    assert long == {}


def test_no_function_runs_away() -> None:
    long = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in sources("src")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno - _docstring_lines(node) >= LONGEST_FUNCTION
    ]
    assert long == []


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (ast.get_docstring(node, clean=False) or "").count("\n")


def test_no_file_is_a_drawer_for_what_has_no_name() -> None:
    vague = [
        source.name
        for source in (*sources("src"), *sources("tests"))
        if VAGUE & {*source.path.parts, source.path.stem}
    ]
    assert vague == []


def test_every_action_takes_keywords_among_them_who_acts_and_when() -> None:
    unclear = []
    for source in sources("src"):
        if source.path.stem != "actions" and source.path.parent.name != "actions":
            continue
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and any(
                dotted(d) == "action" for d in node.decorator_list
            ):
                keywords = {argument.arg for argument in node.args.kwonlyargs}
                if not {"actor", "now"} <= keywords or node.args.args:
                    unclear.append(f"{source.name}:{node.lineno} {node.name}")
    assert unclear == []


def test_no_failure_is_swallowed() -> None:
    swallowed = [
        f"{source.name}:{node.lineno}"
        for source in sources("src")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in {"Exception", "BaseException"})
        and all(isinstance(statement, SWALLOWS) for statement in node.body)
    ]
    assert swallowed == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    hidden = [
        source.name
        for source in sources("tests")
        if source.name != "tests/architecture/test_source.py" and HIDES_A_TEST.search(source.text)
    ]
    assert hidden == []


def test_what_is_ignored_is_named() -> None:
    bare = [
        source.name
        for folder in ("src", "tests", "bench")
        for source in sources(folder)
        if source.name != "tests/architecture/test_source.py" and BARE_IGNORE.search(source.text)
    ]
    assert bare == []
