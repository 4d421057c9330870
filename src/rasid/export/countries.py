"""Countries under the names and numbers of ACLED and UCDP.

ISO 3166-1 codes; ACLED's names and regions; UCDP's names, regions and Gleditsch-Ward numbers.
A country that is not here goes out under its ISO code, its numbers left empty.
"""

from __future__ import annotations

from dataclasses import dataclass

EAST, NORTH, CENTRAL = "Middle East", "Northern Africa", "Caucasus and Central Asia"
WEST, SOUTH, HORN, EUROPE = "Western Africa", "South Asia", "Eastern Africa", "Europe"


@dataclass(frozen=True, slots=True)
class Country:
    """`iso3` and `number` are ISO 3166-1; `gw` is the Gleditsch-Ward number."""

    name: str
    iso3: str
    number: int | None
    acled_region: str
    ucdp_name: str
    ucdp_region: str
    gw: int | None


COUNTRIES = {
    code: Country(name, iso3, number, region, ucdp or name, ucdp_region, gw)
    for code, name, iso3, number, region, ucdp, ucdp_region, gw in (
        ("SY", "Syria", "SYR", 760, EAST, "", "Middle East", 652),
        ("IQ", "Iraq", "IRQ", 368, EAST, "", "Middle East", 645),
        ("LB", "Lebanon", "LBN", 422, EAST, "", "Middle East", 660),
        ("YE", "Yemen", "YEM", 887, EAST, "Yemen (North Yemen)", "Middle East", 678),
        ("PS", "Palestine", "PSE", 275, EAST, "Israel", "Middle East", 666),
        ("IL", "Israel", "ISR", 376, EAST, "", "Middle East", 666),
        ("JO", "Jordan", "JOR", 400, EAST, "", "Middle East", 663),
        ("TR", "Turkey", "TUR", 792, EAST, "", "Europe", 640),
        ("IR", "Iran", "IRN", 364, EAST, "", "Middle East", 630),
        ("SA", "Saudi Arabia", "SAU", 682, EAST, "", "Middle East", 670),
        ("AE", "United Arab Emirates", "ARE", 784, EAST, "", "Middle East", 696),
        ("KW", "Kuwait", "KWT", 414, EAST, "", "Middle East", 690),
        ("QA", "Qatar", "QAT", 634, EAST, "", "Middle East", 694),
        ("BH", "Bahrain", "BHR", 48, EAST, "", "Middle East", 692),
        ("OM", "Oman", "OMN", 512, EAST, "", "Middle East", 698),
        ("EG", "Egypt", "EGY", 818, NORTH, "", "Middle East", 651),
        ("LY", "Libya", "LBY", 434, NORTH, "", "Africa", 620),
        ("SD", "Sudan", "SDN", 729, NORTH, "", "Africa", 625),
        ("TN", "Tunisia", "TUN", 788, NORTH, "", "Africa", 616),
        ("DZ", "Algeria", "DZA", 12, NORTH, "", "Africa", 615),
        ("MA", "Morocco", "MAR", 504, NORTH, "", "Africa", 600),
        ("SS", "South Sudan", "SSD", 728, HORN, "", "Africa", 626),
        ("SO", "Somalia", "SOM", 706, HORN, "", "Africa", 520),
        ("ER", "Eritrea", "ERI", 232, HORN, "", "Africa", 531),
        ("ET", "Ethiopia", "ETH", 231, HORN, "", "Africa", 530),
        ("TD", "Chad", "TCD", 148, "Middle Africa", "", "Africa", 483),
        ("ML", "Mali", "MLI", 466, WEST, "", "Africa", 432),
        ("NE", "Niger", "NER", 562, WEST, "", "Africa", 436),
        ("NG", "Nigeria", "NGA", 566, WEST, "", "Africa", 475),
        ("BF", "Burkina Faso", "BFA", 854, WEST, "", "Africa", 439),
        ("MR", "Mauritania", "MRT", 478, WEST, "", "Africa", 435),
        ("AF", "Afghanistan", "AFG", 4, CENTRAL, "", "Asia", 700),
        ("PK", "Pakistan", "PAK", 586, SOUTH, "", "Asia", 770),
        ("RU", "Russia", "RUS", 643, EUROPE, "Russia (Soviet Union)", "Europe", 365),
        ("UA", "Ukraine", "UKR", 804, EUROPE, "", "Europe", 369),
        ("US", "United States", "USA", 840, "North America", "United States of America",
         "Americas", 2),
        ("GB", "United Kingdom", "GBR", 826, EUROPE, "", "Europe", 200),
        ("FR", "France", "FRA", 250, EUROPE, "", "Europe", 220),
    )
}  # fmt: skip


def country(code: str | None) -> Country:
    """The country of an ISO code of two letters, with empty numbers when it is not known here."""
    empty = Country(code or "", code or "XXX", None, "", code or "", "", None)
    return COUNTRIES.get(code or "", empty)
