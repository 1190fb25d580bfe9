"""What erasing takes away, what it leaves, and what it says of itself."""

import datetime
import io
import json
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, Revision
from wagtail_localize.models import String, StringTranslation, TranslationSource

from cms.audit.models import AuditEntry
from cms.bin.actions import move_to_bin
from cms.departments.errors import NotAllowed
from cms.erasure.actions import Findings, erase, look, words_of
from cms.erasure.errors import BadWord, EraseReasonMissing, TooManyWords, WordsInReason, WordsMissing
from cms.erasure.kept import LIVE, REVIEWED, SCHEDULED
from cms.erasure.scope import Scope, scope_of_page, scope_of_site
from cms.erasure.words import REPLACEMENT, Words
from cms.moderation.actions.publishing import is_approved
from cms.moderation.actions.urgent import publish_urgently
from cms.moderation.models import Approval
from cms.pages.actions import withdraw
from cms.publishing.jobs import publish_scheduled
from news.models import ArticlePage, ManuscriptImport
from tests.factories.departments import member_of
from tests.factories.moderation import AT
from tests.factories.pages import a_site, a_standard_page
from tests.journeys.bypasses import Scene

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Văn A"
WORDS = Words([NAME])
REASON = "Văn bản số 12/YC"
PARAGRAPH = {
    "type": "paragraph",
    "value": {"text": f"<p>Ông Nguyễn <b>Văn</b> A, số 1</p><p>Và ông {NAME}</p>", "lang": ""},
}
# What is only added to keeps what it says; the store and the public's texts are corrected by the ordinary way.
ONLY_ADDED = {"audit.auditentry", "moderation.decision"}


def holding(words: Words = WORDS) -> set[str]:
    """Every table of the database, the product's and the libraries', that holds the words in any spelling."""
    found = set()
    for model in apps.get_models():
        texts = [f.attname for f in model._meta.concrete_fields if f.get_internal_type() in KINDS]
        for row in model._default_manager.order_by().values_list(*texts) if texts else ():
            raw = [getattr(value, "raw_data", value) for value in row]
            if words.are_in(
                [
                    list(value) if hasattr(value, "__iter__") and not isinstance(value, (str, dict)) else value
                    for value in raw
                ]
            ):
                found.add(model._meta.label_lower)
    return found


KINDS = {"CharField", "TextField", "JSONField", "StreamField", "RichTextField"}


def scope_of(page: Page) -> Scope:
    scope = scope_of_page(Page.objects.get(pk=page.pk))
    assert scope is not None
    return scope


def erased(scene: Scene, page: Page, **changes: Any) -> Findings:
    given = {"words": WORDS, "scope": scope_of(page), "reason": REASON, "by": scene.room.administrator, "at": AT}
    return erase(**{**given, **changes})


def corrected(scene: Scene) -> tuple[ArticlePage, Revision]:
    """A text that named a person, was approved so and read by everybody; then corrected, approved and live again."""
    page = scene.draft("Thông báo", summary=f"Ông {NAME} trúng tuyển", body=[PARAGRAPH])
    page = scene.room.live(page)
    old = page.latest_revision
    page.summary = "Danh sách trúng tuyển"
    page.body = [{"type": "paragraph", "value": {"text": "<p>Như thông báo</p>", "lang": ""}}]
    page.save_revision(user=scene.room.writer)
    return scene.room.live(page), old


def test_nothing_holds_the_words_afterwards_but_what_is_only_added_to() -> None:
    scene = Scene()
    page, old = corrected(scene)
    remark = Comment.objects.create(page=page, user=scene.room.head, text=f"Bỏ tên {NAME}", contentpath="title")
    CommentReply.objects.create(comment=remark, user=scene.room.writer, text=f"Đã bỏ {NAME}")
    PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", title=f"Ông {NAME}", data={"was": [NAME]})
    ManuscriptImport.objects.create(
        file="x.docx", file_name=f"{NAME}.docx", file_size=1, file_sha256="0" * 64, author=scene.room.writer, at=AT,
        department=scene.room.division, genre=page.genre, report=[{"text": NAME}], page=page, state="imported",
    )  # fmt: skip
    page.save_revision(user=scene.room.writer)  # with the remarks in it
    live = page.get_latest_revision_as_object()
    live.save_revision(user=scene.room.writer).publish()
    page = ArticlePage.objects.get(pk=page.pk)
    seen = holding()
    assert seen - ONLY_ADDED == {
        "wagtailcore.revision", "wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.pagelogentry",
        "news.manuscriptimport",
    }  # fmt: skip
    rows = AuditEntry.objects.count()
    looked = look(words=WORDS, scope=scope_of(page), by=scene.room.administrator, at=AT)
    assert (holding(), AuditEntry.objects.count()) == (seen, rows)  # looking changes nothing, and is no decision
    found = erased(scene, page)
    assert found.places == looked.places
    assert found.standing == []
    assert holding() - ONLY_ADDED == set()
    old.refresh_from_db()
    assert old.content["summary"] == f"Ông {REPLACEMENT} trúng tuyển"
    (block,) = json.loads(old.content["body"])
    assert block["value"]["text"] == f"<p>Ông {REPLACEMENT}<b></b>, số 1</p><p>Và ông {REPLACEMENT}</p>"
    live = ArticlePage.objects.get(pk=page.pk)
    assert (live.live, live.live_revision_id, live.latest_revision_id) == (
        True,
        page.live_revision_id,
        page.latest_revision_id,
    )
    assert not WORDS.are_in(live.live_revision.content)


