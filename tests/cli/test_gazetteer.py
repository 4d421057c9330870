"""`rasid gazetteer` as its users run it: add, download, correct, find, info."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ..geo.importers import tables  # noqa: TID252 (one set of made-up tables for both)
from .conftest import Run

HEADER = "id,name_ar,name_en,lat,lon,kind,country,admin1\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder served as GeoNames' export folder is."""
    folder = tmp_path / "mirror"
    tables.zipped(folder / "SY.zip", "SY.txt", tables.geonames_text())
    tables.zipped(folder / "alternatenames" / "SY.zip", "SY.txt", tables.names_text())

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setenv("RASID_GEONAMES", f"http://127.0.0.1:{server.server_address[1]}/")
    yield folder
    server.shutdown()
    thread.join()
    server.server_close()


def homonyms(folder: Path) -> str:
    path = folder / "mine.csv"
    path.write_text(
        HEADER
        + "a,تل الغزال,Tell,35.0,40.0,town,SY,Raqqa\n"
        + "b,تل الغزال,Tell,32.7,36.1,town,SY,Daraa\n",
        encoding="utf-8",
    )
    return str(path)


def test_a_country_is_downloaded_and_added(run: Run, mirror: Path, home: Path) -> None:
    done = run("gazetteer", "download", "sy")
    assert done.code == 0, done.err
    assert "2 places added, 2 with an Arabic name" in done.out
    assert "version 2025-01-02, CC BY 4.0" in done.out
    kept = sorted(path.name for path in (home / "downloads").iterdir())
    assert kept == ["SY-names.zip", "SY-names.zip.json", "SY.zip", "SY.zip.json"]
    assert "geonames-SY" in run("gazetteer", "info", columns=200).out


def test_a_download_that_is_refused_adds_nothing(run: Run, mirror: Path, home: Path) -> None:
    done = run("gazetteer", "download", "XX")
    assert (done.code, "404" in done.err) == (2, True)
    assert not (home / "gazetteer.sqlite").exists()
    assert run("gazetteer", "download", "Syria").code == 2


def test_a_country_file_and_its_names_are_given_together(run: Run, mirror: Path) -> None:
    table, names = mirror / "SY.zip", mirror / "alternatenames" / "SY.zip"
    done = run("gazetteer", "add", str(names), str(table))
    assert "geonames, 2 places added" in done.out
    alone = run("gazetteer", "add", str(names))
    assert (alone.code, "give both" in alone.err) == (2, True)


def test_find_ranks_as_the_resolver_does_and_says_why(run: Run, tmp_path: Path) -> None:
    run("gazetteer", "add", homonyms(tmp_path))
    for near in ("32.8,36.2", "درعا"):
        out = run("gazetteer", "find", "تل الغزال", "--near", near, columns=200).out
        assert out.index("Daraa") < out.index("Raqqa")
        assert "neighbour +" in out
    out = run("gazetteer", "find", "تل الغزال", "--near", "35.1,40.1", columns=200).out
    assert out.index("Raqqa") < out.index("Daraa")
    assert "and 1 more" in run("gazetteer", "find", "تل الغزال", "--limit", "1").out


@pytest.mark.parametrize(
    "arguments",
    [["مكانلايعرفهاحد"], ["دمشق", "--near", "مكانلايعرفهاحد"], ["دمشق", "--near", "99,1"]],
)
def test_find_says_what_is_not_known(run: Run, arguments: list[str]) -> None:
    done = run("gazetteer", "find", *arguments)
    assert done.code == 2
    assert done.err.startswith("rasid: ")


def test_a_correction_wins(run: Run, tmp_path: Path) -> None:
    run("gazetteer", "add", homonyms(tmp_path))
    region = {"placetype": "region", "id": 1, "name_en": ["Homs"], "name_ar": ["حمص"]}
    shape = tables.feature(region, tables.square(38, 34, 1))
    run("gazetteer", "add", str(tables.collection(tmp_path / "sy.geojson", shape)))
    done = run("gazetteer", "correct", "تل الغزال", "--lat", "34.5", "--lon", "38.5")
    assert "(SY) is at 34.5, 38.5" in done.out
    out = run("gazetteer", "find", "تل الغزال", columns=200).out
    assert "34.5000, 38.5000" in out
    assert "Homs, SY" in out
    assert "Daraa" not in out
    assert "correction" in run("gazetteer", "info", columns=200).out


def test_a_correction_by_id_leaves_the_namesake(run: Run, tmp_path: Path) -> None:
    run("gazetteer", "add", homonyms(tmp_path))
    run("gazetteer", "correct", "تل الغزال", "--id", "b", "--lat", "32.0", "--lon", "36.0")
    out = run("gazetteer", "find", "تل الغزال", columns=200).out
    assert "32.0000, 36.0000" in out
    assert "35.0000, 40.0000" in out
    assert "32.7000" not in out


def test_a_correction_needs_a_country_when_none_is_known(run: Run) -> None:
    done = run("gazetteer", "correct", "مكانلايعرفهاحد", "--lat", "1", "--lon", "1")
    assert (done.code, "--country" in done.err) == (2, True)
    given = ("--country", "sy", "--lat", "35", "--lon", "40")
    assert run("gazetteer", "correct", "مكانلايعرفهاحد", *given).code == 0
    assert run("gazetteer", "find", "مكانلايعرفهاحد").code == 0
    assert run("gazetteer", "correct", "أي", "--lat", "91", "--lon", "1").code == 2


def test_info_tells_places_with_and_without_arabic_names(run: Run, tmp_path: Path) -> None:
    rows = [f"{i},{'قرية' if i % 4 else ''},V,0.2,9.4,town,ST,\n" for i in range(40)]
    path = tmp_path / "st.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    run("gazetteer", "add", str(path), "--license", "CC0")
    out = run("gazetteer", "info", columns=200).out
    assert "CC0" in out
    (line,) = [line for line in out.splitlines() if line.strip().startswith("ST")]
    total, named, without = (int(word) for word in line.split()[1:4])
    assert total == named + without
    assert without >= 10
