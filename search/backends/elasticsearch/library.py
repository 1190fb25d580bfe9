"""The one door to the client's query language, so that the code says what it builds on in one place.

elasticsearch-dsl lives inside the client since 8.18; the package of the old name only redirects (docs/adr/0003).
"""

from elasticsearch.dsl import A, Mapping, Search
from elasticsearch.dsl.query import Bool, ConstantScore, MatchAll, MatchNone, MatchPhrase, Query, Term, Terms

__all__ = [
    "A", "Bool", "ConstantScore", "Mapping", "MatchAll", "MatchNone", "MatchPhrase", "Query", "Search", "Term", "Terms",
]  # fmt: skip
