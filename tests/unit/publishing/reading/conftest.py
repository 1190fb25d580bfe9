"""A site to read from, and nothing remembered from the test before."""

from collections.abc import Iterator

import pytest

from cms.publishing import reading
from cms.subsites.models import Subsite
from cms.subsites.queries import SubsiteInfo, subsite_by_key
from tests.factories.publishing import SubsiteFactory


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    reading.forget()
    yield
    reading.forget()


@pytest.fixture
def row(db: None) -> Subsite:
    return SubsiteFactory(key="department", is_default=True)


@pytest.fixture
def site(row: Subsite) -> SubsiteInfo:
    found = subsite_by_key("department")
    assert found is not None
    return found
