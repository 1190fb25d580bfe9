"""A translated procedure says the facts of its Vietnamese one at once; its words wait for people (ADR 0180)."""

import copy
import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import orjson
import pytest
from wagtail.blocks import BooleanBlock, CharBlock, ChooserBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.pages.actions import publish_latest
from cms.pages.presenters.translatable import words_of
from cms.publishing.models import DocumentFacet, PublicationEvent, PublishedDocument
from cms.publishing.presenting import PresentContext
from cms.translation.gate import is_vietnamese
from procedures import record as r
from procedures.models import ProcedurePage
from procedures.models.procedure import SAME_EVERYWHERE
from procedures.presenter import present_procedure
from tests.factories.pages import AT, ASite
from tests.factories.procedures import a_catalogue, a_procedure, full_record

pytestmark = pytest.mark.django_db
STREAMS = (
    "steps", "submissions", "dossier", "results", "forms", "legal_basis", "publication_decisions", "changes",
    "contacts", "related",
)  # fmt: skip


def translated(page: ProcedurePage) -> ProcedurePage:
    """Its English page, with every passage confirmed, live."""
    english = Locale.objects.get(language_code="en")
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        words = segment.string.data
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=english,
            data=f"English {segment.pk}" if is_vietnamese(words) else words,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    source.create_or_update_translation(english, publish=False, copy_parent_pages=True)
    made = ProcedurePage.objects.get(translation_key=page.translation_key, locale=english)
    live: ProcedurePage = publish_latest(page=made, by=None, at=AT)
    return live


def details(page: ProcedurePage) -> dict[str, Any]:
    row = PublishedDocument.objects.get(content_id=page.translation_key, locale=page.locale.language_code)
    found: dict[str, Any] = orjson.loads(row.body)
    return found


def scene() -> tuple[ASite, ProcedurePage, ProcedurePage]:
    site = a_catalogue()
    page = a_procedure(site, full_record(), live=True)
    return site, page, translated(page)


def of_record(name: str) -> Any:
    return getattr(full_record(), name)


def test_a_repealed_procedure_and_a_new_fee_are_so_in_english_in_the_same_commit() -> None:
    site, page, english = scene()
    before = details(english)
    assert (before["status"]["key"], before["submissions"][0]["fees"][0]["amount_vnd"]) == ("current", 8000)
    fingerprint = PublishedDocument.objects.get(content_id=page.translation_key, locale="vi").source_fingerprint
    first, *others = of_record("submissions")
    fees = (replace(first.fees[0], amount_vnd=16000), *first.fees[1:])
    dearer = (replace(first, fees=fees, time_value=Decimal("10")), *others)
    a_procedure(
        site, full_record(status="repealed", submissions=dearer, verified_on=datetime.date(2018, 1, 2)), live=True
    )

    after = details(english)
    assert after["status"]["key"] == "repealed"
    assert after["submissions"][0]["fees"][0]["amount_vnd"] == 16000
    assert after["submissions"][0]["time"]["value"] == "10"
    assert after["verified_on"] == "2018-01-02"
    assert after["submissions"][0]["text"] == before["submissions"][0]["text"]
    facets = DocumentFacet.objects.filter(document__content_id=page.translation_key, document__locale="en")
    assert set(facets.filter(name="status").values_list("value", flat=True)) == {"repealed"}
    source = PublishedDocument.objects.get(content_id=page.translation_key, locale="vi")
    assert source.source_fingerprint == fingerprint  # no words changed: nothing is stale
    assert PublicationEvent.objects.filter(locale="en").latest("pk").kind == "refreshed"
    english.refresh_from_db()
    assert english.status == "current"  # the translator's page is left to its next draft


def test_words_go_with_their_row_and_what_nobody_translated_is_left_out() -> None:
    site, _page, english = scene()
    before = details(english)
    first, second, *_rest = of_record("submissions")
    cheap = r.Fee(kind="fee", amount_vnd=1000, note="trẻ em")
    rows = (replace(second, text="Nộp qua mạng."), replace(first, fees=(cheap, *first.fees)))
    steps = (*of_record("steps"), r.Step(text="Bước hoàn toàn mới.", actor="Người nộp"))
    a_procedure(site, full_record(submissions=rows, steps=steps), live=True)

    after = details(english)
    assert [one["channel"] for one in after["submissions"]] == ["online", "direct"]
    assert after["submissions"][0]["text"] == ""
    assert after["submissions"][1]["text"] == before["submissions"][0]["text"]
    fees = after["submissions"][1]["fees"]
    assert [(fee["amount_vnd"], bool(fee["note"])) for fee in fees] == [(1000, False), (8000, False), (50000, True)]
    assert after["steps"] == before["steps"]
    told = orjson.dumps(after).decode()
    assert "trẻ em" not in told
    assert "Nộp qua mạng" not in told


