"""A page of many pictures published before the worker came by: the write lock is not held for all of them."""

import json
from typing import Any

import pytest
from django.utils import timezone

from cms.media.image_shape import MAX_QUICK_CUTS
from cms.media.jobs import prepare_pending_images
from cms.media.models import Rendition
from cms.publishing.models import PublishedDocument
from cms.publishing.worker.delivering import run_until_idle
from tests.factories.media import ImageFactory
from tests.factories.pages import ArticlePageFactory, a_site, picture_value

pytestmark = pytest.mark.django_db


def test_publishing_in_a_transaction_cuts_no_more_than_its_bound_and_the_rest_follows() -> None:
    site = a_site()
    body: list[dict[str, Any]] = [
        {"type": "image", "value": picture_value(ImageFactory(size=(64, 48)).pk)} for _ in range(20)
    ]
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], body=body, live=True)

    assert MAX_QUICK_CUTS == 8
    assert Rendition.objects.count() == 8
    assert pictures_of(page) == 8

    while prepare_pending_images(timezone.now()):
        pass
    run_until_idle(clock=timezone.now)
    assert pictures_of(page) == 20


def pictures_of(page: Any) -> int:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale="vi")
    return sum(block["type"] == "image" for block in json.loads(row.body)["blocks"])
