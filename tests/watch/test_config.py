"""The list of sources: what it may say, and one clear line for each thing that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.errors import InputError
from rasid.watch.config import Config, read

SOUND = """\
pause: 1
sources:
  - {name: sahl, url: "https://sahl.example.org/feed.xml", every: 15m, follow: true, outlet: شبكة}
  - name: inbox
    path: inbox/*.csv
    every: 1d
    map: text=Words
alerts:
  - {name: strikes, type: [air_strike, shelling], near: "35.9,36.6", radius_km: 20, killed: 3,
     status: happened, confidence: 0.5, to: [desk, log]}
outputs:
  - {name: log, file: alerts.jsonl}
  - {name: desk, webhook: "https://hooks.example.org/x", sign: true}
"""


def told(tmp_path: Path, text: str) -> tuple[Config, list[str]]:
    path = tmp_path / "sources.yaml"
    path.write_text(text, "utf-8")
    config, faults = read(path)
    return config, [str(one).removeprefix(f"{path}:") for one in faults]


def test_a_sound_list_is_read(tmp_path: Path) -> None:
    config, faults = told(tmp_path, SOUND)
    assert faults == []
    feed, files = config.sources
    assert (feed.every, feed.follow, feed.outlet) == (900, True, "شبكة")
    assert files.map is not None
    assert config.alerts[0].type == ("air_strike", "shelling")
    assert [one.shared_as for one in config.outputs] == ["internal", "partner"]
    assert config.pause == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("every: 15m", "every: 15"), "3: source sahl: every: 15: a time from 30s to 366d"),
        (("every: 15m", "every: 5s"), "3: source sahl: every: '5s': a time from 30s"),
        (("name: inbox", "nam: inbox"), "4: source 2: nam: no such field; did you mean name?"),
        (("name: inbox", "name: sahl"), "4: source sahl: another one has this name"),
        (("name: inbox", "name: in box"), "4: source in box: name: 'in box' is no name"),
        (("    every: 1d\n", ""), "4: source inbox: every is missing"),
        (("path: inbox/*.csv", "url: ftp://x/y"), "url: 'ftp://x/y': ftp: only http and https"),
        (("path: inbox/*.csv", "kind: page"), "4: source inbox: either url or path is expected"),
        (("map: text=Words", "kind: feed"), "4: source inbox: kind feed does not fit"),
        (("map: text=Words", "map: nonsense"), "7: source inbox: map: --map nonsense: no such"),
        (("map: text=Words", "follow: true"), "4: source inbox: follow is for feeds"),
        (("air_strike", "airstrike"), "9: alert strikes: type: 'airstrike' is not one of"),
        (("killed: 3", "killed: many"), "9: alert strikes: killed: 'many': a number from 0"),
        (("confidence: 0.5", "confidence: 50"), "10: alert strikes: confidence: 50: a number from"),
        (("to: [desk, log]", "to: [mail]"), "9: alert strikes: to: no output is called 'mail'"),
        (
            ("file: alerts.jsonl", "mail: [no]"),
            "12: output log: mail: 'no' is no address of e-mail",
        ),
        (("file: alerts.jsonl", "mail: [a@b.c]"), "12: output log: sender is missing"),
        (("file: alerts.jsonl", "sign: true"), "12: output log: one of file, webhook or mail"),
        (("pause: 1", "pause: -1"), "1: file: pause: -1: a number from 0 to 3600"),
        (("pause: 1", "pauze: 1"), "1: file: pauze: no such field; did you mean pause?"),
    ],
)
def test_each_fault_is_one_line_with_its_place(
    tmp_path: Path, change: tuple[str, str], fault: str
) -> None:
    _, faults = told(tmp_path, SOUND.replace(*change))
    assert [one for one in faults if fault in one], faults


def test_all_faults_are_told_at_once_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = SOUND.replace("every: 15m", "every: soon").replace("killed: 3", "killed: -1")
    config, faults = told(tmp_path, broken)
    assert len(faults) == 2
    assert [one.name for one in config.sources] == ["inbox"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sources: [", ":1: no YAML that can be read"),
        ("sources:\n  - {name: a, name: b}", ":2: no YAML that can be read (name is there twice)"),
        ("a: &x [1]\nsources: *x", ":2: no YAML that can be read (aliases"),
        ("- a\n", ": a mapping with sources is expected"),
        ("sources: !!python/object/apply:os.system [x]", ":1: no YAML that can be read"),
        ("[" * 5000, "no YAML that can be read"),
    ],
)
def test_what_is_no_such_file_is_one_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        told(tmp_path, text)
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_list_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "outputs: []\n")[1] == ["1: no sources: there is nothing to watch"]
