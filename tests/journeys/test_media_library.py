"""An editor fills the library: every upload door of the admin, the listing and the search."""

import html
import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import ExifTags
from PIL import Image as Pillow
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.media import fields
from cms.media.models import Document, Image
from tests.factories.media import PDF, DocumentFactory, ImageFactory, picture
from tests.unit.media import hostile_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """Someone who may do everything with images and files."""
    client.force_login(User.objects.create_superuser("editor", password="not used in this test"))
    return client


@pytest.fixture
def collection() -> Collection:
    return Collection.get_first_root_node()


def stored() -> set[str]:
    """All files of the private storage's upload folders."""
    found = set()
    for folder in ("original_images", "images", "documents", "uploads"):
        try:
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        except FileNotFoundError:
            continue
    return found


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", data)
    file._name = name
    return file


def send_single(client: Client, name: str, data: bytes) -> str:
    response = client.post(
        reverse("wagtailimages:add"), {"title": "Ảnh", "file": upload(name, data), "collection": "1"}, follow=True
    )
    return response.content.decode()


def send_multiple(client: Client, name: str, data: bytes) -> str:
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"title": "Ảnh", "files[]": upload(name, data), "collection": "1"}
    )
    return str(json.loads(response.content))


def send_chooser(client: Client, name: str, data: bytes) -> str:
    response = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Ảnh",
            "image-chooser-upload-file": upload(name, data),
            "image-chooser-upload-collection": "1",
        },
    )
    return str(json.loads(response.content))


DOORS = {"single": send_single, "multiple": send_multiple, "chooser": send_chooser}


def photo_with_position(kind: str = "JPEG") -> bytes:
    exif = Pillow.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "MayAnhBiMat"
    return picture(kind, (1300, 900), exif=exif.tobytes())


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_photo_of_a_phone_enters_by_every_door_without_its_secrets(editor: Client, door: str, kind: str) -> None:
    name = "IMG_0001.HEIC" if kind == "HEIF" else "IMG_0001.JPG"

    DOORS[door](editor, name, photo_with_position(kind))

    image = Image.objects.get()
    assert (image.width, image.height) == (900, 1300)
    assert image.file.name.endswith("img-0001.jpg") or "img-0001_" in image.file.name
    assert image.prepared_at is None
    assert image.file_hash
    with image.file.open() as file:
        data = file.read()
    assert b"MayAnhBiMat" not in data
    assert image.file_size == len(data)


@pytest.mark.parametrize("name", hostile_pictures.NAMES)
def test_hostile_picture_is_refused_in_vietnamese_and_leaves_nothing(editor: Client, name: str) -> None:
    """Through the multiple upload, the door editors use; its answer is what they read."""
    filename, data, _code = hostile_pictures.sample(name)
    before = stored()

    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Ảnh", "files[]": upload(filename.replace("\0", ""), data), "collection": "1"},
    )

    answer = json.loads(response.content)
    assert response.status_code == 200
    assert answer["success"] is False
    assert answer["error_message"]
    assert any(char in answer["error_message"] for char in "ảệọạểứậ"), answer["error_message"]
    assert (Image.objects.count(), UploadedFile.objects.count()) == (0, 0)
    assert stored() == before


@pytest.mark.parametrize("door", ["single", "chooser"])
@pytest.mark.parametrize("name", ["svg_named_png", "half_jpeg", "png_of_2500_megapixels", "jpeg_then_page"])
def test_the_other_doors_refuse_the_same(editor: Client, door: str, name: str) -> None:
    filename, data, _code = hostile_pictures.sample(name)
    before = stored()

    answer = DOORS[door](editor, filename, data)

    assert "Hãy" in answer
    assert Image.objects.count() == 0
    assert stored() == before


def test_too_large_a_file_names_the_limit_and_the_remedy(editor: Client) -> None:
    filename, data, _code = hostile_pictures.sample("too_many_bytes")

    answer = send_multiple(editor, filename, data)

    assert "giới hạn là 20,0" in answer
    assert "Hãy lưu lại với kích thước nhỏ hơn" in answer