def test_a_reworded_passage_keeps_its_english_until_it_is_translated_anew() -> None:
    site, page, english = scene()
    before = details(english)
    one, two = of_record("steps")
    fingerprint = PublishedDocument.objects.get(content_id=page.translation_key, locale="vi").source_fingerprint
    steps = (replace(one, text="Nộp hồ sơ trực tiếp tại quầy tiếp nhận."), two)
    a_procedure(site, full_record(steps=steps), live=True)
    assert details(english)["steps"] == before["steps"]
    source = PublishedDocument.objects.get(content_id=page.translation_key, locale="vi")
    assert source.source_fingerprint != fingerprint


def test_an_english_page_without_a_public_source_keeps_its_own_facts() -> None:
    _site, page, english = scene()
    before = details(english)
    page.unpublish()
    ProcedurePage.objects.filter(pk=page.pk).update(status="repealed")
    publish_latest(page=english, by=None, at=AT)
    assert details(english) == before


def said(page: ProcedurePage) -> bytes:
    """Everything the public may meet of it."""
    context = PresentContext(mode="public", viewer=None, grant="", locale="en", site_key="department")
    shown = present_procedure(ProcedurePage.objects.get(pk=page.pk), context)
    links = {name: [str(one) for one in ids] for name, ids in shown.links.items()}
    facets = sorted((facet.name, facet.value) for facet in shown.facets)
    return orjson.dumps([shown.title, shown.summary, shown.details, links, facets, shown.search])


WORDS = (
    "title", "summary", "official_name", "description", "kind", "conditions", "competent_authority", "delegated",
    "coordinating", "partial_reason", "receiving_addresses", "also_called", "keywords",
)  # fmt: skip
OTHER: dict[str, Any] = {
    "levels": ["ministry"], "audiences": ["citizen"], "life_events": [], "field": None, "agency": None,
    "status": "repealed", "online_level": "full", "is_sample": False, "popularity": 1, "dossier_sets": 7,
    "status_on": datetime.date(2020, 1, 1), "verified_on": datetime.date(2020, 1, 1),
}  # fmt: skip


def leaves(block: Any, value: Any, put: Callable[[Any], None], place: str) -> Iterator[tuple[str, Any, Any, Any]]:
    """(place, block, value, setter) of every leaf below a stored value."""
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, value.get(name), lambda new, n=name: value.__setitem__(n, new), f"{place}.{name}")
    elif isinstance(block, ListBlock):
        for number, item in enumerate(value or ()):
            setter = lambda new, one=item: one.__setitem__("value", new)  # noqa: E731
            yield from leaves(block.child_block, item["value"], setter, f"{place}.{number}")
    else:
        yield place, block, value, put


def stream_leaves(page: ProcedurePage) -> Iterator[tuple[str, Any, Any, Any]]:
    for name in STREAMS:
        stream = getattr(page, name)
        for number, row in enumerate(stream.raw_data):
            child = stream.stream_block.child_blocks[row["type"]]
            yield from leaves(child, row["value"], lambda _new: None, f"{name}.{number}")


def another(block: Any, value: Any) -> Any:
    if isinstance(block, BooleanBlock):
        return not value
    choices = [key for key, _label in getattr(block.field, "choices", ()) if key and key != value]
    if choices:
        return choices[0]
    kind = type(block).__name__
    return {"IntegerBlock": 77, "DecimalBlock": "77", "DateBlock": "2011-11-11", "URLBlock": "https://x.example.vn/"}[
        kind
    ]


def test_every_word_makes_the_translation_stale_and_every_fact_is_true_at_once() -> None:
    """The contract: each leaf of a procedure does the one or the other."""
    _site, page, english = scene()
    source = ProcedurePage.objects.get(pk=page.pk)
    silent = []
    for name in SAME_EVERYWHERE:
        before, changed = said(english), ProcedurePage.objects.get(pk=page.pk)
        setattr(changed, name, OTHER.get(name, f"x-{name}"))
        changed.save(clean=False)
        silent += [name] if said(english) == before else []
        source.save(clean=False)
    assert silent == []

    words = words_of(source)
    for field in WORDS:
        changed = copy.copy(source)
        setattr(changed, field, "Chữ khác hẳn")
        assert words_of(changed) != words, field

    places = [place for place, _block, _value, _put in stream_leaves(source)]
    texts = facts = 0
    for index, place in enumerate(places):
        changed = ProcedurePage.objects.get(pk=page.pk)
        _place, block, value, put = list(stream_leaves(changed))[index]
        if isinstance(block, ChooserBlock):
            continue  # what is chosen is a link: it follows like the rest, and is tried with pages elsewhere
        if isinstance(block, CharBlock | TextBlock | RichTextBlock):
            put("Chữ khác hẳn")
            assert words_of(changed) != words, place
            texts += 1
            continue
        before = said(english)
        put(another(block, value))
        changed.save(clean=False)
        assert said(english) != before, place
        source.save(clean=False)
        facts += 1
    assert (texts, facts) > (30, 20)
