"""What documents of the fixture site are made of."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

CANARY = """<img src=x onerror="window.__xss=1">"'</script><script>window.__xss=1</script>"""
START = datetime.fromisoformat("2026-11-18T08:05:00+07:00")
SITE_KEY = "department"


def content_id(name: str) -> str:
    """The id of a fixture document."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"fixture/{name}"))


def link(item: Mapping[str, Any]) -> dict[str, Any]:
    """A link to an item, as the API expands it."""
    return {
        "content_id": item["content_id"],
        "title": item["title"],
        "path": item["path"],
        "type": item["document_type"],
        "locale": item["locale"],
    }


def item(name: str, document_type: str, path: str, title: str, **values: Any) -> dict[str, Any]:
    """One document in the JSON of the API."""
    minutes = values.pop("minutes", 0)
    moment = (START - timedelta(minutes=minutes)).isoformat()
    return {
        "content_id": content_id(name),
        "document_type": document_type,
        "schema_version": 1,
        "locale": "vi",
        "served_locale": "vi",
        "site": SITE_KEY,
        "path": path,
        "title": title,
        "summary": "",
        "image": None,
        "first_published_at": moment,
        "published_at": moment,
        "updated_at": moment,
        "translations": [],
        "breadcrumbs": [],
        "details": {},
        "links": {},
        **values,
    }