def test_upload_that_waits_for_a_missing_title_is_clean_already(editor: Client) -> None:
    """Wagtail keeps the raw upload when another field is wrong: position and camera must be gone from it too."""
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "", "files[]": upload("IMG_0001.jpg", photo_with_position()), "collection": "1"},
    )
    waiting = UploadedFile.objects.get()
    with waiting.file.open() as file:
        assert b"MayAnhBiMat" not in file.read()

    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=(waiting.pk,))
    prefix = f"uploaded-image-{waiting.pk}"
    editor.post(finish, {f"{prefix}-title": "Lễ hội", f"{prefix}-collection": "1", f"{prefix}-tags": ""})

    assert response.status_code == 200
    image = Image.objects.get()
    assert (image.title, image.width, image.height) == ("Lễ hội", 900, 1300)


def test_large_upload_on_disk_is_cleaned_as_well(editor: Client) -> None:
    """Above 2.5 MB Django keeps uploads in temporary files."""
    noise = Pillow.effect_noise((2400, 1600), 90).convert("RGB")
    exif = Pillow.Exif()
    exif[ExifTags.Base.Make] = "MayAnhBiMat"
    out = BytesIO()
    noise.save(out, "JPEG", quality=97, exif=exif.tobytes())
    assert len(out.getvalue()) > 2_621_440

    send_multiple(editor, "to.jpg", out.getvalue())

    with Image.objects.get().file.open() as file:
        assert b"MayAnhBiMat" not in file.read()


def test_the_same_picture_again_is_pointed_out(editor: Client) -> None:
    send_multiple(editor, "a.jpg", photo_with_position())
    answer = send_multiple(editor, "b.jpg", photo_with_position())

    assert "'duplicate': True" in answer


def test_small_picture_is_pointed_out_and_kept(editor: Client) -> None:
    answer = send_multiple(editor, "nho.jpg", picture("JPEG", (640, 480)))

    assert "Ảnh này nhỏ (640 × 480 điểm ảnh)" in answer
    assert Image.objects.count() == 1
    assert "Ảnh này nhỏ" not in send_multiple(editor, "lon.jpg", picture("JPEG", (1300, 900)))


def test_listing_and_edit_page_show_thumbnails_to_editors_only(editor: Client) -> None:
    image = ImageFactory(title="Hội nghị")

    for address in (reverse("wagtailimages:index"), reverse("wagtailimages:edit", args=(image.pk,))):
        page = editor.get(address).content.decode()
        sources = [part.split('"')[0] for part in page.split('src="') if part.startswith("/private-media/")]
        assert sources
        for source in sources:
            shown = editor.get(source)
            assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
            shown.close()
            assert Client().get(source).status_code == 404


def test_chooser_answers_with_a_private_preview(editor: Client) -> None:
    image = ImageFactory()
    page = editor.get(reverse("wagtailimages_chooser:choose")).content.decode()
    chosen = json.loads(editor.get(reverse("wagtailimages_chooser:chosen", args=(image.pk,))).content)

    assert "private-media" in page
    assert chosen["result"]["preview"]["url"].startswith("/private-media/images/")


@pytest.mark.parametrize("typed", ["Đăng ký", "dang ky", "DANG KY ket hon", "đăng ký kết hôn"])
@pytest.mark.parametrize("listing", ["wagtailimages:index_results", "wagtaildocs:index_results"])
def test_titles_are_found_without_accents(editor: Client, typed: str, listing: str) -> None:
    factory = ImageFactory if "images" in listing else DocumentFactory
    factory(title="Đăng ký kết hôn ở nước ngoài")
    factory(title="Lịch tiếp công dân")

    found = editor.get(reverse(listing), {"q": typed}).content.decode()

    assert "Đăng ký kết hôn" in found
    assert "Lịch tiếp công dân" not in found