def test_a_title_with_the_words_is_erased_wherever_it_was_copied() -> None:
    scene = Scene()
    page = scene.room.live(scene.draft(f"Bổ nhiệm ông {NAME}", slug="bo-nhiem"))
    page.title = "Bổ nhiệm"
    page.save_revision(user=scene.room.writer)
    page = scene.room.live(page)
    assert erased(scene, page).standing == []
    assert holding() - ONLY_ADDED == {"notifications.notification"}  # told to people: named on the screen


def test_the_log_keeps_who_when_why_and_how_many_and_nothing_of_the_words() -> None:
    scene = Scene()
    page, _old = corrected(scene)
    found = erased(scene, page)
    (row,) = AuditEntry.objects.filter(action="erasure.words_erased")
    assert (row.by, row.at, row.target_id) == (scene.room.administrator, AT, str(page.pk))
    assert row.data == {
        "reason": REASON, "site": "department", "page_number": page.pk, "places_erased": found.count,
        "pages_to_correct": 0,
    }  # fmt: skip
    assert found.count >= 1
    assert erased(scene, page).count == 0
    assert AuditEntry.objects.filter(action="erasure.words_erased").count() == 1  # nothing was found: nothing was done


def test_a_title_with_the_words_is_not_copied_into_the_log() -> None:
    scene = Scene()
    page = scene.draft(f"Ông {NAME}")
    scene.room.submitted(page)
    Comment.objects.create(page=page, user=scene.room.head, text=NAME, contentpath="title")
    assert [each.reason for each in erased(scene, page).standing] == [REVIEWED]
    row = AuditEntry.objects.get(action="erasure.words_erased")
    assert not WORDS.are_in([row.target_label, row.data, row.search_text])


def test_an_old_version_is_brought_back_without_them() -> None:
    scene = Scene()
    page, old = corrected(scene)
    erased(scene, page)
    writer = scene.of(scene.room.writer)
    form = writer.get(reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, old.pk)))
    assert form.status_code == 200
    assert not WORDS.are_in(form.content.decode())
    assert REPLACEMENT in form.content.decode()
    for address in (
        reverse("wagtailadmin_pages:revisions_view", args=(page.pk, old.pk)),
        reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, old.pk, "latest")),
        reverse("wagtailadmin_pages:history", args=(page.pk,)),
        reverse("moderation_sheet", args=(page.pk,)),
    ):
        answer = writer.get(address)
        assert answer.status_code == 200, address
        assert not WORDS.are_in(answer.content.decode()), address
    old.refresh_from_db()
    draft = old.as_object()
    draft.save_revision(user=scene.room.writer)
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().summary == f"Ông {REPLACEMENT} trúng tuyển"
    assert page.summary == "Danh sách trúng tuyển"


def test_an_approval_of_what_was_erased_is_used_by_nobody() -> None:
    """Whoever schedules the old version by hand is refused at its second: it is no longer what was approved."""
    scene = Scene()
    page, old = corrected(scene)
    assert is_approved(old)
    erased(scene, page)
    old.refresh_from_db()
    assert not is_approved(old)
    assert Approval.objects.filter(revision=old).exists()  # that it was approved remains true, and known
    past = timezone.now() - datetime.timedelta(minutes=1)
    Revision.objects.filter(pk=old.pk).update(approved_go_live_at=past)
    publish_scheduled(timezone.now())
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.summary == "Danh sách trúng tuyển"
    assert AuditEntry.objects.filter(action="moderation.schedule_refused", target_id=str(page.pk)).exists()


