"""Each row against the segment as it stands now."""

import datetime
from dataclasses import replace

import pytest

from cms.translation.exchange.bundle import Bundle, Markup, Received, ReceivedSegment, key_of
from cms.translation.exchange.errors import REASONS
from cms.translation.exchange.judging import Report, fault_of, judge
from cms.translation.exchange.refusals import Refused
from tests.unit.translation.exchange.bundles import AT, bundle, segment

LATER = AT + datetime.timedelta(minutes=1)


def came_back(of: Bundle, *rows: ReceivedSegment, **given: object) -> Received:
    header = {
        "identity": of.identity,
        "source_language": "vi",
        "target_language": "en",
        "exported_at": AT,
        "markup": Markup.HTML,
        "segments": rows,
    }
    return Received(**{**header, **given})  # type: ignore[arg-type]


def row(source: str, translation: str, *, path: str = "title", **given: object) -> ReceivedSegment:
    values = {"number": 1, "key": key_of(path, source), "source": source, "translation": translation, "confirms": True}
    return ReceivedSegment(**{**values, **given})  # type: ignore[arg-type]


def reasons(report: Report) -> list[str]:
    return [rejected.reason for rejected in report.rejected]


def test_a_translation_is_taken() -> None:
    of = bundle(segment("Tin mới"))
    report = judge(of, came_back(of, row("Tin mới", " Latest  news ")))
    assert [(item.segment.source, item.translation) for item in report.accepted] == [("Tin mới", "Latest news")]


@pytest.mark.parametrize(
    ("source", "translation", "reason"),
    [
        ("Tin <b>mới</b>", "News", "missing_tags"),
        ("Tin mới", "<b>News</b>", "additional_tags"),
        ('Gọi <a id="a1">số</a>', 'Call <a id="a2">us</a>', "missing_tags"),
        ("Tin <b>mới</b>", "<b>News", "unbalanced"),
        ("Tin mới", "News<script>alert(1)</script>", "forbidden_tag"),
        ("Tin <b>mới</b>", '<b onclick="x">News</b>', "forbidden_attribute"),
        ("Tin mới", "<!-- x -->News", "forbidden_tag"),
        ("Chào {name}", "Hello {nam}", "placeholders"),
        ("Còn %(count)s ngày", "Some days left", "placeholders"),
        ("Thông báo tuyển dụng", "Thông báo tuyển dụng", "still_vietnamese"),
        ("Giới thiệu", "Giới thiệu", "still_vietnamese"),
        ("Nội dung làm việc", "Nội dung làm việc", "still_vietnamese"),
        ("Mức thu và cách nộp", "Mức thu và cách nộp.", "still_vietnamese"),
        ("Tin <b>mới</b>", "<b> </b>", "empty"),
        ("Tin mới", "N" * 20_001, "too_long"),
        ("Tin mới", "N" * 50_000, "too_long"),
    ],
)
def test_what_may_not_stand_in_the_page_is_not_taken(source: str, translation: str, reason: str) -> None:
    of = bundle(segment(source))
    report = judge(of, came_back(of, row(source, translation)))
    assert (reasons(report), report.accepted) == ([reason], ())
    assert reason in REASONS


def test_a_field_has_its_own_length() -> None:
    assert fault_of("Tin", "N" * 256, max_length=255) == "too_long"
    assert fault_of("Tin", "N" * 255, max_length=255) == ""


@pytest.mark.requirement("R077")
def test_a_source_that_changed_since_is_told_from_a_row_of_another_page() -> None:
    of = bundle(segment("Tin mới nhất"))
    received = came_back(of, row("Tin mới", "News"), row("Tin mới", "News", path="body.9"))
    assert reasons(judge(of, received)) == ["source_changed", "unknown"]


def test_an_edited_source_means_that_the_rows_were_mixed_up() -> None:
    of = bundle(segment("Tin mới"))
    mixed = replace(row("Tin mới", "News"), source="Bài khác")
    assert reasons(judge(of, came_back(of, mixed))) == ["source_edited"]


