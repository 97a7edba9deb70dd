"""Files of others are the very bytes that their makers published, with licence and origin."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import yinuo.pages

VENDOR = Path(yinuo.pages.__file__).parent / "static/vendor"
ROW = re.compile(r"^\| (\S+) \| (.+?) \| (.+?) \| ([0-9a-f]{64}) \|$", re.MULTILINE)


def test_every_file_of_others_is_listed_and_unchanged() -> None:
    listed = {
        name: digest for name, _, _, digest in ROW.findall((VENDOR / "README.md").read_text())
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "README.md"
    }
    assert found == listed
    assert found