def test_what_is_public_or_on_its_way_is_corrected_first() -> None:
    scene = Scene()
    room = scene.room
    live = room.live(scene.draft("Công khai", summary=NAME))
    waiting = room.at_board(scene.draft("Chờ duyệt", summary=NAME))
    planned = scene.draft("Hẹn giờ", summary=NAME)
    planned.go_live_at = timezone.now() + datetime.timedelta(days=1)
    planned.save_revision(user=room.writer)
    room.approve(room.at_board(planned), at=timezone.now())
    for page, reason in ((live, LIVE), (waiting.page, REVIEWED), (planned, SCHEDULED)):
        standing = erased(scene, page).standing
        assert [(each.page.pk, each.reason) for each in standing] == [(page.pk, reason)]
    live.refresh_from_db()
    assert (live.summary, is_approved(live.live_revision)) == (NAME, True)
    assert room.approve(waiting) is None  # the board approves what it read
    revision = ArticlePage.objects.get(pk=planned.pk).latest_revision
    revision.content["go_live_at"] = None  # its second has come
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    publish_scheduled(timezone.now())
    assert ArticlePage.objects.get(pk=planned.pk).live


def test_days_and_numbers_are_no_words() -> None:
    """A year is four digits: taken out of a date it left a version that could not be opened, or not go live."""
    scene = Scene()
    room = scene.room
    words, day = Words(["2026"]), datetime.date(2026, 11, 20)
    notice = {"type": "correction", "value": {"corrected_on": day.isoformat(), "text": "Năm 2026"}}
    page = scene.draft("Quyết định 2026", summary="Năm 2026", event_on=day, corrections=[notice])
    page = room.live(page)
    withdraw(page=page, reason="Theo yêu cầu", by=None, at=AT)
    found = erased(scene, page, words=words)
    assert (found.standing, found.count > 0) == ([], True)
    stored = ArticlePage.objects.get(pk=page.pk)
    for version in (stored, *(one.as_object() for one in Revision.page_revisions.filter(object_id=str(page.pk)))):
        assert (version.event_on, version.summary) == (day, f"Năm {REPLACEMENT}")
        assert version.corrections[0].value["corrected_on"] == day
    assert not words.are_in([stored.title, stored.summary])


def test_the_hour_of_what_was_approved_is_no_word() -> None:
    """The hash leaves the hour out: nothing would have said that it could not be read any more."""
    scene = Scene()
    planned = scene.scheduled()
    hour = planned.latest_revision.as_object().go_live_at
    found = erased(scene, planned, words=Words([str(hour.year)]))
    version = ArticlePage.objects.get(pk=planned.pk).latest_revision
    assert found.count == 0
    assert version.as_object().go_live_at == hour


def test_a_withdrawn_text_goes_on_without_them_and_is_approved_anew() -> None:
    """Its newest version was approved: a new draft takes its place, or the next approval would meet the former one."""
    scene = Scene()
    room = scene.room
    first, second = (room.live(scene.draft(title, summary=NAME, body=[PARAGRAPH])) for title in ("Một", "Hai"))
    for page in (first, second):
        withdraw(page=page, reason="Theo yêu cầu", by=None, at=AT)
        approved = ArticlePage.objects.get(pk=page.pk).latest_revision_id
        erased(scene, page)
        stored = ArticlePage.objects.get(pk=page.pk)
        assert stored.summary == REPLACEMENT
        assert stored.latest_revision_id != approved
        assert stored.authors.count() == 1
    assert holding() - ONLY_ADDED == set()
    assert room.live(ArticlePage.objects.get(pk=first.pk)).live
    state = ArticlePage.objects.get(pk=second.pk)
    publish_urgently(page=state, revision_id=state.latest_revision_id, reason="Khẩn", by=room.board_head, at=AT)
    assert ArticlePage.objects.get(pk=second.pk).live


def test_the_memory_of_translations_forgets_them() -> None:
    scene = Scene()
    page = room_page = scene.room.live(scene.draft("Thông báo", summary=f"Ông {NAME} trúng tuyển"))
    row, english = scene.english_draft(page)
    segment = String.objects.get(data__contains="trúng tuyển")
    context = segment.segments.get().context
    StringTranslation.objects.create(
        translation_of=segment, locale=row.target_locale, context=context, data=f"Mr {NAME} passed"
    )
    row.save_target(publish=False)
    assert [each.page.pk for each in erased(scene, page).standing] == [page.pk]
    assert String.objects.filter(pk=segment.pk).exists()  # the public still reads it
    page = ArticlePage.objects.get(pk=room_page.pk)
    page.summary = "Danh sách trúng tuyển"
    page.save_revision(user=scene.room.writer)
    scene.room.live(page)
    assert "wagtail_localize.string" in holding()
    erased(scene, page)
    assert holding() - ONLY_ADDED == set()
    source = TranslationSource.objects.get(pk=row.source_id)
    assert source.stringsegment_set.filter(string__data="Danh sách trúng tuyển").exists()
    assert ArticlePage.objects.filter(pk=english.pk).exists()


