"""A translation goes out as a file and comes back: on the screen and by command, with a report of every row."""

import io
import re
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from cms.audit.models import AuditEntry
from cms.subsites.actions import sync_access
from cms.translation.actions import save_segments
from cms.translation.exchange import limits
from cms.translation.exchange.actions import import_translation
from cms.translation.exchange.errors import RefusedFile
from cms.translation.exchange.queries import bundle_of, file_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.segments import Segment
from cms.translation.states import Origin
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db
RICH = '<p>Gọi <b>đường dây nóng</b> tại <a href="https://example.org/">trang này</a>.</p><p>Xin cảm ơn.</p>'
ENGLISH = {"po": "Read in a PO file", "xliff": "Read in an XLIFF file", "docx": "Read in a Word file"}


@pytest.fixture
def room() -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def wanted(room: TranslatingRoom) -> TranslationRequest:
    _page, request = room.public(
        title="Thông báo lịch làm việc", body=[{"type": "paragraph", "value": {"text": RICH, "lang": ""}}]
    )
    return room.prepared(request)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def download(client: Client, wanted: TranslationRequest, key: str) -> bytes:
    answer = client.get(reverse("translation_file", args=(wanted.pk, key)))
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    return bytes(answer.content)


def send(client: Client, wanted: TranslationRequest, data: bytes, name: str, **more: str) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("translation_files", args=(wanted.pk,)), {"file": file, **more})


def translated_po(data: bytes, text: str) -> bytes:
    """Every row with some English, tags as in the source."""
    catalogue = polib.pofile("\n" + data.decode())
    for entry in catalogue:
        tags = re.findall(r"</?\w[^>]*>", entry.msgid)
        entry.msgstr = text + "".join(tags)
        entry.flags = []
    return str(catalogue).encode()


def translated_xliff(data: bytes, text: str) -> bytes:
    def fill(unit: re.Match[str]) -> str:
        source = re.search(r"<source>(.*?)</source>", unit[0], re.S)
        assert source
        tags = "".join(re.findall(r"<[^>]+>", source[1]))
        return re.sub(
            r"<target[^>]*?(/>|>.*?</target>)", f'<target state="translated">{text}{tags}</target>', unit[0], flags=re.S
        )

    return re.sub(r"<trans-unit.*?</trans-unit>", fill, data.decode(), flags=re.S).encode()


def translated_word(data: bytes, text: str) -> bytes:
    document = Document(io.BytesIO(data))
    for row in document.tables[0].rows[1:]:
        row.cells[2].text = text + "".join(re.findall(r"\{/?\d+/?\}", row.cells[1].text))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


FILL = {"po": translated_po, "xliff": translated_xliff, "docx": translated_word}
NAMES = {"po": "a.po", "xliff": "a.xlf", "docx": "a.docx"}


def required(request: TranslationRequest) -> list[Segment]:
    return [segment for segment in segments_of(request) if segment.required]


@pytest.mark.requirement("R077", "R079")
@pytest.mark.parametrize("key", ["po", "xliff", "docx"])
def test_what_was_translated_outside_is_confirmed_inside(
    room: TranslatingRoom, wanted: TranslationRequest, key: str
) -> None:
    client = client_of(room.translator)
    back = FILL[key](download(client, wanted, key), ENGLISH[key])
    answer = send(client, wanted, back, NAMES[key])
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert "Không lấy 0 dòng" in answer.content.decode()
    segments = required(wanted)
    assert {segment.confirmed for segment in segments} == {True}
    assert {segment.origin for segment in segments} == {key}
    assert all(segment.translation.startswith(ENGLISH[key]) for segment in segments)
    linked = next(segment for segment in segments if "<a" in segment.source)
    assert re.findall(r"<a [^>]*>", linked.translation) == re.findall(r"<a [^>]*>", linked.source)
    entry = AuditEntry.objects.get(action="translation.file_imported")
    assert (entry.by, entry.data["format"]) == (room.translator, key)
    # Once more the same file: everything is there already, and nothing is written.
    again = send(client, wanted, back, NAMES[key]).content.decode()
    assert "Đã lấy 0 câu dịch" in again
    assert AuditEntry.objects.filter(action="translation.file_imported").count() == 1


