"""What is deleted can be put back for thirty days."""

import datetime

import pytest
from wagtail.models import Page

from cms.audit.models import AuditEntry
from cms.bin.actions import move_to_bin, purge, purge_expired, restore, the_bin
from cms.bin.errors import AlreadyGone, NoParent, PurgeReasonMissing, SlugTaken, TranslationStays
from cms.bin.models import BinPage, DeletedPage
from cms.bin.queries import in_the_bin
from cms.departments.errors import NotAllowed
from cms.desk.queries import desk_of
from cms.moderation.queries import drafts_of
from cms.pages.errors import ReasonRequired
from cms.publishing.models import FormerAddress, PublishedDocument
from news.actions import draft_translation
from news.models import ArticlePage
from tests.factories.moderation import AT, Newsroom, a_newsroom

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_a_deleted_draft_lies_in_the_bin_and_comes_back_where_it_stood() -> None:
    room = a_newsroom()
    page = room.draft(title="Nháp")
    place = (page.get_parent().pk, page.url_path, page.slug)
    row = move_to_bin(page=page, by=room.writer, at=AT)
    assert (row.title, row.department, row.by, row.deleted_at, row.was_live) == (
        "Nháp",
        room.division,
        room.writer,
        AT,
        False,
    )
    assert Page.objects.get(pk=page.pk).get_parent().specific == BinPage.objects.get()
    assert (drafts_of(room.writer), desk_of(room.writer, at=AT).drafts) == ([], ())

    back = restore(row=row, by=room.head, at=AT + DAY)
    assert (back.get_parent().pk, back.url_path, back.slug) == place
    assert [row.page_id for row in drafts_of(room.writer)] == [page.pk]
    with pytest.raises(AlreadyGone):
        restore(row=row, by=room.head, at=AT + DAY)
    acts = AuditEntry.objects.filter(action__in=["page.binned", "page.restored"]).values_list("action", "by")
    assert set(acts) == {("page.binned", room.writer.pk), ("page.restored", room.head.pk)}


def test_other_departments_neither_delete_nor_restore() -> None:
    room = a_newsroom()
    page = room.draft()
    with pytest.raises(NotAllowed):
        move_to_bin(page=page, by=room.other_head, at=AT)
    assert not DeletedPage.objects.exists()
    row = move_to_bin(page=page, by=room.writer, at=AT)
    with pytest.raises(NotAllowed):
        restore(row=row, by=room.other_head, at=AT)
    assert Page.objects.get(pk=page.pk).get_parent().specific == BinPage.objects.get()


def test_what_is_live_is_withdrawn_with_the_public_reason_by_those_who_may() -> None:
    room = a_newsroom()
    page = room.live()
    path = PublishedDocument.objects.get(page_id=page.pk).path
    with pytest.raises(NotAllowed):
        move_to_bin(page=page, reason="Sai số liệu", by=room.writer, at=AT)
    with pytest.raises(ReasonRequired):
        move_to_bin(page=page, by=room.office, at=AT)
    assert ArticlePage.objects.get(pk=page.pk).live

    row = move_to_bin(page=page, reason="Sai số liệu", by=room.office, at=AT)
    assert (row.was_live, row.reason) == (True, "Sai số liệu")
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert not PublishedDocument.objects.filter(page_id=page.pk).exists()
    gone = FormerAddress.objects.get(path=path)
    assert (gone.is_gone, gone.reason) == (True, "Sai số liệu")
    restore(row=row, by=room.office, at=AT)
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_a_text_in_review_is_not_deleted() -> None:
    room = a_newsroom()
    page = room.draft()
    room.submitted(page)
    with pytest.raises(NotAllowed):
        move_to_bin(page=page, by=room.writer, at=AT)


def test_a_taken_address_and_a_missing_parent_are_told() -> None:
    room = a_newsroom()
    page = room.draft(title="Trùng tên")
    row = move_to_bin(page=page, by=room.writer, at=AT)
    assert room.draft(title="Trùng tên").slug == page.slug
    with pytest.raises(SlugTaken):
        restore(row=row, by=room.writer, at=AT)
    DeletedPage.objects.update(parent=None)
    with pytest.raises(NoParent):
        restore(row=DeletedPage.objects.get(), by=room.writer, at=AT)
    with pytest.raises(NoParent):
        restore(row=DeletedPage.objects.get(), parent=Page.get_first_root_node(), by=room.writer, at=AT)
    assert Page.objects.get(pk=page.pk).get_parent().specific == BinPage.objects.get()


def test_a_page_of_one_name_can_be_deleted_twice() -> None:
    room = a_newsroom()
    rows = [move_to_bin(page=room.draft(title="Một tên"), by=room.writer, at=AT) for _time in range(2)]
    assert len({row.page_id for row in rows}) == 2
    assert BinPage.objects.count() == 1
    slugs = [restore(row=rows[0], by=room.writer, at=AT).slug]
    assert slugs == ["mot-ten"]
    with pytest.raises(SlugTaken):
        restore(row=rows[1], by=room.writer, at=AT)


