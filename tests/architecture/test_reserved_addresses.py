"""No page can stand where a route answers: the first segment of every route is reserved."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from cms.publishing.reserved import reserved_slugs


def first_segments(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        route = str(entry.pattern).removeprefix("^")
        if route:
            segment = re.match(r"[\w-]+(?=/)", route)
            if segment is not None:
                yield segment[0]
            elif (choice := re.match(r"\(\?(?:P<\w+>|:)([\w|-]+)\)/", route)) is not None:
                yield from choice[1].split("|")
        elif isinstance(entry, URLResolver):
            yield from first_segments(entry.url_patterns)


def test_the_first_segment_of_every_route_is_reserved() -> None:
    found = set(first_segments(get_resolver().url_patterns))
    assert {"admin", "api", "media", "private-media", "rss", "atom"} <= found
    assert found <= reserved_slugs()


def test_languages_files_and_units_are_reserved() -> None:
    assert {"vi", "en", "static", "don-vi", "units"} <= reserved_slugs()
