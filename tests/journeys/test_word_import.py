"""An author sends a Word file, looks at the result and makes the draft; or the file is refused and nothing stays."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.roles import Role
from cms.media.chosen_again import CHOOSE_AGAIN
from cms.media.models import Image
from cms.moderation.models import ModerationRule
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from news.actions import discard_manuscript, import_manuscript, manuscripts, take_manuscript
from news.errors import AlreadyImported, ManuscriptForgotten, WrongFont
from news.jobs import forget_manuscripts
from news.manuscript_screens.forms import SendForm
from news.manuscripts.errors import RefusedManuscript
from news.models import ArticlePage, ManuscriptImport
from tests.factories.accounts import UserFactory
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.hostile_word_content import CLEANED, picture_flood
from tests.factories.hostile_word_files import CANARY, KEPT, REFUSED
from tests.factories.pages import AT, ASite, a_site
from tests.factories.word_files import (
    drawing,
    font,
    long_document,
    paragraph,
    part,
    png,
    relation,
    run,
    table,
    word_file,
)

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def author(site: ASite) -> User:
    unit = OrgUnitFactory(parent=site.unit, name_vi="Phòng Hợp tác quốc tế")
    person = member_of(unit, Role.CONTRIBUTOR)
    sync_access(subsite=site.subsite, by=None, at=AT)
    return person


@pytest.fixture
def admin(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def unit_of(author: User) -> Any:
    return author.memberships.get().unit


def an_article(extra: str = "") -> bytes:
    """A title, a sa-pô, a paragraph, a table, two pictures of one of which nothing can be kept, and dropped text."""
    head = paragraph(run("Tiếp đoàn công tác", font("Times New Roman") + "<w:b/>"), '<w:jc w:val="center"/>')
    lead = paragraph(run("Sáng 14/3, Sở tiếp đoàn.", font("Times New Roman") + "<w:i/>"))
    text = paragraph(run("Nội dung buổi làm việc.", font("Times New Roman", 13)) + f"<w:del>{run(CANARY)}</w:del>")
    pictures = paragraph(drawing("a", alt="Hai đoàn bắt tay")) + paragraph("Ảnh: Lễ ký") + paragraph(drawing("b"))
    return word_file(
        body=head + lead + text + table(["a", "b"], ["c", "d"]) + pictures + extra,
        parts={"word/media/a.png": png((800, 600)), "word/media/b.emf": b"\x01\0\0\0"},
        rows=[relation("a", "image", "media/a.png"), relation("b", "image", "media/b.emf")],
    )


def upload(data: bytes, name: str = "Tiếp đoàn.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=WORD)


def send(admin: Client, site: ASite, *files: SimpleUploadedFile, **changes: Any) -> Any:
    page = site.sections["news"]["vi"]
    unit = User.objects.get(pk=admin.session["_auth_user_id"]).memberships.get().unit
    genre = ArticlePage._meta.get_field("genre").related_model.objects.first()
    given = {"section_page": page.pk, "department": unit.pk, "genre": genre.pk, **changes}
    return admin.post(reverse("manuscripts:send"), {"word_files": list(files), **given})


def stored() -> tuple[int, int, int, int]:
    """Pages, images, imports, and files in the private storage."""
    files = sum(
        len(default_storage.listdir(name)[1])
        for name in ("manuscripts", "original_images")
        if default_storage.exists(name)
    )
    return Page.objects.count(), Image.objects.count(), ManuscriptImport.objects.count(), files


def taken(site: ASite, author: User, data: bytes | None = None) -> ManuscriptImport:
    return take_manuscript(
        file=io.BytesIO(data or an_article()), file_name="Tiếp đoàn.docx", section_page=site.sections["news"]["vi"],
        department=unit_of(author), author=author, by=author, at=AT,
    )  # fmt: skip


@pytest.mark.requirement("R039")
def test_author_sends_a_file_looks_and_makes_the_draft(admin: Client, site: ASite, author: User) -> None:
    response = send(admin, site, upload(an_article()))
    row = ManuscriptImport.objects.get()
    assert (response.status_code, response["Location"]) == (302, reverse("manuscripts:look", args=(row.pk,)))
    assert not ArticlePage.objects.exists()
    assert not Image.objects.exists()

    shown = admin.get(response["Location"]).content.decode()
    for text in ("Tiếp đoàn công tác", "Sáng 14/3, Sở tiếp đoàn.", "Nội dung buổi làm việc.", "Ảnh: Lễ ký", "Lược bỏ"):
        assert text in shown
    picture = admin.get(reverse("manuscripts:picture", args=(row.pk, 0)))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in picture["Cache-Control"]

    made = admin.post(reverse("manuscripts:look", args=(row.pk,)), {"draft": ""})
    page = ArticlePage.objects.get()
    assert made["Location"] == reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert (page.title, page.summary, page.live, page.owner, page.department) == (
        "Tiếp đoàn công tác", "Sáng 14/3, Sở tiếp đoàn.", False, author, unit_of(author),
    )  # fmt: skip
    assert [(a.name, a.account, a.share) for a in page.authors.all()] == [(author.display_name, author, 100)]
    assert [block.block_type for block in page.body] == ["paragraph", "table", "image"]
    image = Image.objects.get()
    assert page.body[2].value["image"] == image
    assert (page.body[2].value["alt"], page.body[2].value["caption"]) == ("Hai đoàn bắt tay", "Ảnh: Lễ ký")
    assert image.collection == DerivedCollection.objects.get(unit=unit_of(author)).collection
    assert not PublishedDocument.objects.filter(document_type="article").exists()
    row.refresh_from_db()
    assert (row.state, row.page_id, row.manuscript) == ("imported", page.pk, {})
    logged = AuditEntry.objects.filter(action__startswith="news.manuscript").order_by("pk").values_list("action", "by")
    assert list(logged) == [("news.manuscript_taken", author.pk), ("news.manuscript_imported", author.pk)]


def test_report_and_original_stay_with_the_page(admin: Client, site: ASite, author: User) -> None:
    row = taken(site, author)
    page = import_manuscript(manuscript=row, by=author, at=AT)
    form = admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert reverse("manuscripts:report", args=(row.pk,)) in form
    assert "Tạo từ tệp Word" in form
    report = admin.get(reverse("manuscripts:report", args=(row.pk,))).content.decode()
    assert "1 phần đã xóa khi theo dõi thay đổi" in report
    assert "1 ảnh định dạng in ấn" in report
    original = admin.get(reverse("manuscripts:original", args=(row.pk,)))
    assert b"".join(original.streaming_content) == an_article_bytes(row)
    assert original["Content-Disposition"].startswith("attachment; filename*=utf-8''Ti%E1%BA%BFp")
    assert (original["Content-Type"], original["X-Content-Type-Options"]) == (WORD, "nosniff")


def an_article_bytes(row: ManuscriptImport) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def test_original_is_not_in_the_library_nor_under_the_address_of_media(
    admin: Client, site: ASite, author: User
) -> None:
    row = taken(site, author)
    assert admin.get(f"/private-media/{row.file.name}").status_code == 404
    assert row.file_name not in admin.get(reverse("wagtaildocs:index")).content.decode()


def test_others_find_neither_preview_nor_original_nor_report(client: Client, site: ASite, author: User) -> None:
    row = taken(site, author)
    stranger = UserFactory()
    colleague = member_of(OrgUnitFactory(parent=site.unit), Role.FINANCE_ESTIMATE)
    sync_access(subsite=site.subsite, by=None, at=AT)
    names = ("look", "original", "report")
    for person in (stranger, colleague):
        client.force_login(person)
        for name in names:
            assert client.get(reverse(f"manuscripts:{name}", args=(row.pk,))).status_code in (302, 404)
        assert client.get(reverse("manuscripts:picture", args=(row.pk, 0))).status_code in (302, 404)
        assert client.post(reverse("manuscripts:look", args=(row.pk,)), {"draft": ""}).status_code in (302, 404)
    client.logout()
    for name in names:
        assert client.get(reverse(f"manuscripts:{name}", args=(row.pk,))).status_code == 302
    row.refresh_from_db()
    assert row.state == "waiting"


def test_person_who_may_add_nowhere_is_not_let_in(client: Client, site: ASite) -> None:
    clerk = member_of(site.unit, Role.FINANCE_ESTIMATE)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client.force_login(clerk)
    assert client.get(reverse("manuscripts:send")).status_code in (302, 403)
    assert reverse("manuscripts:send") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_section_and_menu_lead_to_the_screen(admin: Client, site: ASite) -> None:
    address = reverse("manuscripts:send")
    assert address in admin.get(reverse("wagtailadmin_home")).content.decode()
    section = site.sections["news"]["vi"]
    listing = admin.get(reverse("wagtailadmin_explore", args=(section.pk,))).content.decode()
    assert f"{address}?section={section.pk}" in listing
    form = admin.get(f"{address}?section={section.pk}").context["form"]
    assert form.initial["section_page"] == section.pk


def test_the_name_of_a_site_stands_once_over_its_sections(site: ASite) -> None:
    """Before every section it filled the whole choice, and the sections could not be read on a phone."""
    user = UserFactory(admin=True)
    [empty, *flat] = SendForm(user=user).fields["section_page"].choices
    assert (empty[0], [label for _pk, label in flat][:1]) == ("", [site.sections["news"]["vi"].title])
    other = a_site("city", hostname="city.example", is_default=False)
    [_empty, *groups] = SendForm(user=user).fields["section_page"].choices
    assert [name for name, _sections in groups] == [site.subsite.title_vi, other.subsite.title_vi]
    assert other.sections["news"]["vi"].pk in dict(groups[1][1])


def test_unit_of_another_is_refused(admin: Client, site: ASite) -> None:
    other = OrgUnitFactory(parent=site.unit)
    before = stored()
    response = send(admin, site, upload(an_article()), department=other.pk)
    assert "department" in response.context["form"].errors
    assert stored() == before


def test_a_form_that_comes_back_says_that_the_file_must_be_chosen_again(admin: Client, site: ASite) -> None:
    """Browsers never fill in a file: what looked chosen was gone, and nothing said so."""
    form = send(admin, site, upload(an_article()), section_page="").context["form"]
    assert (list(form.errors["word_files"]), "section_page" in form.errors) == ([CHOOSE_AGAIN], True)
    assert CHOOSE_AGAIN not in send(admin, site, section_page="").context["form"].errors["word_files"]  # none was sent


# One file of each kind of refusal; the reader's own tests have them all.
ONE_OF_EACH = {code: name for name, (_builder, code) in reversed(REFUSED.items())}


@pytest.mark.parametrize("name", ONE_OF_EACH.values())
def test_refusal_is_shown_in_one_sentence_and_nothing_is_kept(name: str, admin: Client, site: ASite) -> None:
    builder, _code = REFUSED[name]
    before = stored()
    response = send(admin, site, upload(builder(), "Bài <b>1</b>.docx"))
    assert response.status_code == 200
    if name == "empty":  # Django's own field knows that there is nothing in it
        assert response.context["form"].errors or response.context["refused"]
    else:
        (refused,) = response.context["refused"]
        assert refused.reason.rstrip().endswith(".")
        assert "<b>1</b>" not in response.content.decode()
    assert stored() == before


def everything_kept_of(page: ArticlePage) -> str:
    """All texts that an import wrote: revisions, page, record, log, images."""
    kept = [
        list(Revision.objects.filter(object_id=str(page.pk)).values_list("content", flat=True)),
        [list(page.body.raw_data), page.title, page.summary, page.slug],
        list(ManuscriptImport.objects.values("manuscript", "report", "file_name")),
        list(AuditEntry.objects.values("data", "target_label")),
        list(Image.objects.values("title", "file")),
    ]
    return json.dumps(kept, ensure_ascii=False, default=str)


def test_what_is_left_out_is_nowhere_in_what_is_kept(site: ASite, author: User) -> None:
    waiting = {name: taken(site, author, builder()) for name, (builder, _code) in CLEANED.items()}
    before_drafts = json.dumps(list(ManuscriptImport.objects.values("manuscript", "report")), ensure_ascii=False)
    assert CANARY not in before_drafts
    for name, row in waiting.items():
        everywhere = everything_kept_of(import_manuscript(manuscript=row, by=author, at=AT))
        assert KEPT in everywhere, name
        assert CANARY not in everywhere, name
        assert "javascript:" not in everywhere.lower(), name
        assert "<script" not in everywhere.lower(), name


def test_good_files_of_a_batch_are_taken_beside_refused_ones(admin: Client, site: ASite) -> None:
    good, bad = upload(an_article()), upload(REFUSED["macros"][0](), "Xấu.docx")
    response = send(admin, site, good, bad)
    assert [file.name for file in response.context["refused"]] == ["Xấu.docx"]
    assert [row.file_name for row in response.context["waiting"]] == ["Tiếp đoàn.docx"]


def test_more_than_ten_files_are_refused_before_any_is_read(admin: Client, site: ASite) -> None:
    response = send(admin, site, *(upload(b"x", f"{n}.docx") for n in range(11)))
    assert "Mỗi lần gửi tối đa 10 tệp" in str(response.context["form"].errors)
    assert not ManuscriptImport.objects.exists()


def test_file_can_be_forgotten(
    admin: Client, site: ASite, author: User, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    row = taken(site, author)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("manuscripts:look", args=(row.pk,)), {"discard": ""})
    assert stored() == before


def test_same_file_of_the_same_author_is_warned_of(admin: Client, site: ASite, author: User) -> None:
    data = an_article()
    import_manuscript(manuscript=taken(site, author, data), by=author, at=AT)
    again = taken(site, author, data)
    assert "Bạn đã nhập chính tệp này" in admin.get(reverse("manuscripts:look", args=(again.pk,))).content.decode()


def test_draft_is_made_once(site: ASite, author: User) -> None:
    row = taken(site, author)
    stale = ManuscriptImport.objects.get(pk=row.pk)
    import_manuscript(manuscript=row, by=author, at=AT)
    before = stored()
    with pytest.raises(AlreadyImported):
        import_manuscript(manuscript=stale, by=author, at=AT)
    assert stored() == before


def forgetting(row: ManuscriptImport, author: User) -> Any:
    """What reads the pictures of a file, and beside it somebody who forgets that file."""
    check = manuscripts._checked_pictures

    def check_beside(*given: Any) -> Any:
        checked = check(*given)
        discard_manuscript(manuscript=ManuscriptImport.objects.get(pk=row.pk), by=author, at=AT)
        return checked

    return check_beside


def test_a_file_that_is_forgotten_while_its_draft_is_made_becomes_none(
    admin: Client, site: ASite, author: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    row = taken(site, author)
    monkeypatch.setattr(manuscripts, "_checked_pictures", forgetting(row, author))
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(reverse("manuscripts:look", args=(row.pk,)), {"draft": ""}, follow=True)
    assert response.redirect_chain == [(reverse("manuscripts:send"), 302)]
    assert "Tệp này vừa bị bỏ" in response.content.decode()
    assert stored() == before


def test_a_file_that_was_forgotten_before_its_pictures_were_read_becomes_none(
    site: ASite, author: User, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    row = taken(site, author)
    with django_capture_on_commit_callbacks(execute=True):
        discard_manuscript(manuscript=ManuscriptImport.objects.get(pk=row.pk), by=author, at=AT)
    with pytest.raises(ManuscriptForgotten):
        import_manuscript(manuscript=row, by=author, at=AT)
    assert stored() == before


def test_an_original_that_is_lost_is_no_file_that_was_forgotten(site: ASite, author: User) -> None:
    row = taken(site, author)
    default_storage.delete(str(row.file.name))
    with pytest.raises(FileNotFoundError):
        import_manuscript(manuscript=row, by=author, at=AT)
    assert ManuscriptImport.objects.get().state == "waiting"


def test_failure_half_way_leaves_neither_rows_nor_files(
    site: ASite, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = taken(site, author)
    before = stored()

    def fail(**_given: Any) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr("news.actions.manuscripts.draft_article", fail)
    with pytest.raises(RuntimeError):
        import_manuscript(manuscript=row, by=author, at=AT)
    assert stored() == before
    assert ManuscriptImport.objects.get().state == "waiting"


def test_failure_while_taking_leaves_no_file(site: ASite, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()

    def fail(**_given: Any) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr("news.actions.manuscripts.record", fail)
    with pytest.raises(RuntimeError):
        taken(site, author)
    assert stored() == before


def test_picture_that_the_library_refuses_is_left_out_and_reported(site: ASite, author: User) -> None:
    trailing = png() + b"<script>alert(1)</script>"
    data = word_file(
        body=paragraph("Bài viết") + paragraph(drawing("a")) + paragraph(drawing("b")) + paragraph(drawing("c")),
        parts={"word/media/a.png": png(), "word/media/b.png": trailing, "word/media/c.png": picture_flood()},
        rows=[relation(key, "image", f"media/{key}.png") for key in "abc"],
    )
    row = taken(site, author, data)
    page = import_manuscript(manuscript=row, by=author, at=AT)
    assert [block.block_type for block in page.body] == ["paragraph", "image"]
    assert {found.code: found.count for found in row.as_report().of("dropped")} == {
        "picture_too_large": 1, "picture_refused": 1,
    }  # fmt: skip
    assert Image.objects.count() == 1


@pytest.mark.requirement("R039")
def test_site_may_require_the_font_of_the_plan(site: ASite, author: User) -> None:
    arial = word_file(body=paragraph(run("Bài viết", font("Arial", 11))))
    assert taken(site, author, arial).as_report().of("font")[0].details == ("Arial 11",)
    ModerationRule.objects.create(subsite=site.subsite, requirement_levels={"manuscript_font": "block"})
    before = stored()
    with pytest.raises(WrongFont) as refused:
        taken(site, author, arial)
    assert str(refused.value).startswith("Có 1 đoạn không dùng phông chữ Times New Roman, cỡ 12–14 (mà dùng Arial 11)")
    assert stored() == before
    assert taken(site, author, word_file(body=paragraph(run("Bài", font("Times New Roman", 13)))))


def test_previews_nobody_wanted_are_forgotten_after_a_week(
    site: ASite, author: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    taken(site, author)
    assert forget_manuscripts(AT + timezone.timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_manuscripts(AT + timezone.timedelta(days=8)) == 1
    assert stored() == before


def test_a_file_is_forgotten_once_and_never_when_its_draft_was_made_meanwhile(
    site: ASite, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of what nobody wanted is read before the first of them goes."""
    forgotten, wanted = taken(site, author), taken(site, author)
    listed = ManuscriptImport.objects.filter(pk__in=[forgotten.pk, wanted.pk])
    list(listed)  # as the job has read it
    import_manuscript(manuscript=wanted, by=author, at=AT)
    discard_manuscript(manuscript=ManuscriptImport.objects.get(pk=forgotten.pk), by=author, at=AT)
    monkeypatch.setattr(type(ManuscriptImport.objects), "forgotten", lambda self, before: Listed(listed))
    forget_manuscripts(AT)
    assert ManuscriptImport.objects.get().page is not None


