"""The files that are documented are the files that are read."""

from __future__ import annotations

import re
from pathlib import Path

from yinuo.outlet.sheets import SHEETS

GUIDE = Path(__file__).parents[3] / "docs" / "how-to" / "outlet-files.md"


def test_the_guide_names_every_sheet_and_column_as_the_importer_does() -> None:
    rows = re.findall(r"^\| `(\w+)` (\S+) \| (.+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)

    documented = [
        (name, zh, re.findall(r"`(\w+)`(\*?) ([^,]+)", columns)) for name, zh, columns in rows
    ]

    assert documented == [
        (
            sheet.name,
            sheet.zh,
            [(c.name, "" if c.required else "*", c.zh) for c in sheet.columns],
        )
        for sheet in SHEETS
    ]


def test_a_columns_chinese_name_means_one_column_in_its_sheet() -> None:
    for sheet in SHEETS:
        names = [column.zh for column in sheet.columns] + [column.name for column in sheet.columns]
        assert len(names) == len(set(names)), sheet.name
