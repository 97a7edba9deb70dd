"""`yinuo numbers verify`: the list as it was signed; any byte changed, another key or none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.world import NOW
from yinuo.cli import main
from yinuo.engines import tlog

KEY = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
PUBLIC = tlog.format_key(KEY.public_key())
ENTRY = {
    "use": "hotline",
    "value": "4000000000",
    "owner": "安诺",
    "valid_from": "2026-01-01",
    "valid_to": None,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    content = {"company": "anno", "numbers": [ENTRY]}
    path = tmp_path / "numbers.json"
    path.write_bytes(tlog.build_statement("numbers", "anno.example", NOW, content, KEY))
    return path


def test_as_signed_it_is_verified_and_printed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["numbers", "verify", str(file), "--key", PUBLIC]) == 0
    out = capsys.readouterr().out
    assert "verified: 1 numbers of anno.example" in out
    assert "4000000000" in out


def test_any_byte_changed_is_refused(file: Path) -> None:
    data = file.read_bytes()
    for at in range(0, len(data), 7):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert main(["numbers", "verify", str(file), "--key", PUBLIC]) == 1
    file.write_bytes(data + b"\n")
    assert main(["numbers", "verify", str(file), "--key", PUBLIC]) == 1


def test_another_key_refuses_and_none_verifies_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tlog.format_key(Ed25519PrivateKey.generate().public_key())
    assert main(["numbers", "verify", str(file), "--key", other]) == 1
    assert main(["numbers", "verify", str(file)]) == 2
    assert "no key was given" in capsys.readouterr().err
    assert main(["numbers", "verify", str(file.parent / "missing"), "--key", PUBLIC]) == 2


def test_a_statement_of_another_kind_is_no_list(file: Path) -> None:
    file.write_bytes(tlog.build_statement("letter", "anno.example", NOW, {"numbers": []}, KEY))
    assert main(["numbers", "verify", str(file), "--key", PUBLIC]) == 1
