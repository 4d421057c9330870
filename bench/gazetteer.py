"""How a gazetteer grows: import, memory and lookups from ten thousand to a million made-up places.

usage: gazetteer.py [--sizes 10000,100000,1000000]

Each size runs in processes of its own: one makes and imports the table, one opens it read-only and
looks names up. Memory is the peak of the whole process, Python and the language data included.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rasid.geo.additions import add
from rasid.geo.gazetteer import STORE_FILE, Gazetteer
from rasid.text.tables import FOLD, LETTERS

SIZES = (10_000, 100_000, 1_000_000)
LANDMARKS = {"import_mb": 300, "resident_mb": 150, "growth": 2.0}
HEADER = "id,name_ar,name_en,lat,lon,kind,country,admin1,admin1_ar\n"
KEPT = [letter for letter in map(chr, FOLD) if FOLD[ord(letter)] == letter]
ALPHABET = re.findall(f"[{LETTERS}]", "".join(KEPT))
"""Letters of made-up names: those that stay as they are when a text is folded."""
LOOKUPS = 3_000


def name(number: int) -> str:
    """A name of one or two words, so long that only those meant to be are of several places."""
    if number % 5 == 0:
        number = number // 10 * 10  # each of these names twice
    chooser = random.Random(number)
    words = ("".join(chooser.choices(ALPHABET, k=chooser.randint(6, 9))) for _ in range(2))
    return " ".join(list(words)[: 1 + number % 2])


def rows(count: int) -> Iterator[str]:
    """Places all over Syria and Iraq."""
    chooser = random.Random(7)
    for i in range(count):
        country, west = ("SY", 36.0) if i % 2 else ("IQ", 41.0)
        lat, lon = chooser.uniform(32.5, 37), west + chooser.uniform(0, 5)
        yield f"{i},{name(i)},Place {i},{lat:.5f},{lon:.5f},town,{country},Unit {i % 14},\n"


def write_table(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        stream.writelines(rows(count))
    return path


def peak_mb() -> float:
    """Peak resident memory of this process; `ru_maxrss` would count its parent's before exec."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def imported(folder: Path, count: int) -> dict[str, float]:
    """Import a table: rows in a second, peak memory, size of the store per place."""
    start = time.perf_counter()
    report = add(folder / "made.csv", folder / "home")
    seconds = time.perf_counter() - start
    assert report.added == count, report.reasons
    size = (folder / "home" / STORE_FILE).stat().st_size
    return {"import_s": seconds, "import_mb": peak_mb(), "store_mb": size / 1e6}


def looked_up(folder: Path, count: int) -> dict[str, float]:
    """Open the store and look names up, known and unknown ones; microseconds of the
    processor each, so that a busy machine does not count.
    """
    start = time.perf_counter()
    known = Gazetteer.open(folder / "home")
    opened = time.perf_counter() - start
    chooser = random.Random(3)
    there = [name(chooser.randrange(count)) for _ in range(LOOKUPS)]
    absent = [name(10**9 + i) for i in range(LOOKUPS)]
    found = sum(bool(known.lookup(one)) for one in there[:100])
    assert found == 100, found
    start = time.process_time()
    for one in there:
        known.lookup(one)
    middle = time.process_time()
    for one in absent:
        known.match(one.split(" "), 0)
    end = time.process_time()
    return {
        "open_ms": 1e3 * opened, "known_us": 1e6 * (middle - start) / LOOKUPS,
        "unknown_us": 1e6 * (end - middle) / LOOKUPS, "resident_mb": peak_mb(),
    }  # fmt: skip


def apart(work: str, folder: Path, count: int) -> dict[str, float]:
    """Run one of the two in a process of its own."""
    command = [sys.executable, __file__, "--only", work, "--folder", str(folder), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(count: int) -> dict[str, float]:
    """All figures for a gazetteer of so many places."""
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        write_table(folder / "made.csv", count)
        return {"places": count, **apart("import", folder, count), **apart("look", folder, count)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", choices=["import", "look"])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.only:
        work = imported if options.only == "import" else looked_up
        print(json.dumps(work(options.folder, options.count)))
        return 0
    table = []
    for size in map(int, options.sizes.split(",")):
        table.append(measure(size))
        if len(table) == 1:
            print("".join(f"{heading:>12}" for heading in table[0]))
        print("".join(f"{value:12,.1f}" for value in table[-1].values()), flush=True)
    growth = table[-1]["known_us"] / table[0]["known_us"]
    print(f"lookups of known names take {growth:.2f} times as long; landmarks {LANDMARKS}")
    largest = {**table[-1], "growth": growth}
    return 0 if all(largest[name] < most for name, most in LANDMARKS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