class Listed:
    """Rows that were read already."""

    def __init__(self, rows: Any) -> None:
        self.rows = list(rows)

    def order_by(self, *_fields: str) -> list[ManuscriptImport]:
        return self.rows


def test_original_goes_when_its_page_is_deleted(
    site: ASite, author: User, django_capture_on_commit_callbacks: Any
) -> None:
    row = taken(site, author)
    import_manuscript(manuscript=row, by=author, at=AT).delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_manuscripts(AT) == 1
    assert not default_storage.exists(str(row.file.name))


def test_notes_stand_at_the_end_under_a_heading(site: ASite, author: User) -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{paragraph("Theo báo cáo")}</w:footnote>')
    body = paragraph(run("Bài") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    page = import_manuscript(
        manuscript=taken(site, author, word_file(body=body, parts={"word/footnotes.xml": notes})), by=author, at=AT
    )
    assert page.title == "Tiếp đoàn"
    assert [(b.block_type, b.value.get("text") and str(b.value["text"])) for b in page.body] == [
        ("paragraph", "<p>Bài<sup>[1]</sup></p>"),
        ("heading", "Chú thích"),
        ("paragraph", "<ol><li>Theo báo cáo</li></ol>"),
    ]  # fmt: skip


@pytest.mark.slow
def test_hundred_pages_with_sixty_pictures_become_a_draft(site: ASite, author: User) -> None:
    row = taken(site, author, long_document(120, 60))
    page = import_manuscript(manuscript=row, by=author, at=AT)
    kinds = [block.block_type for block in page.body]
    # A page bears 300 blocks: the lower headings are bold lines, nothing is lost.
    assert (kinds.count("image"), Image.objects.count(), kinds.count("heading")) == (60, 60, 12)
    assert {found.code: found.count for found in row.as_report().of("changed")} == {"headings_as_text": 108}
    text = str(page.body.raw_data)
    assert all(f"Mục {number}<" in text for number in range(1, 121) if number % 10 != 1)
    assert not row.as_report().of("dropped")


# `manage.py import_word`


def run_command(*arguments: str) -> tuple[int, list[str], list[str]]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_word", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sau").mkdir()
    (tmp_path / "a.docx").write_bytes(an_article())
    (tmp_path / "sau" / "b.DOCX").write_bytes(word_file(body=paragraph("Bài hai")))
    (tmp_path / "c.docx").write_bytes(REFUSED["macros"][0]())
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    (tmp_path / "anh.jpg").write_bytes(b"x")
    return tmp_path


