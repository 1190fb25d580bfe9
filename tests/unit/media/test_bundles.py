"""All forms in one file: only what is public one by one, the same bytes for the same files."""

import datetime
import io
import zipfile

import pytest
from django.core.files.storage import default_storage

from cms.media import bundles
from cms.media.bundles import bundle_shape, sweep_bundles
from cms.media.exposure import Exposure
from cms.media.models import Document
from tests.factories.media import DocumentFactory

pytestmark = pytest.mark.django_db


def test_the_files_under_their_own_names() -> None:
    documents = [DocumentFactory(), DocumentFactory()]
    Document.objects.filter(pk__in=[one.pk for one in documents]).update(download_name="Tờ khai.pdf")
    documents = list(Document.objects.order_by("pk"))
    exposure = Exposure(mode="public")
    shape = bundle_shape(documents, title="Biểu mẫu", exposure=exposure)
    assert shape is not None
    assert shape["count"] == 2
    assert shape["url"].startswith("/media/") and shape["url"].endswith("-bieu-mau.zip")  # noqa: PT018
    assert len(exposure.files) == 3  # each by itself, and the whole
    with default_storage.open(exposure.files[-1].source) as file:
        packed = file.read()
    assert len(packed) == shape["size"]
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == ["Tờ khai.pdf", "Tờ khai-2.pdf"]
    again = Exposure(mode="public")
    assert bundle_shape(documents, title="Biểu mẫu", exposure=again) == shape
    assert [file.source for file in again.files] == [file.source for file in exposure.files]


def test_one_file_is_no_bundle_and_a_preview_has_none() -> None:
    first, second = DocumentFactory(), DocumentFactory()
    assert bundle_shape([first], title="x", exposure=Exposure(mode="public")) is None
    assert bundle_shape([first, first], title="x", exposure=Exposure(mode="public")) is None
    preview = Exposure(mode="preview")
    assert bundle_shape([first, second], title="x", exposure=preview) is None
    assert preview.files == []


def test_what_is_too_large_in_all_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MOST_BYTES", 10)
    assert bundle_shape([DocumentFactory(), DocumentFactory()], title="x", exposure=Exposure(mode="public")) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.pdf", "/etc/x", "C:\\x.pdf", ".bashrc", "a/b.pdf"])
def test_no_name_leaves_the_folder_it_is_unpacked_in(name: str) -> None:
    found = bundles._entry_name(name, set())
    assert "/" not in found
    assert "\\" not in found
    assert not found.startswith(".")


def test_a_bundle_that_nothing_public_comes_from_goes_after_a_day() -> None:
    exposure = Exposure(mode="public")
    bundle_shape([DocumentFactory(), DocumentFactory()], title="x", exposure=exposure)
    source = exposure.files[-1].source
    now = datetime.datetime.now(datetime.UTC)
    assert sweep_bundles(now) == 0
    assert sweep_bundles(now + datetime.timedelta(days=2)) == 1
    assert not default_storage.exists(source)