def test_rows_that_cannot_be_kept_are_named_and_the_others_are_kept(
    room: TranslatingRoom, wanted: TranslationRequest
) -> None:
    client = client_of(room.translator)
    catalogue = polib.pofile("\n" + download(client, wanted, "po").decode())
    rows = {entry.msgctxt: entry for entry in catalogue if "<" not in entry.msgid}
    rows["title"].msgstr = "Working hours"
    linked = next(entry for entry in catalogue if "<a" in entry.msgid)
    linked.msgstr = "Call the hotline"
    thanks = next(entry for entry in catalogue if entry.msgid == "Xin cảm ơn.")
    thanks.msgstr = "Xin cảm ơn."
    catalogue.append(polib.POEntry(msgctxt="title", msgid="Một tiêu đề cũ", msgstr="An old title"))
    shown = send(client, wanted, str(catalogue).encode(), "a.po").content.decode()
    assert "Thiếu định dạng hoặc đường dẫn của bản nguồn" in shown
    assert "Bản dịch vẫn là tiếng Việt" in shown
    assert "Bản tiếng Việt đã thay đổi sau khi tải tệp" in shown
    assert [segment.path for segment in segments_of(wanted) if segment.confirmed] == ["title"]


def test_a_trial_says_what_would_happen_and_keeps_nothing(room: TranslatingRoom, wanted: TranslationRequest) -> None:
    client = client_of(room.translator)
    back = translated_po(download(client, wanted, "po"), "English")
    shown = send(client, wanted, back, "a.po", is_trial="on").content.decode()
    assert "chưa lưu gì" in shown
    assert not any(segment.translation for segment in segments_of(wanted))


def test_a_file_of_another_page_changes_nothing(room: TranslatingRoom, wanted: TranslationRequest) -> None:
    _page, other = room.public(title="Một bài khác")
    other = room.prepared(other)
    client = client_of(room.translator)
    back = translated_po(download(client, other, "po"), "English")
    answer = send(client, wanted, back, "a.po")
    assert answer.status_code == 400
    assert "thuộc bản dịch của trang khác" in answer.content.decode()
    assert not any(segment.translation for segment in [*segments_of(wanted), *segments_of(other)])


def test_what_is_no_file_of_ours_is_refused_on_the_screen(room: TranslatingRoom, wanted: TranslationRequest) -> None:
    client = client_of(room.translator)
    for data, name in ((b"MZ", "a.docx"), (b"", "a.po"), (b"x", "a"), (b"PK\x03\x04", "a.docx"), (b"<x/>", "a.xlf")):
        answer = send(client, wanted, data, name)
        assert answer.status_code == 400, name
    too_large = send(client, wanted, b"#" * (limits.MAX_BYTES + 1), "a.po")
    assert "tối đa" in too_large.content.decode().lower()
    assert client.post(reverse("translation_files", args=(wanted.pk,)), {}).status_code == 400
    assert not any(segment.translation for segment in segments_of(wanted))


def test_a_suggestion_goes_out_marked_and_stays_one_when_nobody_touched_it(
    room: TranslatingRoom, wanted: TranslationRequest
) -> None:
    title = next(segment for segment in segments_of(wanted) if segment.path == "title")
    save_segments(
        request=wanted, translations={title.id: "Working hours"}, by=room.translator, at=AT, origin=Origin.MACHINE
    )
    client = client_of(room.translator)
    for key in ("po", "xliff", "docx"):
        send(client, wanted, download(client, wanted, key), NAMES[key])
    po = download(client, wanted, "po").decode()
    assert "fuzzy" in po
    # Programs drop flags and set states by themselves: no file confirms what nobody touched.
    xliff = download(client, wanted, "xliff").decode()
    for data, name in (
        (po.replace("#, fuzzy\n", ""), "a.po"),
        (re.sub(r' state="[^"]*"', ' state="final"', xliff), "a.xlf"),
        (re.sub(r' state="[^"]*"', "", xliff), "a.xlf"),
    ):
        answer = send(client, wanted, data.encode(), name)
        assert answer.status_code == 200
        assert ("Tệp không xác nhận thay người" in answer.content.decode()) is ("state" in data or name == "a.po")
    stored = next(segment for segment in segments_of(wanted) if segment.path == "title")
    assert (stored.translation, stored.confirmed) == ("Working hours", False)


