"""Files of others are the very bytes that their makers published, with licence and origin."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import yinuo.pages

OURS = Path(yinuo.pages.__file__).parent / "static/vendor"
TESTS = Path(__file__).parents[2] / "vendor"
ROW = re.compile(r"^\| (\S+) \| (.+?) \| (.+?) \| ([0-9a-f]{64}) \|$", re.MULTILINE)


@pytest.mark.parametrize("folder", [OURS, TESTS], ids=["pages", "tests"])
def test_every_file_of_others_is_listed_and_unchanged(folder: Path) -> None:
    listed = {
        name: digest for name, _, _, digest in ROW.findall((folder / "README.md").read_text())
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "README.md"
    }
    assert found == listed
    assert found
