"""Addresses that belong to routes: filled by the apps that have them, refused to pages right below a home."""

from wagtail.models import Page

_HOME_DEPTH = 2  # the tree's root is 1; the homes of all sites and languages stand right below it
_reserved: set[str] = set()


def reserve_slugs(*slugs: str) -> None:
    """Keep first segments of public addresses for routes, in every language of every site."""
    _reserved.update(slug.lower() for slug in slugs)


def reserved_slugs() -> frozenset[str]:
    """All of them."""
    return frozenset(_reserved)


def is_reserved(slug: str, *, parent: Page | None) -> bool:
    """Whether a page of that slug below that parent would stand at an address that a route answers."""
    return parent is not None and parent.depth == _HOME_DEPTH and slug.lower() in _reserved