@pytest.mark.parametrize("key", ["po", "xliff", "docx"])
def test_what_was_saved_on_the_screen_after_the_download_wins_whatever_the_file_says_of_itself(
    room: TranslatingRoom, wanted: TranslationRequest, key: str
) -> None:
    client = client_of(room.translator)
    back = FILL[key](download(client, wanted, key), ENGLISH[key])
    title = next(segment for segment in segments_of(wanted) if segment.path == "title")
    save_segments(request=wanted, translations={title.id: "Working hours"}, by=room.translator, at=AT)
    if key == "xliff":
        back = re.sub(rb' date="[^"]*"', b"", back)  # programs write or drop it as they like
    assert "đã có người lưu bản dịch khác" in send(client, wanted, back, NAMES[key]).content.decode()
    assert next(s for s in segments_of(wanted) if s.path == "title").translation == "Working hours"


def test_only_who_may_translate_sends_a_file_and_only_who_sees_the_request_takes_one(
    room: TranslatingRoom, wanted: TranslationRequest
) -> None:
    back = translated_po(file_of(wanted, format_key="po", at=timezone.now()).data, "English")
    stranger = client_of(room.other_translator)
    assert stranger.get(reverse("translation_file", args=(wanted.pk, "po"))).status_code == 404
    assert send(stranger, wanted, back, "a.po").status_code == 404
    reader = client_of(room.newsroom.board_head)
    assert reader.get(reverse("translation_file", args=(wanted.pk, "po"))).status_code == 200
    assert send(reader, wanted, back, "a.po").status_code == 403
    assert Client().get(reverse("translation_file", args=(wanted.pk, "po"))).status_code == 302
    assert client_of(room.translator).get(reverse("translation_file", args=(wanted.pk, "exe"))).status_code == 404
    assert not any(segment.translation for segment in segments_of(wanted))


def test_a_file_is_written_whole_or_not_at_all(
    room: TranslatingRoom, wanted: TranslationRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = translated_po(file_of(wanted, format_key="po", at=AT).data, "English")

    def fail(**given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("cms.translation.exchange.actions.record", fail)
    with pytest.raises(RuntimeError):
        import_translation(request=wanted, data=back, name="a.po", by=room.translator, at=AT)
    assert not any(segment.translation for segment in segments_of(wanted))


def test_the_properties_of_a_word_file_name_nobody(wanted: TranslationRequest) -> None:
    document = Document(io.BytesIO(file_of(wanted, format_key="docx", at=AT).data))
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert document.tables[0].rows[0].cells[2].text == "Bản dịch"
    assert len(document.tables[0].rows) == 1 + len(bundle_of(wanted, at=AT)[0].segments)


def test_the_commands_do_the_same(
    room: TranslatingRoom, wanted: TranslationRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.po"
    call_command("export_translation", wanted.pk, path)
    path.write_bytes(translated_po(path.read_bytes(), "English"))
    call_command("import_translation", wanted.pk, path, by=room.translator.username)
    assert "not taken: 0" in capsys.readouterr().out
    assert all(segment.confirmed for segment in required(wanted))
    for bad in ((0, path), (wanted.pk, tmp_path / "none.po"), (wanted.pk, tmp_path / "none.exe")):
        with pytest.raises(CommandError):
            call_command("import_translation", *bad, by=room.translator.username)
        with pytest.raises(CommandError):
            call_command("export_translation", bad[0] or 0, tmp_path / "x.exe")
    with pytest.raises(RefusedFile):
        import_translation(request=wanted, data=b"x", name="x.po", by=room.translator, at=AT)
