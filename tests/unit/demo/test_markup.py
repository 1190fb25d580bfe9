"""The mark-up of the sample texts."""

import pytest

from cms.demo.markup import (
    Callout,
    Figure,
    Files,
    Gallery,
    Heading,
    MarkupError,
    Prose,
    Quote,
    Related,
    Table,
    pieces_of,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Một đoạn\nhai dòng.", (Prose("<p>Một đoạn hai dòng.</p>"),)),
        ("Một.\n\n- a\n- b\n\nHai.", (Prose("<p>Một.</p><ul><li>a</li><li>b</li></ul><p>Hai.</p>"),)),
        ("1. a\n2. b", (Prose("<ol><li>a</li><li>b</li></ol>"),)),
        ("**Trả lời.** Có < không & hết", (Prose("<p><b>Trả lời.</b> Có &lt; không &amp; hết</p>"),)),
        ("## Đề mục", (Heading("Đề mục"),)),
        ("| a | b |\n| 1 | 2 |", (Table((("a", "b"), ("1", "2"))),)),
        ("> Lời nói\n— Ai đó", (Quote(text="Lời nói", attribution="Ai đó"),)),
        ("::callout note | Tên | Chữ", (Callout(kind="note", title="Tên", text="Chữ"),)),
        ("::image pic | Chú thích", (Figure(picture="pic", caption="Chú thích"),)),
        ("::gallery a b\n::files c\n::related d e", (Gallery(("a", "b")), Files(("c",)), Related(("d", "e")))),
    ],
)
def test_each_form_is_read(text: str, pieces: tuple[object, ...]) -> None:
    assert pieces_of(text) == pieces


@pytest.mark.parametrize(
    "text",
    ["- a\nb", "1. a\nb", "## a\nb", "| a | b |\n| 1 |", "| a |", "> a", "::callout loud | a | b", "::image pic",
     "::gallery", "::script x"],
)  # fmt: skip
def test_what_the_mark_up_does_not_allow_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        pieces_of(text)


def test_markup_of_a_browser_is_only_text() -> None:
    assert pieces_of("<script>alert(1)</script>") == (Prose("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),)
