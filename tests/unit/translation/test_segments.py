"""What may be written into a segment with tags: nothing is mended in silence, and each refusal says what to do."""

import pytest
from django.utils import translation

from cms.translation.admin.marks import Mark, Part, marks_of, parts_of
from cms.translation.segments import LONGEST, BadSegment, stored

SOURCE = 'Xem <a id="a1">hướng dẫn</a> và <a id="a2">biểu mẫu</a> <b>đầy đủ</b>.'
LINKS = '<a id="a1">guide</a> <a id="a2">form</a>'


def told(text: str, source: str = SOURCE) -> str:
    with translation.override("vi"), pytest.raises(BadSegment) as refused:
        stored(text, source=source, is_html=True)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"See the {LINKS}.", f"See the {LINKS}."),
        (f"<b>Full</b> {LINKS} & more", f"<b>Full</b> {LINKS} &amp; more"),
        (f"{LINKS} if 5 < 10 &lt;b&gt;", f"{LINKS} if 5 &lt; 10 &lt;b&gt;"),
        ("<A ID=a2>form</A> <a id='a1'>guide</a><br>next", '<a id="a2">form</a> <a id="a1">guide</a><br/>next'),
        (f"<i>{LINKS}</i>", f"<i>{LINKS}</i>"),
    ],
)
def test_tags_that_pair_are_kept_as_the_translator_set_them(text: str, kept: str) -> None:
    assert stored(text, source=SOURCE, is_html=True) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("See the guide.", 'Thiếu liên kết của bản gốc: đặt <a id="a1">…</a>, <a id="a2">…</a> quanh'),
        ('See the <a id="a2">form</a>.', 'Thiếu liên kết của bản gốc: đặt <a id="a1">…</a> quanh'),
        (f'{LINKS} <a id="a1">x</a>', 'Liên kết này đứng hai lần, bản gốc chỉ có một: <a id="a1">'),
        (f'{LINKS} <a id="a3">x</a>', "Liên kết phải giữ mã (id)"),
        (f"{LINKS} <a>x</a>", "Liên kết phải giữ mã (id)"),
        (f"{LINKS} <b>bold", "Thẻ <b> thiếu phần mở hoặc phần đóng"),
        (f"{LINKS} bold</b>", "Thẻ <b> thiếu phần mở hoặc phần đóng"),
        (f"<b><i>{LINKS}</b></i>", "Thẻ <i> thiếu phần mở hoặc phần đóng"),
        ('See the <a id="a1">guide</a> <a id="a2">form</a', "Thẻ <a> thiếu phần mở hoặc phần đóng"),
        ('<a id="a2">form</a> <a id="a1" guide', "Có thẻ viết dở"),
        (f"{LINKS} <b", "Có thẻ viết dở"),
        (f"{LINKS} <script>x</script>", "Không được dùng các thẻ này ở đây: <script>"),
        (f"{LINKS} </div>", "Không được dùng các thẻ này ở đây: <div>"),
        (f'{LINKS} <b class="x">y</b>', "Thẻ không có thuộc tính nào"),
        (LINKS + "x" * LONGEST, "20000"),
    ],
)
def test_a_broken_or_missing_tag_is_refused_and_says_what_to_do(text: str, why: str) -> None:
    assert why in told(text)


def test_a_tag_becomes_a_button_around_its_words_and_equal_ones_are_one() -> None:
    source = '<b>Một</b> <a id="a1">hai <i>ba</i></a><br/><b>bốn</b>'
    assert marks_of(source) == [
        Mark(opening="<b>", closing="</b>", words="Một"),
        Mark(opening='<a id="a1">', closing="</a>", words="hai ba"),
        Mark(opening="<i>", closing="</i>", words="ba"),
        Mark(opening="<br/>", closing="", words=""),
    ]
    assert marks_of("không có thẻ") == []


def test_the_source_is_read_with_its_tags_set_apart() -> None:
    assert parts_of("R&amp;D <b>x</b>", is_html=True) == [
        Part(text="R&D "), Part(text="<b>", is_tag=True), Part(text="x"), Part(text="</b>", is_tag=True),
    ]  # fmt: skip
    assert parts_of("Tên <b>", is_html=False) == [Part(text="Tên <b>")]
    assert parts_of("<b>chưa đóng", is_html=True) == [Part(text="<b>chưa đóng")]