def test_after_thirty_days_it_is_gone_for_good_and_its_row_stays() -> None:
    room = a_newsroom()
    page = room.draft()
    row = move_to_bin(page=page, by=room.writer, at=AT)
    assert purge_expired(at=AT + 30 * DAY - datetime.timedelta(seconds=1)) == 0
    assert purge_expired(at=AT + 30 * DAY) == 1
    assert purge_expired(at=AT + 31 * DAY) == 0
    assert not Page.objects.filter(pk=page.pk).exists()
    row.refresh_from_db()
    assert (row.page, row.title, row.purged_at) == (None, page.title, AT + 30 * DAY)


def test_only_an_administrator_deletes_for_good_at_once_and_says_why() -> None:
    room = a_newsroom()
    row = move_to_bin(page=room.draft(), by=room.writer, at=AT)
    for person in (room.writer, room.head, room.office):
        with pytest.raises(NotAllowed):
            purge(row=row, reason="Trùng", by=person, at=AT)
    with pytest.raises(PurgeReasonMissing):
        purge(row=row, reason=" ", by=room.administrator, at=AT)
    assert Page.objects.filter(pk=row.page_id).exists()
    purge(row=row, reason="Chứa dữ liệu cá nhân", by=room.administrator, at=AT)
    assert not Page.objects.filter(pk=row.page_id).exists()
    assert AuditEntry.objects.get(action="page.purged").data == {"reason": "Chứa dữ liệu cá nhân"}


def test_the_bin_is_one_and_code_still_deletes() -> None:
    room = a_newsroom()
    assert the_bin(at=AT) == the_bin(at=AT)
    page = room.draft()
    page.delete()
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not DeletedPage.objects.exists()


def test_a_source_takes_its_translation_into_the_bin_and_back() -> None:
    room = a_newsroom()
    page, english = _with_translation(room)
    row = move_to_bin(page=page, by=room.writer, at=AT)
    companion = DeletedPage.objects.get(page=english.pk)
    assert (companion.deleted_with, companion.by, companion.locale) == (row, room.writer, "en")
    assert Page.objects.get(pk=english.pk).get_parent().specific == BinPage.objects.get()
    restore(row=row, by=room.writer, at=AT)
    assert Page.objects.get(pk=english.pk).get_parent().pk == english.get_parent().pk
    assert not in_the_bin().exists()


def test_a_translation_goes_alone() -> None:
    room = a_newsroom()
    page, english = _with_translation(room)
    move_to_bin(page=english, by=room.writer, at=AT)
    assert not in_the_bin().filter(page=page.pk).exists()
    move_to_bin(page=page, by=room.writer, at=AT)  # what lies in the bin already does not go twice
    assert in_the_bin().count() == 2


def test_a_public_translation_is_withdrawn_with_its_source_and_the_same_reason() -> None:
    room = a_newsroom()
    page, english = _with_translation(room)
    english.save_revision().publish()
    with pytest.raises(TranslationStays, match="A visit"):
        move_to_bin(page=page, reason="Sai số liệu", by=room.writer, at=AT)
    assert not DeletedPage.objects.exists()
    with pytest.raises(ReasonRequired):
        move_to_bin(page=page, by=room.office, at=AT)
    assert ArticlePage.objects.get(pk=english.pk).live
    assert not DeletedPage.objects.exists()
    path = PublishedDocument.objects.get(page_id=english.pk).path
    move_to_bin(page=page, reason="Sai số liệu", by=room.office, at=AT)
    assert not ArticlePage.objects.get(pk=english.pk).live
    gone = FormerAddress.objects.get(path=path)
    assert (gone.is_gone, gone.reason) == (True, "Sai số liệu")


def test_a_translation_whose_place_is_taken_stays_in_the_bin_and_the_source_comes_back() -> None:
    room = a_newsroom()
    page, english = _with_translation(room)
    row = move_to_bin(page=page, by=room.writer, at=AT)
    DeletedPage.objects.filter(page=english.pk).update(parent=None)
    restore(row=row, by=room.writer, at=AT)
    assert set(in_the_bin().values_list("page", flat=True)) == {english.pk}


def _with_translation(room: Newsroom) -> tuple[ArticlePage, ArticlePage]:
    page = room.draft()
    english = draft_translation(source=page, language="en", title="A visit", values={}, by=room.writer, at=AT)
    return page, english


def test_who_may_delete_is_asked_of_the_page_as_it_is_now() -> None:
    """The draft on the screen went public, or into the bin, before the button was pressed."""
    room = a_newsroom()
    page = room.draft()
    late = ArticlePage.objects.get(pk=page.pk)
    room.live(page)
    with pytest.raises(NotAllowed):
        move_to_bin(page=late, reason="Nháp cũ", by=room.writer, at=AT)
    assert ArticlePage.objects.get(pk=page.pk).live

    other = room.draft()
    late = ArticlePage.objects.get(pk=other.pk)
    move_to_bin(page=other, by=room.writer, at=AT)
    with pytest.raises(NotAllowed):
        move_to_bin(page=late, by=room.writer, at=AT)
    assert DeletedPage.objects.count() == 1
