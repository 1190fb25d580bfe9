"""The fixed cuts, as values."""

import pytest

from cms.media.rules import SOCIAL, Spec, credit_in, crop_box, fit, fitted_size, quick_spec, specs_for


def widths(specs: list[Spec], format: str) -> list[int]:  # noqa: A002
    return [spec.width for spec in specs if spec.format == format and not spec.is_crop]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), [400, 800, 1200, 1600]),
        ((1600, 1200), [400, 800, 1200, 1600]),
        ((900, 600), [400, 800, 1200]),
        ((800, 600), [400, 800]),
        ((64, 48), [400]),
        ((1000, 24_000), [400, 800, 1200, 1600]),
    ],
)
def test_each_smaller_width_is_cut_and_the_first_that_shows_the_picture_whole(
    size: tuple[int, int], expected: list[int]
) -> None:
    specs = specs_for(*size)
    assert [widths(specs, name) for name in ("avif", "webp", "jpeg")] == [expected] * 3
    assert specs[-1] == SOCIAL


@pytest.mark.parametrize(
    ("size", "width", "expected"),
    [
        ((4000, 3000), 800, (800, 600)),
        ((3000, 4000), 800, (800, 1067)),
        ((640, 480), 800, (640, 480)),
        ((1000, 24_000), 1600, (133, 3200)),
        ((20_000, 20), 400, (400, 1)),
    ],
)
def test_a_cut_keeps_the_ratio_and_never_enlarges(size: tuple[int, int], width: int, expected: tuple[int, int]) -> None:
    assert fitted_size(*size, fit(width, "jpeg")) == expected


def test_no_cut_has_more_pixels_than_1600_by_3200() -> None:
    for size in [(5000, 5000), (1000, 25_000), (25_000, 1000), (16, 65_000)]:
        for spec in specs_for(*size):
            width, height = fitted_size(*size, spec)
            assert width * height <= 1600 * 3200


@pytest.mark.parametrize(
    ("size", "focus", "box", "final"),
    [
        ((2400, 1260), (0.5, 0.5), (0, 0, 2400, 1260), (1200, 630)),
        ((1600, 1600), (0.5, 0.0), (0, 0, 1600, 840), (1200, 630)),
        ((1600, 1600), (0.5, 1.0), (0, 760, 1600, 1600), (1200, 630)),
        ((4000, 1000), (0.0, 0.5), (0, 0, 1905, 1000), (1200, 630)),
        ((4000, 1000), (0.9, 0.5), (2095, 0, 4000, 1000), (1200, 630)),
        ((600, 600), (0.5, 0.5), (0, 142, 600, 457), (600, 315)),
    ],
)
def test_social_crop_holds_the_focal_point_and_never_enlarges(
    size: tuple[int, int], focus: tuple[float, float], box: tuple[int, ...], final: tuple[int, int]
) -> None:
    assert crop_box(*size, SOCIAL, focus) == (box, final)


@pytest.mark.parametrize(("size", "width"), [((4000, 3000), 800), ((700, 500), 800), ((300, 200), 400)])
def test_quick_cut_is_a_jpeg_of_at_most_800_pixels_that_is_cut_anyway(size: tuple[int, int], width: int) -> None:
    quick = quick_spec(*size)
    assert (quick.format, quick.width) == ("jpeg", width)
    assert quick in specs_for(*size)


def test_names_of_cuts_are_those_of_wagtail() -> None:
    assert fit(800, "avif").filter_spec == "max-800x1600|format-avif"
    assert SOCIAL.filter_spec == "fill-1200x630|format-jpeg"


@pytest.mark.parametrize(
    ("vi", "en", "shown"),
    [
        ("Minh họa dựng bằng máy", "Illustration made by a machine", "Illustration made by a machine"),
        ("Minh họa dựng bằng máy", "", ""),
        ("Nguyễn Văn A", "", "Nguyễn Văn A"),
        ("AFP", "", "AFP"),
        ("Reuters, handout", "", "Reuters, handout"),
        ("Ảnh: Văn phòng Sở", "", ""),
        ("Thông tấn xã Việt Nam", "Vietnam News Agency", "Vietnam News Agency"),
        ("đ", "", ""),
        ("“…”", "", ""),
        ("", "", ""),
    ],
)
def test_english_pages_show_names_and_english_words_only(vi: str, en: str, shown: str) -> None:
    assert credit_in("en", vi=vi, en=en) == shown
    assert credit_in("vi", vi=vi, en=en) == vi