def test_command_imports_a_folder_and_names_each_refused_file(site: ASite, author: User, folder: Path) -> None:
    status, out, err = run_command(str(folder), "--section", "news", "--author", author.username)
    assert status == 1
    assert [line.partition(":")[0] for line in out] == [str(folder / "a.docx"), str(folder / "sau" / "b.DOCX")]
    (line,) = err
    assert line.startswith(f"{folder / 'c.docx'}: Tệp chứa macro hoặc chương trình.")
    assert set(ArticlePage.objects.values_list("title", "live", "department")) == {
        ("Tiếp đoàn công tác", False, unit_of(author).pk), ("b", False, unit_of(author).pk),
    }  # fmt: skip
    assert ManuscriptImport.objects.count() == 2


def test_command_goes_on_when_a_file_is_forgotten_meanwhile(
    site: ASite, author: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = manuscripts._checked_pictures

    def forget_the_first(waiting: ManuscriptImport, *given: Any) -> Any:
        checked = check(waiting, *given)
        if waiting.file_name == "a.docx":
            discard_manuscript(manuscript=ManuscriptImport.objects.get(pk=waiting.pk), by=author, at=AT)
        return checked

    monkeypatch.setattr(manuscripts, "_checked_pictures", forget_the_first)
    status, out, err = run_command(str(folder), "--section", "news", "--author", author.username)
    assert (status, len(out), len(err)) == (1, 1, 2)
    assert err[0].startswith(f"{folder / 'a.docx'}: Tệp này vừa bị bỏ")
    assert ManuscriptImport.objects.get().file_name == "b.DOCX"


def test_command_run_again_imports_nothing_twice(site: ASite, author: User, folder: Path) -> None:
    run_command(str(folder), "--section", "news", "--author", author.username)
    before = stored()
    status, out, _err = run_command(str(folder), "--section", "news", "--author", author.username)
    assert status == 1
    assert len(out) == 2
    assert all("đã nhập trước đó" in line for line in out)
    assert stored() == before


def test_command_in_a_dry_run_changes_nothing(site: ASite, author: User, folder: Path) -> None:
    before = stored()
    status, out, err = run_command(str(folder), "--section", "news", "--author", author.username, "--dry-run")
    assert (status, len(out), len(err)) == (1, 2, 1)
    assert out[0].endswith("sẽ thành “Tiếp đoàn công tác”: 3 khối, 1 ảnh")
    assert stored() == before


def test_command_ends_well_when_every_file_is_good(site: ASite, author: User, folder: Path) -> None:
    status, _out, err = run_command(str(folder / "a.docx"), "--section", "news", "--author", author.username)
    assert (status, err) == (0, [])


def test_command_says_what_file_is_not_there(site: ASite, author: User, tmp_path: Path) -> None:
    status, _out, err = run_command(str(tmp_path / "x.docx"), "--section", "news", "--author", author.username)
    assert (status, len(err)) == (1, 1)


@pytest.mark.parametrize("option", ["--section", "--author", "--site", "--department"])
def test_command_refuses_what_does_not_exist(option: str, site: ASite, author: User, folder: Path) -> None:
    given = {"--section": "news", "--author": author.username, option: "khong-co"}
    with pytest.raises(CommandError):
        run_command(str(folder), *(word for pair in given.items() for word in pair))
    assert not ManuscriptImport.objects.exists()


def test_command_makes_nothing_for_an_author_who_may_not_write_there(site: ASite, folder: Path) -> None:
    clerk = member_of(site.unit, Role.FINANCE_ESTIMATE)
    sync_access(subsite=site.subsite, by=None, at=AT)
    with pytest.raises(CommandError):
        run_command(str(folder), "--section", "news", "--author", clerk.username)
    assert not ManuscriptImport.objects.exists()


def test_refused_manuscript_keeps_nothing(site: ASite, author: User) -> None:
    before = stored()
    with pytest.raises(RefusedManuscript):
        taken(site, author, b"MZ" + b"\0" * 100)
    assert stored() == before