def test_quotes_and_spaces_that_a_program_changed_in_the_source_do_not_matter() -> None:
    of = bundle(segment('Tin "mới"'))
    changed = replace(row('Tin "mới"', "News"), source="Tin\u00a0“mới” ")
    assert len(judge(of, came_back(of, changed)).accepted) == 1


def test_what_somebody_saved_on_the_screen_meanwhile_is_kept() -> None:
    of = bundle(segment("Tin mới", translation="Latest news", changed_at=LATER))
    assert reasons(judge(of, came_back(of, row("Tin mới", "News")))) == ["edited_meanwhile"]


def test_a_machine_that_spoke_meanwhile_keeps_nobody() -> None:
    of = bundle(segment("Tin mới", translation="Tin moi", is_confirmed=False, changed_at=LATER))
    assert len(judge(of, came_back(of, row("Tin mới", "News"))).accepted) == 1


def test_a_suggestion_that_came_back_untouched_stays_a_suggestion() -> None:
    of = bundle(segment("Tin mới", translation="New news", is_confirmed=False))
    assert judge(of, came_back(of, row("Tin mới", "New news", confirms=False))).unchanged == 1


def test_a_suggestion_that_is_still_marked_as_one_is_no_refusal() -> None:
    """What the translator left alone is not listed among the rows to look at; what they wrote and marked is."""
    of = bundle(segment("Tin mới", translation="New  news", is_confirmed=False))
    untouched, written = (row("Tin mới", text, confirms=True, fault="unconfirmed") for text in ("New news", "News?"))
    assert judge(of, came_back(of, untouched)).unchanged == 1
    assert reasons(judge(of, came_back(of, written))) == ["unconfirmed"]


def test_no_file_confirms_a_suggestion_as_it_was_sent_out() -> None:
    """Programs set states and drop flags by themselves: nobody has read it for that."""
    of = bundle(segment("Tin mới", translation="New news", is_confirmed=False))
    report = judge(of, came_back(of, row("Tin mới", "New news", confirms=True)))
    assert (reasons(report), report.accepted) == (["suggestion"], ())
    assert len(judge(of, came_back(of, row("Tin mới", "Newest news"))).accepted) == 1


def test_an_empty_cell_never_takes_a_translation_away() -> None:
    of = bundle(segment("Tin mới", translation="News"))
    report = judge(of, came_back(of, row("Tin mới", "")))
    assert (reasons(report), report.accepted) == (["empty"], ())


def test_a_row_that_stands_twice_is_nobodys() -> None:
    of = bundle(segment("Tin mới"))
    report = judge(of, came_back(of, row("Tin mới", "News"), row("Tin mới", "Tidings")))
    assert reasons(report) == ["twice", "twice"]


def test_rows_that_are_left_out_stay_as_they_are() -> None:
    of = bundle(segment("Một"), segment("Hai", path="body.1"))
    assert judge(of, came_back(of, row("Một", "One"))).absent == 1


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"identity": "another"}, "other_page"),
        ({"identity": ""}, "no_identity"),
        ({"target_language": "fr"}, "other_language"),
        ({"target_language": ""}, "other_language"),
        ({"source_language": "zh"}, "other_language"),
        ({"segments": ()}, "no_segments"),
    ],
)
def test_a_file_of_something_else_is_refused_as_a_whole(header: dict[str, object], code: str) -> None:
    of = bundle(segment("Tin mới"))
    with pytest.raises(Refused) as caught:
        judge(of, came_back(of, row("Tin mới", "News"), **header))
    assert caught.value.code == code


def test_a_file_with_too_much_text_is_refused() -> None:
    of = bundle(segment("Tin mới"))
    rows = [row("Tin mới", "N" * 50_000)] * 41
    with pytest.raises(Refused, match="too_much_text"):
        judge(of, came_back(of, *rows))
