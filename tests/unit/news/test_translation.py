"""wagtail-localize makes the English copy: texts to translate, facts kept in step."""

import datetime
import uuid

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from news.models import ArticlePage
from tests.factories.media import ImageFactory
from tests.factories.pages import ArticlePageFactory, a_site, picture_value

pytestmark = pytest.mark.django_db

TABLE = {"data": [["Lệ phí", "70.000"]], "table_caption": "Biểu phí", "table_header_choice": "row"}


def test_a_translation_takes_texts_and_keeps_department_dates_and_authors() -> None:
    site = a_site()
    body = [
        {"type": "heading", "id": str(uuid.uuid4()), "value": {"level": "h2", "text": "Hồ sơ", "lang": ""}},
        {"type": "image", "id": str(uuid.uuid4()), "value": picture_value(ImageFactory().pk)},
        {"type": "table", "id": str(uuid.uuid4()), "value": {"table": TABLE, "lang": ""}},
    ]
    page = ArticlePageFactory(
        section_page=site.sections["news"]["vi"],
        title="Hợp pháp hóa",
        body=body,
        event_on=datetime.date(2017, 3, 1),
        live=True,
    )
    source, _created = TranslationSource.update_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    Translation.objects.create(source=source, target_locale=english)
    texts = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert {"Hợp pháp hóa", "Hồ sơ", "Hai đoàn bắt tay", "Lễ ký kết", "Biểu phí", "Lệ phí"} <= texts
    assert "Cộng tác viên A" not in texts

    source.create_or_update_translation(english, publish=False, fallback=True)
    copy = ArticlePage.objects.get(locale=english)
    assert (copy.live, copy.translation_key) == (False, page.translation_key)
    assert (copy.department, copy.genre, copy.event_on) == (page.department, page.genre, page.event_on)
    assert copy.get_parent().pk == site.sections["news"]["en"].pk
    assert [author.name for author in copy.authors.all()] == ["Cộng tác viên A"]
    assert copy.body.raw_data[2]["value"]["table"]["data"] == [["Lệ phí", "70.000"]]