def test_forms_speak_vietnamese(editor: Client) -> None:
    page = editor.get(reverse("wagtailimages:add_multiple")).content.decode()
    assert "Vị trí chụp và thông tin máy ảnh sẽ được xóa" in page
    page = editor.get(reverse("wagtailimages:edit", args=(ImageFactory().pk,))).content.decode()
    assert "Nguồn ảnh, tác giả" in page
    assert "với trẻ em là cha, mẹ hoặc người giám hộ" in page


def test_credit_and_consent_are_kept_and_only_the_credit_is_public(editor: Client, collection: Collection) -> None:
    image = ImageFactory(size=(1300, 900))
    editor.post(
        reverse("wagtailimages:edit", args=(image.pk,)),
        {
            "title": "Lễ khai giảng",
            "collection": collection.pk,
            "tags": "",
            "credit": "Phòng Văn hóa",
            "consent": "Phụ huynh đồng ý ngày 05/09",
            "description": "",
            "focal_point_x": "10",
            "focal_point_y": "10",
            "focal_point_width": "4",
            "focal_point_height": "4",
        },
    )

    image.refresh_from_db()
    assert (image.credit, image.consent) == ("Phòng Văn hóa", "Phụ huynh đồng ý ngày 05/09")
    assert (image.focal_point_x, image.prepared_at) == (10, None)


def test_document_enters_and_leaves_under_its_own_name(editor: Client) -> None:
    response = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Mẫu đơn", "files[]": upload("Mẫu đơn số 1.pdf", PDF), "collection": "1"},
    )
    document = Document.objects.get()

    assert json.loads(response.content)["success"] is True
    assert document.filename == "Mẫu đơn số 1.pdf"
    assert document.file.name == "documents/mau-don-so-1.pdf" or "mau-don-so-1_" in document.file.name
    page = editor.get(reverse("wagtaildocs:index")).content.decode()
    assert document.url in page
    shown = editor.get(document.url)
    assert shown.status_code == 200
    shown.close()


def answer_of_single(client: Client, file: SimpleUploadedFile) -> list[str]:
    response = client.post(reverse("wagtaildocs:add"), {"title": "a", "file": file, "collection": "1"})
    assert response.status_code == 200
    return list(response.context["form"].errors["file"])


