"""Which old passage a changed one was, and what changed in it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation import comparing
from cms.translation.comparing import GONE, NEW, SAME, Passages, Piece, changes, closest

TEXT = st.text(alphabet=string.ascii_lowercase + " ơưđ<>/b.", max_size=80)


def test_what_changed_is_told_by_words() -> None:
    assert changes("Lệ phí là 30.000 đồng.", "Lệ phí là 40.000 đồng.") == [
        Piece(kind=SAME, text="Lệ phí là "),
        Piece(kind=GONE, text="30"),
        Piece(kind=NEW, text="40"),
        Piece(kind=SAME, text=".000 đồng."),
    ]


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new


def test_the_closest_passage_is_the_one_with_most_words_in_common() -> None:
    old = [("a", "Sở Ngoại vụ tiếp đoàn công tác."), ("b", "Lệ phí là 30.000 đồng một bản.")]
    assert closest("Lệ phí là 40.000 đồng một bản.", old) == "b"
    assert closest("Thời tiết hôm nay đẹp.", old) is None


def test_a_text_whose_every_passage_changed_is_compared_a_few_times_a_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [(number, f"Điều {number} quy định việc số {number} của cơ quan nhà nước.") for number in range(200)]
    compared = []
    ratio = comparing.SequenceMatcher.ratio
    monkeypatch.setattr(comparing.SequenceMatcher, "ratio", lambda self: (compared.append(1), ratio(self))[1])
    passages = Passages(old)
    for number in range(200):
        assert passages.closest(f"Điều {number} quy định rõ việc số {number} của cơ quan.") == number
    assert len(compared) <= 200 * comparing.MOST_COMPARED
