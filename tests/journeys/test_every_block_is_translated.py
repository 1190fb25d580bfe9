"""No English page shows Vietnamese words that no translator confirmed, in whatever block they stand (R077, E9)."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.pages.actions import publish_latest
from cms.translation.actions import (
    ask_for_preparation,
    ask_for_translation,
    build_draft,
    prepare_next,
    save_segments,
)
from cms.translation.gate import is_vietnamese, unconfirmed_words
from cms.translation.queries import segments_of
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.moderation import AT
from tests.factories.pages import add_section, picture_value
from tests.factories.procedures import a_procedure, full_record
from tests.factories.translation import TranslatingRoom, a_translating_room, english_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R077")]
CANARY = "Chim hoàng yến"
# Of the record: what is called by its own name in every language.
NAMES_OF_A_PROCEDURE = {"Cơ quan chưa có tên Anh"}


def block(type_: str, **value: Any) -> dict[str, Any]:
    return {"type": type_, "id": str(uuid.uuid4()), "value": {"lang": "", **value}}


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


def every_block(room: TranslatingRoom) -> list[dict[str, Any]]:
    """One of each kind in which words can stand, and files without words of their own."""
    image = ImageFactory(title=f"{CANARY} ảnh")
    document = DocumentFactory(title=f"{CANARY} tệp")
    picture = picture_value(image.pk, alt=f"{CANARY} alt", caption=f"{CANARY} chú thích")
    table = {"data": [[f"{CANARY} ô", "70.000"]], "table_caption": f"{CANARY} bảng", "table_header_choice": "row"}
    return [
        block("heading", level="h2", text=f"{CANARY} hai"),
        block("paragraph", text=f'<p>{CANARY} một <a href="https://x.example.vn/">{CANARY} đây</a></p>'),
        block("image", **picture),
        block("gallery", title=f"{CANARY} bộ ảnh", images=[item(dict(picture))]),
        block("table", table=table),
        block("quote", text=f"{CANARY} trích", attribution=f"{CANARY} ai"),
        block("files", title=f"{CANARY} các tệp", files=[item({"document": document.pk, "title": "", "lang": ""})]),
        block(
            "video", url="https://www.youtube.com/watch?v=dQw4w9WgXcQ", title=f"{CANARY} phim", caption=f"{CANARY} p"
        ),
        block("callout", kind="note", title=f"{CANARY} lưu ý", text=f"<p>{CANARY} nhớ</p>"),
    ]


def test_no_block_of_the_source_is_left_in_vietnamese_on_the_english_page() -> None:
    room = a_translating_room()
    page, request = room.public(title=f"{CANARY} tựa", summary=f"{CANARY} tóm tắt", body=every_block(room))
    request = room.prepared(request)
    texts = {
        segment.id: '<a id="a1">English link</a> words' if "<a id" in segment.source else f"English {segment.id}"
        for segment in segments_of(request)
        if segment.is_missing
    }
    assert save_segments(request=request, translations=texts, by=room.translator, at=AT).rejected == {}
    english = room.published(request)
    address = english.get_url_parts()[2]
    for path in (address, f"/api/v1/documents/{page.translation_key}/?locale=en"):
        shown = Client().get(path).content.decode()
        assert "English link" in shown, path
        assert CANARY not in shown.replace(page.title, ""), path  # the switch of language names the other version
    assert "File 1" in Client().get(address).content.decode()


def strings(value: Any) -> Iterator[str]:
    """Every text of a document of the API."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "translations":  # the switch of language names the other version
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_nothing_of_a_procedure_is_left_in_vietnamese_but_names() -> None:
    """With every part a record can have; its field has no English name, its agency keeps its own."""
    room = a_translating_room()
    site, keeper = room.newsroom.site, room.newsroom.secretary
    add_section(site, "procedures", number="5", content_kind="procedure")
    page = a_procedure(site, full_record(field="Lĩnh vực chưa có tên Anh", agency="Cơ quan chưa có tên Anh"), live=True)
    request = ask_for_translation(page=page, by=keeper, at=AT)
    ask_for_preparation(request=request, by=keeper, at=AT)
    assert prepare_next(at=AT) is not None
    texts = {segment.id: english_of(segment) for segment in segments_of(request) if segment.is_missing}
    assert save_segments(request=request, translations=texts, by=keeper, at=AT).rejected == {}
    draft = build_draft(request=request, by=keeper, at=AT)
    assert unconfirmed_words(draft.as_object()) == []
    english = publish_latest(page=draft.as_object(), by=None, at=AT)

    told = Client().get(f"/api/v1/documents/{page.translation_key}/?locale=en").json()
    left = {text for text in strings(told) if is_vietnamese(text)}
    assert {re.sub(r"<[^>]*>", "", text).strip() for text in left} == NAMES_OF_A_PROCEDURE
    assert told["details"]["submissions"][0]["fees"][0]["label"] == "VND\u00a08,000"
    assert told["details"]["field"] is None
    assert told["details"]["agency"]["label"] == "Cơ quan chưa có tên Anh"
    for address in (english.get_url_parts()[2], english.get_parent().get_url_parts()[2]):
        shown = Client().get(address).content.decode()
        assert "English title" in shown, address
        assert "Lĩnh vực" not in shown, address
        main = BeautifulSoup(shown, "html.parser").main
        assert main is not None
        own = {re.sub(r" \(\d+\)$", "", text) for text in main.stripped_strings if is_vietnamese(text)}
        assert not own - NAMES_OF_A_PROCEDURE, address


def test_words_of_an_older_source_or_hardly_changed_ones_do_not_pass() -> None:
    room = a_translating_room()
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    request = room.translated(room.prepared(request))
    draft = build_draft(request=request, by=room.translator, at=AT).as_object()
    assert unconfirmed_words(draft) == []
    for words in ("Hợp pháp hóa lãnh sự.", "Thủ tục cấp hộ chiếu được sửa đổi"):
        draft.title = words
        assert unconfirmed_words(draft) == [words]
    draft.title = "Nguyễn Văn An, Director of Huế"
    assert unconfirmed_words(draft) == []
