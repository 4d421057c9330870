"""HXL 1.1: a table whose second row tags each column, as humanitarian data programs read it."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.export import events, merged
from rasid.export.rows import Column, Setting
from rasid.model import OUTCOMES

TAGS = {
    "id": "#meta+id",
    "incident": "#meta+id",
    "type": "#event+type",
    "confidence": "#indicator+confidence+num",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_precision": "#date+precision",
    "place": "#loc+name+ar",
    "place_en": "#loc+name+en",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "radius_km": "#geo+radius+km",
    "place_precision": "#geo+precision",
    "admin2": "#adm2+name",
    "admin1": "#adm1+name",
    "country": "#country+code+v_iso2",
    "agents": "#group+name+agent",
    "agent_certainty": "#group+certainty+agent",
    "targets": "#group+name+target",
    "target_kinds": "#group+type+target",
    "weapons": "#cause+type",
    **{
        f"{outcome}_{bound}": f"#affected+{outcome}+{bound}"
        for outcome in OUTCOMES
        for bound in ("min", "max")
    },
    **{
        name: f"#affected+{outcome}{'' if group == 'all' else f'+{group}'}+{bound}"
        for outcome, group, bound, name in merged.tolls()
    },
    "grade": "#status+grade",
    "disagreement": "#indicator+disagreement+num",
    "independent_sources": "#meta+sources+num",
    "reports": "#meta+reports+num",
    "first_published": "#date+published+first",
    "last_published": "#date+published+last",
    "urls": "#meta+url",
    "sources": "#meta+source",
    "published": "#date+published",
    "url": "#meta+url",
    "summary_en": "#description+en",
    "summary_ar": "#description+ar",
    "acled_event": "#event+type+acled",
    "acled_sub_event": "#event+subtype+acled",
}
"""The tag of each column that goes out (HXL core hashtags, with attributes of our own)."""
COLUMNS = tuple(column for column in events.COLUMNS if column.name in TAGS)


def columns(setting: Setting) -> Sequence[Column]:
    """The columns that have a tag, of incidents or of events."""
    return tuple(column for column in merged.columns(setting) if column.name in TAGS)
