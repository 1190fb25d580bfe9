"""Which public addresses an event changes besides the document's own: filled by the portal and the API."""

from collections.abc import Callable, Iterable, Iterator

from cms.publishing.models import PublicationEvent

AffectedAddresses = Callable[[PublicationEvent], Iterable[str]]

_registered: list[AffectedAddresses] = []


def register_affected_addresses(affected: AffectedAddresses) -> None:
    """Add a function: event → paths (with query, starting with "/") whose answers it may have changed."""
    _registered.append(affected)


def ancestors(path: str) -> Iterator[str]:
    """The addresses above a path, nearest first: "/a/b/" → "/a/", "/"."""
    parts = [part for part in path.split("/") if part]
    while parts:
        parts.pop()
        yield "/" + "".join(f"{part}/" for part in parts)


def affected_paths(event: PublicationEvent) -> list[str]:
    """Every path of the site whose answer the event may have changed, each once, the document's own first.

    A listing stands at each ancestor of a document; what else shows it (feeds, sitemap, API) is registered.
    """
    paths: dict[str, None] = {}
    for own in (event.path, event.previous_path):
        if own:
            paths.setdefault(own)
    for own in (event.path, event.previous_path):
        if own:
            paths.update(dict.fromkeys(ancestors(own)))
    for affected in _registered:
        paths.update(dict.fromkeys(affected(event)))
    return list(paths)
