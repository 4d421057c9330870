"""The base map that ships with Rasid: outlines, borders, water and labels, drawn without a network.

Layers are GeoJSON feature collections in longitude and latitude (WGS 84), to 0.001°. Every feature
has `name_ar`, `name_en`, `rank` (1 first) and `disputed` (true or false). Names of water may be
empty; all other names are there in both languages.

- `countries`: outlines; `country` (ISO code, or one beginning with X for areas of disputed or
  special status), `scale` (`region`: fine, `world`: coarse).
- `boundaries`: the land borders of the region, one feature for each pair of `countries`.
- `admin1`: first-level units of the region; `country`.
- `water`: lakes and rivers of the region; `kind` (`lake` or `river`).
- `labels`: points; `kind` (`country`, `admin1`, `capital`, `town`), `country`, and `size` (km²) or
  `population`.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from rasid.lexicon.rules import read

LAYERS: Final = ("countries", "boundaries", "admin1", "water", "labels")


def packed_layer(name: str) -> bytes:
    """A layer as it is kept: GeoJSON, compressed with gzip. KeyError for a name not in LAYERS."""
    if name not in LAYERS:
        raise KeyError(name)
    return (resources.files("rasid") / "data" / "basemap" / f"{name}.geojson.gz").read_bytes()


@lru_cache(maxsize=len(LAYERS))
def layer(name: str) -> dict[str, Any]:
    """A layer as a GeoJSON feature collection, kept: do not change it."""
    return dict(json.loads(gzip.decompress(packed_layer(name))))


def attribution(lang: str) -> str:
    """Who made the base map, to stand under it; `lang` is "ar" or "en"."""
    return str(_note("attribution", lang))


def disputed_note(lang: str) -> str:
    """What the map's borders say and do not say, to stand under it; `lang` is "ar" or "en"."""
    return str(_note("disputed", lang))


def _note(kind: str, lang: str) -> str:
    note: str = read("basemap/notes.yaml")[kind][lang]
    return note.strip()