def test_a_whole_site_is_searched_and_no_other() -> None:
    scene = Scene()
    site = scene.room.site
    pages = [scene.draft(f"Bài {number}", summary=NAME) for number in range(2)]
    binned = scene.draft("Đã bỏ", body=[PARAGRAPH])
    move_to_bin(page=binned, by=scene.room.writer, at=AT)
    scope = scope_of_site(site.subsite)
    found = erase(words=WORDS, scope=scope, reason=REASON, by=scene.room.administrator, at=AT)
    assert found.standing == []
    assert holding() - ONLY_ADDED == set()
    assert [ArticlePage.objects.get(pk=page.pk).summary for page in pages] == [REPLACEMENT] * 2


def test_another_agency_is_out_of_reach() -> None:
    scene = Scene()
    page = scene.draft(summary=NAME)
    stranger = member_of(a_site("ward", hostname="phuong.example", is_default=False).unit, "administrator")
    for who in (stranger, scene.room.writer, scene.room.head, scene.room.office, scene.room.board_head):
        with pytest.raises(NotAllowed):
            erased(scene, page, by=who)
        with pytest.raises(NotAllowed):
            look(words=WORDS, scope=scope_of(page), by=who, at=AT)
    assert ArticlePage.objects.get(pk=page.pk).summary == NAME


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [([], WordsMissing), (["  "], WordsMissing), (["abc"], BadWord), (["x" * 201], BadWord), (["...."], BadWord),
     ([f"tên số {number}" for number in range(21)], TooManyWords)],
)  # fmt: skip
def test_words_are_bounded(lines: list[str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        words_of(lines)


def test_a_reason_is_needed_and_gives_nothing_away() -> None:
    scene = Scene()
    page = scene.draft(summary=NAME)
    for reason, refusal in (("  ", EraseReasonMissing), (f"Đơn của {NAME}", WordsInReason)):
        with pytest.raises(refusal):
            erased(scene, page, reason=reason)
    assert ArticlePage.objects.get(pk=page.pk).summary == NAME


def command(words: str, *args: str) -> str:
    out = io.StringIO()
    with mock.patch("sys.stdin", io.StringIO(words)):
        call_command("erase_words", *args, "--reason", REASON, stdout=out)
    return out.getvalue()


def test_the_command_reads_the_words_from_standard_input_and_never_says_them() -> None:
    scene = Scene()
    page, _old = corrected(scene)
    looked = command(f"{NAME}\n", "--page", str(page.pk), "--dry-run")
    assert "nothing was changed" in looked
    assert "wagtailcore.revision" in holding()
    done = command(f"{NAME}\n", "--site", "department", "--by", scene.room.administrator.username)
    assert "places erased" in done
    assert not WORDS.are_in(looked + done)
    assert holding() - ONLY_ADDED == set()
    assert AuditEntry.objects.get(action="erasure.words_erased").by == scene.room.administrator
    for words, args in (("", ["--page", str(page.pk)]), (NAME, ["--site", "khong-co"]), (NAME, ["--page", "999999"])):
        with pytest.raises(CommandError):
            command(words, *args)


def test_the_screen_looks_first_and_erases_by_a_second_press() -> None:
    scene = Scene()
    _page, old = corrected(scene)
    live = scene.room.live(scene.draft("Đang công khai", summary=NAME))
    admin, address = scene.of(scene.room.administrator), reverse("erasure")
    posted = {"words": f"{NAME}\r\n", "page": "", "subsite": scene.room.site.subsite.pk, "reason": REASON}
    assert admin.get(address).status_code == 200
    looked = admin.post(address, posted).content.decode()
    assert "Bản cũ của trang: 1" in looked
    assert reverse("wagtailadmin_pages:edit", args=(live.pk,)) in looked
    old.refresh_from_db()
    assert WORDS.are_in(old.content)
    done = admin.post(address, {**posted, "erase": "1"})
    assert "Số chỗ đã xóa" in done.content.decode()
    assert "no-store" in done["Cache-Control"]
    old.refresh_from_db()
    assert not WORDS.are_in(old.content)
    for bad in ({"words": "abc"}, {"reason": ""}, {"reason": NAME}, {"subsite": "x"}, {"page": "x' OR 1"}):
        answer = admin.post(address, {**posted, **bad})
        assert answer.status_code == (200 if "page" in bad else 400), bad
    assert admin.post(address, {**posted, "page": "9" * 5000}).status_code == 200  # as one that is no number
    for who in (scene.room.writer, scene.room.head, scene.room.office):
        assert scene.of(who).get(address).status_code == 403
        assert scene.of(who).post(address, {**posted, "erase": "1"}).status_code == 403


def test_a_standing_page_of_the_frame_is_no_exception() -> None:
    scene = Scene()
    page: Any = a_standard_page(scene.room.site.homes["vi"], title="Liên hệ", summary=NAME)
    page.summary = "Mới"
    page.save_revision(user=scene.room.administrator).publish()
    assert erased(scene, page).standing == []
    assert holding() - ONLY_ADDED == set()
