"""`yinuo notices templates`: what an SMS provider is given to register."""

from __future__ import annotations

import csv
import io
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from pytest_django import Settings

from yinuo.cli import main
from yinuo.notice.templates import CUSTOMER_NOTICES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_is_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database is set up already."""
    monkeypatch.setattr("yinuo.cli.notices.database_at_hand", nullcontext)


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text))}


def test_every_text_is_there_in_both_languages_with_its_values_as_places(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(("notices", "templates")) == 0
    found = rows(capsys.readouterr().out)
    assert len(found) == 2 * len(CUSTOMER_NOTICES)
    made = found["customer/promise.made/zh"]
    assert "${number}" in made["text"]
    assert "/c/${link}" in made["text"]
    assert made["values"] == "due_at link number"
    assert not made["text"].startswith("【")  # the provider puts the signature there
    assert "/en/c/${link}" in found["customer/promise.made/en"]["text"]
    assert all("{company}" not in row["text"] for row in found.values())


def test_numbers_that_are_known_stand_beside_and_a_file_can_be_written(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "templates.json"
    known = {"customer/promise.made/zh": "SMS_1"}
    file.write_text(json.dumps({"sign_name": "安诺", "templates": known}))
    settings.YINUO_SMS_TEMPLATES = str(file)
    assert main(("notices", "templates", "--to", str(tmp_path / "out.csv"))) == 0
    found = rows((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))
    numbers = {key: row["number"] for key, row in found.items() if row["number"]}
    assert numbers == known


def test_a_numbers_file_that_can_not_be_read_is_named(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "templates.json"
    file.write_text("{")
    settings.YINUO_SMS_TEMPLATES = str(file)
    assert main(("notices", "templates")) == 1
    assert str(file) in capsys.readouterr().err
