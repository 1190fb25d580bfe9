"""Pictures that must be refused: name → (file name, bytes, code of the refusal). All made here, none collected."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pillow_heif
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from tests.factories.media import PDF, archive, canvas, picture

Sample = tuple[str, bytes, str]

pillow_heif.register_heif_opener()
_PAGE = b"<!DOCTYPE html><html><body><script>alert(document.cookie)</script></body></html>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that says a size and holds next to nothing."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + _chunk(b"IEND", b"")


def _jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(picture("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _jpeg_with(marker: int, payload: bytes) -> bytes:
    data = picture("JPEG")
    return data[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload + data[2:]


def _jpeg_of_many_scans() -> bytes:
    """A progressive picture whose last pass is repeated five thousand times."""
    data = picture("JPEG", (640, 480), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 5_000 + b"\xff\xd9"


def _gif_claiming(width: int, height: int) -> bytes:
    data = bytearray(picture("GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def _webp_claiming(width: int, height: int) -> bytes:
    extended = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + extended + picture("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _moving(kind: str) -> bytes:
    out = BytesIO()
    frames = [canvas(shade=shade) for shade in (0, 90, 180)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def _png_with_text(text: str) -> bytes:
    info = PngInfo()
    info.add_text("Comment", text)
    return picture("PNG", pnginfo=info)


def _wrong_checksum() -> bytes:
    data = bytearray(picture("PNG"))
    data[data.index(b"IDAT") + 20] ^= 0xFF
    return bytes(data)


def _boxes(brand: bytes, rest: bytes = b"") -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0" + brand + b"miaf" + rest


def _half(kind: str) -> bytes:
    data = picture(kind, (320, 240))
    return data[: len(data) // 2]


def _fits() -> bytes:
    cards = ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    2"]
    cards += ["NAXIS1  =                   64", "NAXIS2  =                   48", "END"]
    return "".join(card.ljust(80) for card in cards).ljust(2880).encode() + bytes(2880)


def _flat(width: int, height: int) -> bytes:
    out = BytesIO()
    Pillow.new("L", (width, height)).save(out, "PNG", compress_level=9)
    return out.getvalue()


def _other(kind: str, mode: str = "RGB") -> bytes:
    return picture(kind, mode=mode)


_MAKERS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # Not pictures at all, whatever the name says
    "svg": ("logo.svg", lambda: _SVG, "unknown_extension"),
    "svg_named_png": ("logo.png", lambda: _SVG, "not_a_picture"),
    "svg_with_mark_named_jpg": ("logo.jpg", lambda: b"\xef\xbb\xbf<?xml version='1.0'?>" + _SVG, "not_a_picture"),
    "page_named_png": ("trang.png", lambda: _PAGE, "not_a_picture"),
    "page_named_jpg": ("trang.jpg", lambda: _PAGE, "not_a_picture"),
    "page_after_spaces": ("trang.gif", lambda: b"\n\n   " + _PAGE, "not_a_picture"),
    "php_named_jpg": ("a.jpg", lambda: b"<?php system($_GET['c']); ?>", "not_a_picture"),
    "script_named_png": ("a.png", lambda: b"alert(1)//", "not_a_picture"),
    "program_named_jpg": ("a.jpg", lambda: b"MZ\x90\0" + bytes(512), "not_a_picture"),
    "elf_named_webp": ("a.webp", lambda: b"\x7fELF" + bytes(512), "not_a_picture"),
    "pdf_named_jpg": ("a.jpg", lambda: PDF, "not_a_picture"),
    "archive_named_png": ("a.png", lambda: archive({"a.txt": "a"}), "not_a_picture"),
    "text_named_png": ("a.png", "Thông báo".encode, "not_a_picture"),
    "noise_named_jpg": ("a.jpg", lambda: bytes(range(256)) * 40, "not_a_picture"),
    "empty": ("a.jpg", lambda: b"", "empty"),
    # Formats whose decoders we never wake
    "bmp_named_jpg": ("a.jpg", lambda: _other("BMP"), "not_a_picture"),
    "tiff_named_jpg": ("a.jpg", lambda: _other("TIFF"), "not_a_picture"),
    "ico_named_png": ("a.png", lambda: _other("ICO"), "not_a_picture"),
    "ppm_named_png": ("a.png", lambda: _other("PPM"), "not_a_picture"),
    "eps_named_jpg": ("a.jpg", lambda: _other("EPS"), "not_a_picture"),
    "jpeg2000_named_jpg": ("a.jpg", lambda: _other("JPEG2000"), "not_a_picture"),
    "dds_named_png": ("a.png", lambda: _other("DDS"), "not_a_picture"),
    "sgi_named_png": ("a.png", lambda: _other("SGI"), "not_a_picture"),
    "pcx_named_gif": ("a.gif", lambda: _other("PCX"), "not_a_picture"),
    "tga_named_png": ("a.png", lambda: _other("TGA"), "not_a_picture"),
    "fits_named_png": ("a.png", _fits, "not_a_picture"),
    "psd_named_jpg": ("a.jpg", lambda: b"8BPS\0\1" + bytes(600), "not_a_picture"),
    "tiff": ("a.tiff", lambda: _other("TIFF"), "unknown_extension"),
    # Names
    "picture_named_php": ("a.php", picture, "unknown_extension"),
    "picture_named_jpg_exe": ("a.jpg.exe", picture, "unknown_extension"),
    "picture_named_html": ("a.html", picture, "unknown_extension"),
    "picture_without_extension": ("anh", picture, "unknown_extension"),
    "page_behind_nul": ("a.html\0.png", lambda: _PAGE, "not_a_picture"),
    # Damaged
    "half_jpeg": ("a.jpg", lambda: _half("JPEG"), "broken_picture"),
    "half_png": ("a.png", lambda: _half("PNG"), "broken_picture"),
    "half_gif": ("a.gif", lambda: _half("GIF"), "broken_picture"),
    "half_webp": ("a.webp", lambda: _half("WEBP"), "broken_picture"),
    "half_avif": ("a.avif", lambda: _half("AVIF"), "broken_picture"),
    "half_heic": ("a.heic", lambda: _half("HEIF"), "broken_picture"),
    "only_jpeg_start": ("a.jpg", lambda: b"\xff\xd8\xff\xe0", "broken_picture"),
    "only_png_signature": ("a.png", lambda: b"\x89PNG\r\n\x1a\n", "broken_picture"),
    "only_avif_brand": ("a.avif", lambda: _boxes(b"avif", bytes(64)), "broken_picture"),
    "only_heic_brand": ("a.heic", lambda: _boxes(b"heic", bytes(64)), "broken_picture"),
    "wrong_checksum": ("a.png", _wrong_checksum, "broken_picture"),
    # Floods
    "png_of_2500_megapixels": ("a.png", lambda: _png(50_000, 50_000), "too_many_pixels"),
    "png_of_100_megapixels": ("a.png", lambda: _png(10_000, 10_000), "too_many_pixels"),
    "jpeg_of_4000_megapixels": ("a.jpg", lambda: _jpeg_claiming(65_500, 65_500), "too_many_pixels"),
    "gif_of_4000_megapixels": ("a.gif", lambda: _gif_claiming(65_535, 65_535), "too_many_pixels"),
    "webp_of_268_megapixels": ("a.webp", lambda: _webp_claiming(16_384, 16_384), "too_many_pixels"),
    "honest_26_megapixels": ("a.png", lambda: _flat(5_200, 5_000), "too_many_pixels"),
    "text_that_unpacks_to_100_mb": (
        "a.png", lambda: _png(64, 48, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))), "broken_picture",
    ),
    "thousands_of_scans": ("a.jpg", _jpeg_of_many_scans, "broken_picture"),
    "too_many_bytes": ("a.jpg", lambda: picture() + bytes(20 * 1024 * 1024), "file_too_large"),
    "one_pixel": ("a.png", lambda: _flat(1, 1), "too_few_pixels"),
    "a_line": ("a.png", lambda: _flat(10_000, 1), "too_few_pixels"),
    # Moving
    "moving_gif": ("a.gif", lambda: _moving("GIF"), "moving_picture"),
    "moving_png": ("a.png", lambda: _moving("PNG"), "moving_picture"),
    "moving_webp": ("a.webp", lambda: _moving("WEBP"), "moving_picture"),
    "moving_avif": ("a.avif", lambda: _moving("AVIF"), "moving_picture"),
    "heif_sequence": ("a.heic", lambda: _boxes(b"msf1", bytes(64)), "moving_picture"),
    # A picture and something else
    "jpeg_then_page": ("a.jpg", lambda: picture() + _PAGE, "hidden_content"),
    "jpeg_then_archive": ("a.jpg", lambda: picture() + archive({"a.class": "a"}), "hidden_content"),
    "png_then_archive": ("a.png", lambda: picture("PNG") + archive({"a.html": "a"}), "hidden_content"),
    "script_in_comment": ("a.jpg", lambda: _jpeg_with(0xFE, b"<ScRiPt>alert(1)</script>"), "hidden_content"),
    "svg_in_application_data": ("a.jpg", lambda: _jpeg_with(0xE1, _SVG), "hidden_content"),
    "pdf_in_comment": ("a.jpg", lambda: _jpeg_with(0xFE, PDF), "hidden_content"),
    "php_in_text": ("a.png", lambda: _png_with_text("<?php system($_GET['c']); ?>"), "hidden_content"),
    "gif_that_is_a_script": ("a.gif", lambda: b"GIF89a=1;/*" + bytes(40) + b"*/alert(1)", "broken_picture"),
    "gif_that_is_a_page": ("a.gif", lambda: b"GIF89a" + _PAGE, "hidden_content"),
}  # fmt: skip

NAMES = sorted(_MAKERS)


def sample(name: str) -> Sample:
    """File name, bytes and expected code of one sample."""
    filename, make, code = _MAKERS[name]
    return filename, make(), code