def answer_of_multiple(client: Client, file: SimpleUploadedFile) -> list[str]:
    response = client.post(reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": file, "collection": "1"})
    return json.loads(response.content)["error_message"].split("\n")


def answer_of_chooser(client: Client, file: SimpleUploadedFile) -> list[str]:
    fields = {"title": "a", "file": file, "collection": "1"}
    response = client.post(
        reverse("wagtaildocs_chooser:create"), {f"document-chooser-upload-{name}": fields[name] for name in fields}
    )
    page = json.loads(response.content)["htmlFragment"]
    found = re.findall(r'<p class="error-message">\s*(.*?)\s*</p>', page, re.S)
    return [html.unescape(" ".join(text.split())) for text in found]


def zipped(*names: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


KINDS = "pdf, docx, xlsx, pptx, odt, ods, odp, csv, txt"
REFUSED_FILES = {
    "fake_docx": (
        "a.docx",
        b"<html></html>",
        "Nội dung tệp không đúng với tên (.docx). Hãy lưu lại tệp từ phần mềm đã tạo ra nó.",
        "The content of the file is not what its name says (.docx). Save it again from its program.",
    ),
    "broken_odt": (
        "a.odt",
        b"PK\x03\x04 and nothing more",
        "Nội dung tệp không đúng với tên (.odt). Hãy lưu lại tệp từ phần mềm đã tạo ra nó.",
        "The content of the file is not what its name says (.odt). Save it again from its program.",
    ),
    "other_archive": (
        "a.xlsx",
        zipped("readme.txt"),
        "Nội dung tệp không đúng với tên (.xlsx). Hãy lưu lại tệp từ phần mềm đã tạo ra nó.",
        "The content of the file is not what its name says (.xlsx). Save it again from its program.",
    ),
    "web_page": (
        "a.html",
        b"<html>",
        f"Không nhận tệp loại “.html”. Hãy lưu lại theo một trong các loại: {KINDS}.",
        f"Files of the kind “.html” are not accepted. Save it as one of: {KINDS}.",
    ),
    "no_extension": (
        "congvan",
        b"x",
        f"Tên tệp không có phần đuôi cho biết loại tệp. Hãy lưu lại theo một trong các loại: {KINDS}.",
        f"The name of the file does not end in its kind. Save it as one of: {KINDS}.",
    ),
    "macros": (
        "a.docx",
        zipped("word/vbaProject.bin"),
        "Tệp chứa macro hoặc chương trình. Hãy lưu lại bản không có macro.",
        "The file holds macros or other programs. Save it without them.",
    ),
    "empty": (
        "a.pdf",
        b"",
        "Tệp không có nội dung. Hãy chọn lại tệp.",
        "The file is empty. Choose it again.",
    ),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", REFUSED_FILES)
@pytest.mark.parametrize("door", [answer_of_single, answer_of_multiple, answer_of_chooser])
def test_a_refused_file_is_told_one_reason_in_the_language_of_the_editor(
    editor: Client, door: Callable[[Client, SimpleUploadedFile], list[str]], case: str, language: str
) -> None:
    name, data, vietnamese, english = REFUSED_FILES[case]
    UserProfile.objects.create(user=User.objects.get(), preferred_language=language)

    assert door(editor, upload(name, data)) == [vietnamese if language == "vi" else english]
    assert Document.objects.count() == 0


@pytest.mark.parametrize("address", ["wagtailimages:add_multiple", "wagtaildocs:add_multiple"])
def test_what_the_browser_says_before_sending_is_vietnamese(editor: Client, address: str) -> None:
    page = editor.get(reverse(address)).content.decode()
    messages = html.unescape(re.findall(r"data-messages='(.*?)'", page)[0])
    assert "This file is too big" not in messages
    assert "T\\u1EC7p qu\\u00E1 l\\u1EDBn" in messages or "Tệp quá lớn" in messages
    assert "Not a supported" not in messages


def test_code_that_skips_the_form_is_told_the_same() -> None:
    document = Document(title="a", file=upload("a.docx", b"<html></html>"))
    with pytest.raises(ValidationError) as refusal:
        document.full_clean()
    assert [error.code for error in refusal.value.error_dict["file"]] == ["content_mismatch"]


@pytest.mark.parametrize(("name", "data"), [("a.docx", b"<html></html>"), ("a.html", b"<html>"), ("a.pdf", b"MZ")])
def test_hostile_document_is_refused_in_vietnamese_and_leaves_nothing(editor: Client, name: str, data: bytes) -> None:
    before = stored()
    response = editor.post(
        reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": upload(name, data), "collection": "1"}
    )

    answer = json.loads(response.content)
    assert answer["success"] is False
    assert "lưu lại" in answer["error_message"]
    assert Document.objects.count() == 0
    assert stored() == before


def test_a_picture_is_decoded_before_the_transaction_of_its_request(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty megapixels take seconds, in which SQLite would let nobody else write."""
    take, within = fields.take_picture, []

    def taken(*args: Any, **kwargs: Any) -> Any:
        within.append(list(connection.savepoint_ids))
        return take(*args, **kwargs)

    monkeypatch.setattr(fields, "take_picture", taken)
    outside = list(connection.savepoint_ids)  # the request's transaction is a savepoint within the test's
    sent = {"title": "Ảnh", "files[]": upload("a.jpg", picture()), "collection": "1"}
    answer = json.loads(editor.post(reverse("wagtailimages:add_multiple"), sent).content)
    assert (answer["success"], within) == (True, [outside])
