"""PROV-O in JSON-LD, read by an RDF library and held to the ontology's domains and ranges.

Classes and properties: PROV-O, W3C Recommendation of 30 April 2013, sections 3.1 and 4.
"""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from .conftest import Exported, event, place, record

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib itself

ENDS = {
    PROV.wasGeneratedBy: (PROV.Entity, PROV.Activity),
    PROV.wasDerivedFrom: (PROV.Entity, PROV.Entity),
    PROV.wasAttributedTo: (PROV.Entity, PROV.Agent),
    PROV.wasAssociatedWith: (PROV.Activity, PROV.Agent),
    PROV.used: (PROV.Activity, PROV.Entity),
}


def graph(content: bytes) -> rdflib.Graph:
    found = rdflib.Graph()
    return found.parse(data=content, format="json-ld", base="https://x.example/doc")


def is_a(found: rdflib.Graph, node: rdflib.term.Node, kind: rdflib.URIRef) -> bool:
    kinds = set(found.objects(node, RDF.type))
    return kind in kinds or (kind == PROV.Agent and PROV.SoftwareAgent in kinds)


def test_every_end_is_of_its_class(exported: Exported) -> None:
    found = graph(
        exported("prov", record(event(), event(place=None), url="https://a.example/ق"))[0]
    )
    for name, (domain, target) in ENDS.items():
        pairs = list(found.subject_objects(name))
        assert pairs
        for one, other in pairs:
            assert is_a(found, one, domain), name
            assert is_a(found, other, target), name
    entities = set(found.subjects(DCTERMS.identifier, None))
    assert len(entities) == 2
    assert len(set(found.subjects(RDF.type, PROV.Activity))) == 1


def test_values_have_types_and_languages(exported: Exported) -> None:
    found = graph(exported("prov", record())[0])
    days = [day.datatype for day in found.objects(None, DCTERMS.issued)]
    assert days == [XSD.date]
    languages = {text.language for text in found.objects(None, DCTERMS.description)}
    assert {"en", "ar"} <= languages
    (point,) = found.objects(None, DCTERMS.spatial)
    assert len(list(found.predicate_objects(point))) == 3
    (days_of,) = found.objects(None, DCTERMS.temporal)
    assert str(days_of) == "2025-03-12/2025-03-12"


def test_names_of_two_documents_are_never_one(exported: Exported) -> None:
    content, _ = exported("prov", record(), profile="public")
    assert all(node["@id"].startswith("#") for node in json.loads(content)["@graph"])


def test_an_unresolved_place_has_no_point(exported: Exported) -> None:
    unresolved = place(precision="unresolved", lat=None, lon=None)
    (_, *_, told) = json.loads(exported("prov", record(event(place=unresolved)))[0])["@graph"]
    assert set(told["spatial"]) == {"name"}
