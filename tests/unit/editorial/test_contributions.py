"""Contributions follow the events of publication, once, and come out equal when they are replayed."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.editorial.actions import contributions, handle_event
from cms.editorial.models import Contribution
from cms.editorial.queries import empty_sections, updates_in_week
from cms.kernel.calendar import HANOI
from cms.kernel.periods import Week
from cms.publishing.models import PublicationEvent
from cms.publishing.worker import run_until_idle
from news.models import ArticlePage
from tests.factories.pages import ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site(sections=("news", "policy"))


def react(since: int = 0) -> int:
    """Hand the events after one to the subscriber, as the worker does; the last one's id."""
    for event in PublicationEvent.objects.filter(pk__gt=since).order_by("pk"):
        handle_event(event)
        since = event.pk
    return since


def rows() -> list[dict[str, Any]]:
    return [
        {**row, "authors": list(Contribution.objects.get(pk=row["id"]).authors.values_list("name", "share"))}
        for row in Contribution.objects.order_by("pk").values()
    ]


def publish(page: ArticlePage) -> None:
    page.save_revision().publish()


def test_a_first_publication_is_counted_once_with_its_facts(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    react()
    react()
    row = Contribution.objects.get()
    facts = page.contribution_facts()
    event = PublicationEvent.objects.get(document_type="article")
    assert facts is not None
    assert (row.content_id, row.locale, row.subsite) == (page.translation_key, "vi", site.subsite)
    assert (row.section and row.section.key, row.department_id) == ("news", page.department_id)
    assert (row.revision_id, row.event_id, row.page_id) == (event.revision_id, event.pk, page.pk)
    assert (row.kind, row.origin, row.genre, row.format, row.words) == (
        facts.kind,
        facts.origin,
        facts.genre,
        facts.format,
        facts.words,
    )
    assert row.published_at == ArticlePage.objects.get(pk=page.pk).first_published_at
    assert list(row.authors.values_list("name", "share")) == [(author.name, author.share) for author in facts.authors]


def test_homes_and_sections_are_not_counted(site: ASite) -> None:
    react()
    assert Contribution.objects.count() == 0


def test_a_correction_keeps_the_day_and_changes_what_it_is(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    react()
    before = Contribution.objects.get()
    page.refresh_from_db()
    page.title = "Tiêu đề đã sửa"
    publish(page)
    react()
    after = Contribution.objects.get()
    assert (after.title, after.published_at, after.revision_id) == (
        "Tiêu đề đã sửa",
        before.published_at,
        before.revision_id,
    )


def test_an_article_moved_to_another_section_counts_there(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    page.move(site.sections["policy"]["vi"], pos="last-child")
    publish(ArticlePage.objects.get(pk=page.pk))
    react()
    section = Contribution.objects.get().section
    assert section is not None
    assert section.key == "policy"


def test_a_withdrawn_item_still_counts_and_a_deleted_one_does_not(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    react()
    page.unpublish()
    react()
    row = Contribution.objects.get()
    assert row.withdrawn_at is not None
    assert list(Contribution.objects.counted()) == [row]

    page.delete()
    row.refresh_from_db()
    assert row.deleted_at is not None
    assert not Contribution.objects.counted().exists()


def test_a_republished_item_is_no_longer_withdrawn(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    page.unpublish()
    publish(ArticlePage.objects.get(pk=page.pk))
    react()
    assert Contribution.objects.get().withdrawn_at is None


def test_an_older_event_that_comes_late_or_again_changes_nothing(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True, title="Tên đầu")
    page.refresh_from_db()
    page.title = "Tên sau"
    publish(page)
    ArticlePage.objects.get(pk=page.pk).unpublish()
    first, second, withdrawn = PublicationEvent.objects.filter(content_id=page.translation_key).order_by("pk")
    react()
    before = rows()
    assert before[0]["withdrawn_at"] == withdrawn.occurred_at

    for late in (first, second):
        handle_event(late)
        assert rows() == before
    handle_event(withdrawn)
    assert rows() == before

    publish(ArticlePage.objects.get(pk=page.pk))
    react(withdrawn.pk)
    after = rows()
    handle_event(withdrawn)
    assert rows() == after
    assert (after[0]["withdrawn_at"], after[0]["title"]) == (None, "Tên sau")


def test_an_article_moved_to_another_site_counts_once_and_there(site: ASite) -> None:
    other = a_site("service", hostname="dich-vu.localhost", is_default=False)
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    react()
    first = Contribution.objects.get()
    page.move(other.sections["news"]["vi"], pos="last-child")
    run_until_idle(clock=timezone.now)
    react()

    row = Contribution.objects.get()
    assert (row.pk, row.subsite, row.withdrawn_at) == (first.pk, other.subsite, None)
    assert (row.published_at, row.event_id) == (first.published_at, first.event_id)
    assert row.section is not None
    assert row.section.subsite == other.subsite
    before = rows()
    call_command("rebuild_contributions", stdout=StringIO())
    assert rows() == before


def test_rebuilding_gives_equal_rows(site: ASite) -> None:
    for key in ("news", "policy", "news"):
        ArticlePageFactory(section_page=site.sections[key]["vi"], live=True)
    withdrawn = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    withdrawn.unpublish()
    deleted = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    last = react()
    deleted.delete()
    react(last)
    before = rows()
    assert len(before) == 5

    out = StringIO()
    call_command("rebuild_contributions", stdout=out)
    assert rows() == before
    assert out.getvalue().endswith("có 5 tin bài được tính\n")

    Contribution.objects.exclude(deleted_at__isnull=False).delete()
    call_command("rebuild_contributions", stdout=out)
    without_ids = [{key: value for key, value in row.items() if key != "id"} for row in rows()]
    assert sorted(without_ids, key=lambda row: row["event_id"]) == sorted(
        ({key: value for key, value in row.items() if key != "id"} for row in before), key=lambda row: row["event_id"]
    )


@pytest.mark.requirement("R025")
def test_a_section_without_anything_public_is_empty(site: ASite) -> None:
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    react()
    on = datetime.date(2026, 3, 15)
    assert [section.key for section in empty_sections(site.subsite, on)] == ["policy"]
    page.unpublish()
    react()
    assert [section.key for section in empty_sections(site.subsite, on)] == ["news", "policy"]


@pytest.mark.requirement("R036")
def test_updates_are_counted_from_monday_to_sunday_in_hanoi(site: ASite) -> None:
    def event(
        moment: datetime.datetime, content_id: str, kind: str = "published", document_type: str = "article"
    ) -> None:
        PublicationEvent.objects.create(
            kind=kind,
            site=site.subsite,
            content_id=content_id,
            locale="vi",
            document_type=document_type,
            occurred_at=moment,
        )

    PublicationEvent.objects.all().delete()
    a, b = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
    event(datetime.datetime(2026, 3, 8, 23, 59, tzinfo=HANOI), a)  # Sunday before
    event(datetime.datetime(2026, 3, 9, 0, 1, tzinfo=HANOI), a)
    event(datetime.datetime(2026, 3, 9, 15, 0, tzinfo=HANOI), a)  # the same day again
    event(datetime.datetime(2026, 3, 15, 23, 59, tzinfo=HANOI), b)
    event(datetime.datetime(2026, 3, 10, 9, 0, tzinfo=HANOI), b, kind="withdrawn")
    event(datetime.datetime(2026, 3, 10, 9, 0, tzinfo=HANOI), b, document_type="menu")
    event(datetime.datetime(2026, 3, 16, 0, 0, tzinfo=HANOI), b)  # Monday after
    assert updates_in_week(site.subsite, Week.of(datetime.date(2026, 3, 11))) == 2


def test_an_event_that_is_overtaken_while_it_is_counted_changes_nothing(
    site: ASite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers hold two publications of one text: whichever writes last, the newer one counts."""
    page = ArticlePageFactory(section_page=site.sections["news"]["vi"], live=True)
    since = react()
    for title in ("Bản hai", "Bản ba"):
        page.title = title
        publish(page)
    second, third = PublicationEvent.objects.filter(pk__gt=since, document_type="article").order_by("pk")
    stock = contributions._facts_of

    def overtaken(event: PublicationEvent) -> Any:
        if event == second:
            handle_event(third)
        return stock(event)

    monkeypatch.setattr(contributions, "_facts_of", overtaken)
    handle_event(second)
    row = Contribution.objects.get()
    assert (row.title, row.last_event_id) == ("Bản ba", third.pk)
