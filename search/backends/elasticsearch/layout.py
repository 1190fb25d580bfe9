"""How a document lies in the index. Only what the core of the server has: no plugin, no script."""

import string
from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import Any

from search.backends.elasticsearch.library import Mapping
from search.documents import IndexDocument

# Part of every name: processes of the next release look for their own index and leave this one alone.
LAYOUT = 1
LEVELS = ("head", "meta", "body")
_PLAIN = frozenset(string.ascii_lowercase + string.digits + "_")

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,  # one answer is one piece of work, and a few million documents fit
    "auto_expand_replicas": "0-1",  # green on one node, safe on two
    # How long the server remembers that a document was removed: longer than any rebuild takes.
    "gc_deletes": "1h",
}


def mapping(meta: Values[str, Any]) -> Mapping:
    """The fields: levels of folded text, facets as they come, numbers to sort by, and a record nobody looks into."""
    built = Mapping()
    built.meta("dynamic", False)
    built.meta("_meta", dict(meta))
    # Only this is kept of what was sent: a rebuild reads the store, never the index.
    built.meta("_source", includes=["record"])
    built.meta("dynamic_templates", [{"facets": {"path_match": "facets.*", "mapping": _FACET}}])
    built.field("facets", "object", dynamic=True)
    for level in LEVELS:
        # Split at spaces only. Points are counted, never a relevance: no norms and no frequencies in a score.
        built.field(level, "text", analyzer="whitespace", similarity="boolean", norms=False)
    built.field("key", "long")
    built.field("published", "long")
    built.field("popularity", "byte")
    built.field("record", "object", enabled=False)
    return built


_FACET = {"type": "keyword", "ignore_above": 2000}


def facet_field(name: str) -> str:
    """The field of a facet. Names are free text: what a field's name may not hold is written as its number."""
    written = "".join(char if char in _PLAIN else f"-{ord(char):x}-" for char in name) or "-"
    # The query language reads two underscores as a dot.
    return "facets." + written.replace("__", "_-5f-")


def source(document: IndexDocument) -> dict[str, Any]:
    """What is sent of a document."""
    prefix = len("facets.")
    facets: dict[str, Sequence[str]] = {
        facet_field(name)[prefix:]: list(values) for name, values in document.facets.items()
    }
    return {
        "key": document.key,
        "published": document.published,
        "popularity": document.popularity,
        "facets": facets,
        "head": document.head,
        "meta": document.meta,
        "body": document.body,
        "record": document.record,
    }
