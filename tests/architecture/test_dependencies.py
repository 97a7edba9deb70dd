"""Every dependency is explained, with its licence, where a reader looks for it."""

from __future__ import annotations

import re
import tomllib

from .source import ROOT

TABLE = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")


def wanted() -> set[str]:
    """Names of what pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {re.split(r"[^\w.-]", line)[0].lower() for line in lines}


def test_every_dependency_is_explained_and_none_that_is_gone() -> None:
    rows = [line.split("|")[1] for line in TABLE.splitlines() if line.startswith("| ")]
    explained = {name for row in rows for name in re.split(r",\s*|\s+", row.strip())}
    assert wanted() <= explained
    assert explained - wanted() <= {"package", "-binary", "-pool", "mypy", "(by", "django-stubs)"}


def test_the_versions_in_the_table_are_those_of_the_locks() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^[a-z0-9._-]+==([^\s;\\]+)", lock, re.MULTILINE))
    for line in TABLE.splitlines():
        if line.startswith("| ") and not line.startswith("| package"):
            for version in re.findall(r"\d+(?:\.\d+)+", line.split("|")[2]):
                assert any(each.startswith(version) for each in locked), line
