"""What the blocks refuse of what a browser posts."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cms.pages.blocks.body import MAX_BLOCKS, BodyBlock
from cms.pages.blocks.embed import video_of
from cms.pages.blocks.table import PlainTableBlock, plain_table

BODY = BodyBlock()


def posted(**fields: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({name.replace("__", "-"): value for name, value in fields.items()})
    return data


def block(number: int, kind: str, **values: Any) -> dict[str, Any]:
    prefix = f"body-{number}"
    own = {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-type": kind, f"{prefix}-id": ""}
    return {**own, **{f"{prefix}-value-{name}": value for name, value in values.items()}}


def refuse(data: QueryDict) -> None:
    value = BODY.value_from_datadict(data, {}, "body")
    with pytest.raises(ValidationError):
        BODY.clean(value)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"body-count": "abc"},
        {"body-count": "-1"},
        {"body-count": "1e9"},
        {"body-count": "1000000000"},
        {"body-count": str(MAX_BLOCKS + 1)},
        {"body-count": "1"},
        {"body-count": "1", "body-0-type": "heading"},
        {"body-count": "1", **block(0, "heading", level="h2", text="a", lang=""), "body-0-order": "x"},
        {"body-count": "1", **block(0, "paragraph", text="{not json", lang="")},
        {"body-count": "1", **block(0, "paragraph", text="[]", lang="")},
        {"body-count": "1", **block(0, "paragraph", text='{"blocks": 3}', lang="")},
        {"body-count": "1", **block(0, "paragraph", text="[" * 100_000, lang="")},
        {"body-count": "1", **block(0, "gallery", title=""), "body-0-value-images-count": "99999999"},
    ],
)
def test_a_posted_body_that_cannot_be_read_is_a_form_error(data: dict[str, str]) -> None:
    refuse(posted(**data))


def test_an_unknown_block_type_is_refused() -> None:
    refuse(posted(**{"body-count": "1", **block(0, "raw_html", value="<b>")}))


def test_there_is_no_block_of_raw_html() -> None:
    assert not [name for name in BODY.child_blocks if "html" in name or "raw" in name]


@pytest.mark.parametrize(
    "value",
    [
        {"image": None, "alt": "a"},
        {"image": "x", "alt": "a"},
        {"image": "999999", "alt": "a"},
    ],
)
@pytest.mark.django_db
def test_a_picture_without_an_image_is_refused(value: dict[str, Any]) -> None:
    fields = {"image": value["image"] or "", "alt": value["alt"], "caption": "", "credit": "", "lang": ""}
    refuse(posted(**{"body-count": "1", **block(0, "image", **fields)}))


@pytest.mark.parametrize("lang", ["xx", "<script>", "vi-VN"])
def test_an_unknown_language_is_refused(lang: str) -> None:
    refuse(posted(**{"body-count": "1", **block(0, "heading", level="h2", text="a", lang=lang)}))


@pytest.mark.parametrize("level", ["h1", "h5", "script", ""])
def test_only_headings_below_the_title_exist(level: str) -> None:
    refuse(posted(**{"body-count": "1", **block(0, "heading", level=level, text="a", lang="")}))


@pytest.mark.parametrize(
    "stored",
    [
        "[]",
        "3",
        '"x"',
        "{}",
        '{"data": 3}',
        '{"data": [3]}',
        '{"data": [[{"a": 1}]]}',
        '{"data": [[true]]}',
        "not json",
        "[" * 100_000,
        json.dumps({"data": [["x" * 5_001]]}),
        json.dumps({"data": [[""] * 31]}),
        json.dumps({"data": [[""]] * 501}),
    ],
)
def test_a_table_of_another_shape_is_a_form_error(stored: str) -> None:
    table = PlainTableBlock()
    with pytest.raises(ValidationError):
        table.clean(table.value_from_form(stored))


def test_class_names_spans_and_hidden_cells_of_a_posted_table_are_dropped() -> None:
    hostile = {
        "data": [["a", None, 3]],
        "cell": [{"row": 0, "col": 0, "className": '"><script>', "hidden": True}],
        "mergeCells": [{"row": 0, "col": 0, "rowspan": 2, "colspan": 2}],
        "table_header_choice": "row",
        "table_caption": "Biểu phí",
    }
    assert plain_table(hostile) == {
        "data": [["a", "", "3"]],
        "table_caption": "Biểu phí",
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }


def test_a_table_must_say_which_cells_are_headers() -> None:
    table = PlainTableBlock()
    with pytest.raises(ValidationError):
        table.clean(plain_table({"data": [["a"]], "table_header_choice": "<b>"}))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?t=3", "dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "dQw4w9WgXcQ"),
    ],
)
def test_a_video_is_known_by_its_address_alone(url: str, key: str) -> None:
    video = video_of(url)
    assert video is not None
    assert video.player_url == f"https://www.youtube-nocookie.com/embed/{key}"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=short",
        "javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ",
        'https://youtu.be/"><script>',
        None,
        3,
    ],
)
def test_any_other_address_is_no_video(url: object) -> None:
    assert video_of(url) is None
