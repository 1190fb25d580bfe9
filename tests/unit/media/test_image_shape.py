"""An image as the public sees it, before and after its cuts are made."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from cms.media import actions
from cms.media.exposure import Exposure
from cms.media.file_shape import file_shape
from cms.media.image_shape import image_shape
from cms.media.models import Rendition
from tests.factories.media import PDF, DocumentFactory, ImageFactory, picture

pytestmark = pytest.mark.django_db


def public() -> Exposure:
    return Exposure(mode="public")


def test_prepared_image_has_every_cut_in_the_public_shape(at: datetime.datetime) -> None:
    image = ImageFactory(size=(900, 600), credit="Ban biên tập")
    actions.prepare_image(image=image, at=at)
    exposure = public()

    shape = image_shape(image, alt="Lễ ký kết", is_decorative=False, caption="Sáng 15/3", exposure=exposure)

    assert {key: shape[key] for key in ("alt", "is_decorative", "caption", "credit", "width", "height")} == {
        "alt": "Lễ ký kết",
        "is_decorative": False,
        "caption": "Sáng 15/3",
        "credit": "Ban biên tập",
        "width": 900,
        "height": 600,
    }
    assert shape["focal_point"] is None
    assert [source["type"] for source in shape["sources"]] == ["image/avif", "image/webp"]
    assert [part.split()[1] for part in shape["sources"][0]["srcset"].split(", ")] == ["400w", "800w", "900w"]
    assert [(row["type"], row["width"], row["height"]) for row in shape["renditions"]] == [
        (f"image/{kind}", *size) for kind in ("avif", "webp", "jpeg") for size in ((400, 267), (800, 533), (900, 600))
    ]
    assert shape["src"] == shape["renditions"][7]["url"]
    assert exposure.is_provisional is False
    assert len(exposure.files) == 10


def test_public_addresses_are_made_of_the_content(at: datetime.datetime) -> None:
    image = ImageFactory(title="Ảnh", size=(900, 600))
    exposure = public()
    shape = image_shape(image, alt="", is_decorative=True, exposure=exposure)

    assert re.fullmatch(r"/media/[0-9a-f]{20}-anh-\d+-800\.jpg", shape["src"])
    assert [f"/media/{file.public}" for file in exposure.files] == [shape["src"]]
    assert default_storage.exists(exposure.files[0].source)


def test_two_images_never_share_a_public_file() -> None:
    """Deleting the one must not take the other's."""
    one, two = public(), public()
    image_shape(ImageFactory(file=ContentFile(picture(), name="a.jpg")), alt="", is_decorative=True, exposure=one)
    image_shape(ImageFactory(file=ContentFile(picture(), name="a.jpg")), alt="", is_decorative=True, exposure=two)

    assert one.files[0].public != two.files[0].public


def test_unprepared_image_goes_out_at_once_with_one_jpeg_and_says_so() -> None:
    image = ImageFactory(size=(2000, 1000))
    exposure = public()

    shape = image_shape(image, alt="a", is_decorative=False, exposure=exposure)

    assert exposure.is_provisional is True
    assert [(row["type"], row["width"]) for row in shape["renditions"]] == [("image/jpeg", 800)]
    assert shape["sources"] == []
    assert shape["social"] == shape["src"]
    assert (shape["width"], shape["height"]) == (1600, 800)


def test_shape_of_a_prepared_image_costs_one_query(
    at: datetime.datetime, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    image = ImageFactory()
    actions.prepare_image(image=image, at=at)

    with django_assert_num_queries(1):  # type: ignore[operator]
        image_shape(image, alt="", is_decorative=True, exposure=public())


def test_decorative_image_has_no_alternative_text() -> None:
    assert image_shape(ImageFactory(), alt="Hoa văn", is_decorative=True, exposure=public())["alt"] == ""


def test_preview_shows_private_addresses_and_copies_nothing() -> None:
    exposure = Exposure(mode="preview", viewer=7)
    shape = image_shape(ImageFactory(), alt="a", is_decorative=False, exposure=exposure)

    assert shape["src"].startswith("/private-media/images/")
    assert "?token=" in shape["src"]
    assert exposure.files == []


def test_social_cut_holds_the_focal_point(at: datetime.datetime) -> None:
    """A red spot at the right edge of a wide picture; the crop in the middle would lose it."""
    wide = Pillow.new("RGB", (4000, 1000), "white")
    wide.paste("red", (3900, 450, 4000, 550))
    out = ContentFile(b"", name="a.png")
    wide.save(out.file, "PNG")
    image = ImageFactory(file=ContentFile(out.file.getvalue(), name="a.png"))
    image.focal_point_x, image.focal_point_y = 3950, 500
    image.focal_point_width = image.focal_point_height = 100
    image.save()
    actions.prepare_image(image=image, at=at)

    shape = image_shape(image, alt="", is_decorative=True, exposure=public())

    assert shape["focal_point"] == {"x": 0.9875, "y": 0.5}
    assert shape["social"].endswith("-1200x630.jpg")
    cut = Rendition.objects.get(image=image, filter_spec="fill-1200x630|format-jpeg")
    with cut.file.open() as file, Pillow.open(file) as social:
        assert social.size == (1200, 630)
        red = social.getpixel((1180, 315))
    assert red[0] > 200 > 80 > red[1]


def test_cuts_carry_no_exif_and_no_profile(at: datetime.datetime) -> None:
    exif = Pillow.Exif()
    exif[271] = "MayAnhBiMat"
    image = ImageFactory(file=ContentFile(picture("JPEG", (900, 600), exif=exif.tobytes()), name="a.jpg"))
    actions.prepare_image(image=image, at=at)

    rows = list(image.renditions.all())
    assert len(rows) == 11
    for row in rows:
        with row.file.open() as file, Pillow.open(file) as cut:
            assert dict(cut.getexif()) == {}
            assert "icc_profile" not in cut.info
    with image.file.open() as original:
        assert b"MayAnhBiMat" not in original.read()


def test_file_shape_names_what_the_reader_gets() -> None:
    exposure = public()
    document = DocumentFactory(title="Mẫu đơn", file=ContentFile(PDF, name="Mẫu đơn số 1.pdf"))

    shape = file_shape(document, exposure=exposure)

    assert shape.pop("url") == f"/media/{exposure.files[0].public}"
    assert shape == {
        "title": "Mẫu đơn",
        "filename": "Mẫu đơn số 1.pdf",
        "size": len(PDF),
        "content_type": "application/pdf",
        "extension": "pdf",
    }
    assert exposure.files[0].source == document.file.name


def test_the_credit_is_in_the_language_of_the_page() -> None:
    image = ImageFactory(credit="Ảnh của cơ quan", credit_en="Picture by the agency")
    told = {
        locale: image_shape(image, alt="a", is_decorative=False, locale=locale, exposure=public())["credit"]
        for locale in ("vi", "en")
    }
    assert told == {"vi": "Ảnh của cơ quan", "en": "Picture by the agency"}
