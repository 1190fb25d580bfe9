"""How documents and questions are written for the server, without one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from search.backends.elasticsearch.layout import facet_field, mapping, source
from search.backends.elasticsearch.settings import Server, server
from search.documents import IndexDocument


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("type", "facets.type"),
        ("online_level", "facets.online_level"),
        ("a.b", "facets.a-2e-b"),
        ("A", "facets.-41-"),
        ("-41-", "facets.-2d-41-2d-"),
        ("Cấp", "facets.-43--1ea5-p"),
        ("a__b", "facets.a_-5f-b"),
        ("", "facets.-"),
    ],
)
def test_every_name_of_a_facet_has_a_field_of_its_own(name: str, field: str) -> None:
    assert facet_field(name) == field


def test_only_parts_of_the_bare_server_are_used() -> None:
    written = mapping({"signature": "s"}).to_dict()
    assert {name: field["type"] for name, field in written["properties"].items()} == {
        "facets": "object", "head": "text", "meta": "text", "body": "text",
        "key": "long", "published": "long", "popularity": "byte", "record": "object",
    }  # fmt: skip
    for level in ("head", "meta", "body"):
        assert written["properties"][level]["analyzer"] == "whitespace"
    assert "analysis" not in written


def test_the_texts_are_indexed_and_not_kept() -> None:
    assert mapping({}).to_dict()["_source"] == {"includes": ["record"]}
    sent = source(IndexDocument(key=1, version=2, popularity=3, published=4, facets={"a.b": ["x"]}, record="r"))
    assert sent["facets"] == {"a-2e-b": ["x"]}
    assert sent["record"] == "r"


@override_settings(
    ELASTICSEARCH_URL=" https://one:9200 , https://two:9200,", ELASTICSEARCH_USERNAME="u", ELASTICSEARCH_PASSWORD="p"
)
def test_several_nodes_are_named_with_commas() -> None:
    assert server() == Server(hosts=("https://one:9200", "https://two:9200"), index="cong", username="u", password="p")


@override_settings(ELASTICSEARCH_URL="")
def test_an_engine_without_an_address_is_refused_at_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_URL"):
        server()
