"""The engine on a server of its own (docs/search-elasticsearch.md)."""

from search.backends.elasticsearch.engine import ElasticsearchBackend

__all__ = ["ElasticsearchBackend"]
