"""Whose file it is and when it was written is our word, not the file's."""

import datetime

import pytest

from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.stamps import read_stamp, stamped

AT = datetime.datetime(2026, 11, 21, 9, 30, 1, 5, tzinfo=datetime.UTC)


def test_a_stamp_says_what_was_stamped() -> None:
    assert read_stamp(stamped("0b1c-en", at=AT)) == ("0b1c-en", AT)


@pytest.mark.parametrize(
    "change",
    [
        lambda stamp: stamp.replace("T0930", "T1130"),
        lambda stamp: stamp.replace("0b1c", "0b1d"),
        lambda stamp: stamp.rpartition(".")[0],
        lambda stamp: stamp[:-1],
        lambda _stamp: "0b1c-en",
        lambda _stamp: "",
        lambda _stamp: "." * 200,
    ],
)
def test_one_that_was_changed_or_made_elsewhere_is_refused(change: object) -> None:
    with pytest.raises(Refused) as refused:
        read_stamp(change(stamped("0b1c-en", at=AT)))  # type: ignore[operator]
    assert refused.value.code == "no_identity"
