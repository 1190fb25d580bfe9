"""Which process of a parallel run takes which tests, and in what order.

A file's tests stay in one process, or every scene that a module builds once would be built in each; the files
that share a costly server stay together too. (xdist's own `loadgroup` cannot say this: 3.8 writes the group into
a node's identity, which pytest 9 no longer reads.) The long suites begin first, so that neither process ends with
one while the other has nothing left.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# The copy of the product, the Elasticsearch node and the PostgreSQL server each serve one process only.
TOGETHER = {
    "tests/product/": "product",
    "tests/faults/test_elasticsearch": "elasticsearch",
    "tests/faults/test_search_server": "elasticsearch",
    "tests/contracts/test_search_": "elasticsearch",
    "tests/races/": "postgresql",
}
LONGEST_FIRST = (
    "tests/product/",
    "tests/races/",
    "tests/faults/",
    "tests/contracts/",
    "tests/policy/",
    "tests/browser/",
    "tests/journeys/",
    "tests/unit/",
)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist is not typed
    """Hands out whole files, or whole groups of `TOGETHER`, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """The unit of work to which a test belongs: a group of `TOGETHER`, else its file."""
    path = nodeid.split("::", 1)[0]
    return next((group for prefix, group in TOGETHER.items() if path.startswith(prefix)), path)


def rank(item: pytest.Item) -> int:
    """Where a test's suite stands in `LONGEST_FIRST`; what is not named comes last."""
    return next((i for i, prefix in enumerate(LONGEST_FIRST) if item.nodeid.startswith(prefix)), len(LONGEST_FIRST))


def scheduler(config: Any, log: Any) -> ByFile:
    """The scheduler of this suite, for xdist's hook."""
    config.option.loadscopereorder = False  # by number of tests, which says little about their length
    return ByFile(config, log)
