"""What of a text an approval binds: its content, and nothing of what happens to it afterwards."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

# Whereabouts, states, times and marks of administration: they change without the text changing.
NOT_CONTENT = frozenset(
    {
        "pk", "id", "content_type", "page_ptr", "path", "depth", "numchild", "url_path", "draft_title",
        "live", "has_unpublished_changes", "expired", "go_live_at", "expire_at", "first_published_at",
        "last_published_at", "latest_revision", "latest_revision_created_at", "live_revision", "locked", "locked_at",
        "locked_by", "owner", "alias_of", "withdrawal_reason", "wagtail_admin_comments", "search_text",
    }
)  # fmt: skip


def content_hash(revision: Revision) -> str:
    """SHA-256, in hexadecimal, of the content of a revision. No query beyond the revision's own."""
    return hash_of(revision.content, model=revision.content_type.model_class())


def live_hash(page: Page) -> str:
    """The same of the row that the public reads; `page` must be the specific page, read afresh."""
    return hash_of(page.serializable_data(), model=type(page))


def hash_of(content: Mapping[str, Any], *, model: type[Page]) -> str:
    """The hash of a serialised page. Rows of child forms count by what they say, not by their numbers."""
    parents = {relation.get_accessor_name(): relation.field.name for relation in get_all_child_relations(model)}
    kept = {
        name: _child_rows(value, parents[name]) if name in parents else _plain(value)
        for name, value in content.items()
        if name not in NOT_CONTENT
    }
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _child_rows(rows: Any, parent: str) -> Any:
    """The rows without their own keys and that of their page: both are given when the page is stored."""
    return [{key: value for key, value in row.items() if key not in {"pk", parent}} for row in rows or ()]


def _plain(value: Any) -> Any:
    """A stream is kept as JSON in a text: compared as what it says."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
