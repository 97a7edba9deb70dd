"""`yinuo receipt verify`: 0 as signed, 1 refused, 2 not verified; on a real case's receipt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.work.visit.walk import on_site
from yinuo.cli import main
from yinuo.record.reads import build_receipt, get_public_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    walk = on_site().finish()
    file = tmp_path / "receipt.txt"
    file.write_bytes(build_receipt("case", walk.case.id, walk.now))
    return file


def test_CP_05_as_signed_it_is_verified_and_any_byte_changed_is_refused(
    receipt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = get_public_key()
    assert main(["receipt", "verify", str(receipt), "--key", key]) == 0
    assert "visit.arrival.confirmed" in capsys.readouterr().out
    data = receipt.read_bytes()
    positions = random.Random(7).sample(range(len(data)), 200)
    for position in [0, len(data) - 1, *positions]:
        changed = bytearray(data)
        changed[position] ^= 1
        receipt.write_bytes(bytes(changed))
        assert main(["receipt", "verify", str(receipt), "--key", key]) == 1, position


def test_cut_short_or_with_something_added_it_is_refused(receipt: Path) -> None:
    key, data = get_public_key(), receipt.read_bytes()
    for other in (b"", data[:-1], data + b"\n", data + data, data.replace(b":", b": ")):
        receipt.write_bytes(other)
        assert main(["receipt", "verify", str(receipt), "--key", key]) == 1


def test_the_key_may_be_a_file_and_without_a_good_one_nothing_is_verified(
    receipt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key.pub"
    key.write_text(get_public_key() + "\n", encoding="utf-8")
    assert main(["receipt", "verify", str(receipt), "--key", str(key)]) == 0
    assert main(["receipt", "verify", str(receipt)]) == 2
    assert main(["receipt", "verify", str(receipt), "--key", "nonsense"]) == 2
    assert main(["receipt", "verify", str(tmp_path / "none"), "--key", str(key)]) == 2
    assert "not verified" in capsys.readouterr().err
