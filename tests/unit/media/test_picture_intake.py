"""What is refused as a picture, and what is kept of one that is accepted."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from cms.media import errors
from cms.media.picture_intake import take_picture
from tests.factories.media import canvas, picture
from tests.unit.media import hostile_pictures


@pytest.mark.parametrize("name", [name for name in hostile_pictures.NAMES if name != "too_many_bytes"])
def test_hostile_picture_is_refused_quickly_with_a_reason(name: str) -> None:
    filename, data, code = hostile_pictures.sample(name)
    started = time.thread_time()

    with pytest.raises(errors.RefusedUpload) as refusal:
        take_picture(data, name=filename)

    assert refusal.value.code == code
    assert "{" not in str(refusal.value)
    assert len(str(refusal.value)) > 20
    assert time.thread_time() - started < 5


def test_there_are_at_least_forty_hostile_samples() -> None:
    assert len(hostile_pictures.NAMES) >= 40


_ALL_SAMPLES = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
import django; django.setup()
from cms.media import errors
from cms.media.picture_intake import take_picture
from tests.unit.media import hostile_pictures
for name in hostile_pictures.NAMES:
    filename, data, code = hostile_pictures.sample(name)
    try:
        take_picture(data, name=filename)
    except errors.RefusedUpload:
        pass
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1])
"""


def test_all_hostile_pictures_together_need_less_than_300_mb() -> None:
    """The samples themselves are made in the same process: 100 MB of zeros is one of them."""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ALL_SAMPLES], cwd=root, capture_output=True, text=True, check=True
    )
    assert int(done.stdout.split()[-1]) * 1024 < 300 * 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "extension", "kept"),
    [
        ("JPEG", "jpg", "JPEG"),
        ("JPEG", "jpeg", "JPEG"),
        ("JPEG", "jfif", "JPEG"),
        ("PNG", "png", "PNG"),
        ("GIF", "gif", "PNG"),
        ("WEBP", "webp", "JPEG"),
        ("AVIF", "avif", "JPEG"),
        ("HEIF", "heic", "JPEG"),
        ("HEIF", "heif", "JPEG"),
        ("MPO", "jpg", "JPEG"),
    ],
)
def test_accepted_formats_are_kept_as_jpeg_or_png(kind: str, extension: str, kept: str) -> None:
    taken = take_picture(picture(kind, (90, 60)), name=f"Ảnh đẹp.{extension}")

    with Pillow.open(BytesIO(taken.data)) as image:
        assert (image.format, image.size) == (kept, (90, 60))
    assert (taken.width, taken.height) == (90, 60)
    assert taken.name == ("anh-dep.jpg" if kept == "JPEG" else "anh-dep.png")


def test_picture_named_as_another_picture_format_is_renamed() -> None:
    """Phones send PNG under .jpg; it is harmless, because nothing but pixels is kept."""
    assert take_picture(picture("PNG"), name="chup.JPG").name == "chup.png"


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG", "HEIF"])
def test_transparency_is_kept(kind: str) -> None:
    taken = take_picture(picture(kind, mode="RGBA"), name=f"a.{'heic' if kind == 'HEIF' else kind.lower()}")

    with Pillow.open(BytesIO(taken.data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGBA")


def test_opaque_alpha_channel_is_dropped() -> None:
    out = BytesIO()
    opaque = canvas()
    opaque.putalpha(255)
    opaque.save(out, "WEBP")

    assert take_picture(out.getvalue(), name="a.webp").name == "a.jpg"


def _exif() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "MayAnhBiMat"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (21.0, 2.0, 0.0)
    exif[ExifTags.IFD.GPSInfo] = gps
    return exif


@pytest.mark.parametrize(
    ("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("HEIF", "heic")]
)
def test_position_and_camera_are_removed_and_the_picture_stands_upright(kind: str, extension: str) -> None:
    sent = picture(kind, (90, 60), exif=_exif().tobytes())
    assert b"MayAnhBiMat" in sent

    taken = take_picture(sent, name=f"a.{extension}")

    assert b"MayAnhBiMat" not in taken.data
    with Pillow.open(BytesIO(taken.data)) as image:
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        assert image.size == (60, 90)


def test_orientation_turns_the_pixels_and_not_only_the_size() -> None:
    sent = Pillow.new("RGB", (60, 40), "white")
    sent.paste("red", (0, 0, 30, 40))  # the left half
    out = BytesIO()
    sent.save(out, "JPEG", exif=_exif().tobytes(), quality=95)

    taken = take_picture(out.getvalue(), name="a.jpg")

    with Pillow.open(BytesIO(taken.data)) as image:
        red, white = image.getpixel((20, 5)), image.getpixel((20, 55))
    assert red[0] > 200 > 60 > red[1]
    assert min(white) > 200


def test_comments_and_text_are_removed() -> None:
    info = PngInfo()
    info.add_text("Author", "NguoiGui")

    assert b"NguoiGui" not in take_picture(picture("PNG", pnginfo=info), name="a.png").data
    assert b"NguoiGui" not in take_picture(picture("JPEG", comment="NguoiGui"), name="a.jpg").data


def test_what_a_phone_appends_after_the_picture_is_dropped() -> None:
    """Motion photos carry a film behind the picture: accepted, the film is not kept."""
    taken = take_picture(picture() + b"\0\0\0\x18ftypmp42PHIM" + bytes(5_000), name="a.jpg")

    assert b"PHIM" not in taken.data


def test_colours_of_a_profile_are_converted_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for icc_profile in (srgb, profile, b"not a profile"):
        taken = take_picture(picture("PNG", icc_profile=icc_profile), name="a.png")
        with Pillow.open(BytesIO(taken.data)) as image:
            assert "icc_profile" not in image.info
            assert image.getpixel((32, 24)) == canvas().getpixel((32, 24))


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "YCbCr"])
def test_other_colour_modes_become_plain(mode: str) -> None:
    kind = "PNG" if mode == "1" else "JPEG"
    taken = take_picture(picture(kind, mode=mode), name=f"a.{'png' if mode == '1' else 'jpg'}")

    with Pillow.open(BytesIO(taken.data)) as image:
        assert image.mode == ("L" if mode in ("L", "1") else "RGB")


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    out = BytesIO()
    Pillow.new("I;16", (32, 32), 128 * 256).save(out, "PNG")

    taken = take_picture(out.getvalue(), name="a.png")

    with Pillow.open(BytesIO(taken.data)) as image:
        assert image.mode == "L"
        assert image.getpixel((3, 3)) == 128


def test_the_same_upload_gives_the_same_bytes() -> None:
    """Wagtail finds duplicates by the hash of what is stored."""
    sent = picture("HEIF", (90, 60))
    assert take_picture(sent, name="a.heic").data == take_picture(sent, name="b.heic").data


def test_a_phone_photo_of_12_megapixels_is_accepted() -> None:
    taken = take_picture(picture("JPEG", (4032, 3024), quality=95), name="IMG_0001.JPG")
    assert (taken.width, taken.height) == (4032, 3024)


def test_25_megapixels_are_accepted_and_one_row_more_is_not() -> None:
    assert take_picture(picture("JPEG", (5000, 5000), "L", quality=20), name="a.jpg").width == 5000
    with pytest.raises(errors.TooManyPixels) as refusal:
        take_picture(picture("JPEG", (5000, 5001), "L", quality=20), name="a.jpg")
    assert str(refusal.value) == "Ảnh có 5000 × 5001 điểm ảnh; giới hạn là 25 megapixel. Hãy thu nhỏ ảnh rồi tải lại."
