"""What goes out comes back: every format, every text."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.translation.exchange.bundle import Bundle, ExchangeSegment, unique
from cms.translation.exchange.formats import FORMATS
from cms.translation.exchange.judging import judge, tidy
from cms.translation.markup import Piece, fragment_of, from_numbered, numbered, pieces_of
from tests.unit.translation.exchange.bundles import bundle, segment

# No letter that only Vietnamese has (a translation full of them is refused), every sign that formats trip over.
_CHARACTERS = st.sampled_from([*"abcXYZ 0123456789.,;:!?'\"<>&{}[]()%/\\|#$~^_-=+*@", "é", "中", "😀", "\u00a0"])
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=30)


@st.composite
def fragments(draw: st.DrawFn, depth: int = 2) -> str:
    """Inline HTML as wagtail-localize keeps it, with at least one letter."""
    pieces: list[Piece] = [Piece("text", "w" + draw(_WORDS))]
    for number in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from(["a", "b", "i", "strong", "br"]))
        ident = f"a{number + 1}" if name == "a" else ""
        if name == "br":
            pieces.append(Piece("void", name))
        else:
            inner = draw(st.just("x") if depth == 0 else fragments(depth - 1))
            inside = tuple(piece for piece in pieces_of(inner) if piece.value != "a" or piece.kind == "text")
            pieces += [Piece("open", name, ident), *inside, Piece("close", name, ident)]
        pieces.append(Piece("text", draw(_WORDS)))
    return tidy(fragment_of(tuple(pieces)))


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    sources = draw(st.lists(st.tuples(st.sampled_from(["title", "summary", "body.1"]), fragments()), max_size=5))
    made = [
        ExchangeSegment(path=path, source=source, translation=draw(st.sampled_from(["", source])), label=path)
        for path, source in sources
    ]
    return bundle(*unique([segment("Một"), *made]))


@pytest.mark.parametrize("key", sorted(FORMATS))
@given(bundle=bundles())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_that_nobody_touched_changes_nothing(key: str, bundle: Bundle) -> None:
    received = FORMATS[key].read(FORMATS[key].write(bundle))
    assert [row.key for row in received.segments] == [item.key for item in bundle.segments]
    assert (received.identity, received.exported_at) == (bundle.identity, None)  # the moment is in our own stamp
    report = judge(bundle, received)
    assert (report.accepted, report.rejected, report.absent) == ((), (), 0)
    assert report.unchanged == len(bundle.segments)


@pytest.mark.parametrize("key", sorted(FORMATS))
@given(bundle=bundles())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_translation_of_a_file_arrives_as_it_was_written(key: str, bundle: Bundle) -> None:
    # What the translator did outside: each text translated by itself, tags and all.
    done = replace(bundle, segments=tuple(replace(item, translation=item.source) for item in bundle.segments))
    empty = replace(bundle, segments=tuple(replace(item, translation="") for item in bundle.segments))
    report = judge(empty, FORMATS[key].read(FORMATS[key].write(done)))
    wanted = {item.key: item.source for item in done.segments}
    # A text that looks like a place programs fill, written twice, is the only thing that may differ: nothing is.
    assert {row.segment.key: row.translation for row in report.accepted} == wanted
    assert report.rejected == ()


@given(fragment=fragments())
@settings(max_examples=200, deadline=None)
def test_numbers_stand_for_tags_whatever_braces_the_text_holds(fragment: str) -> None:
    assert from_numbered(numbered(fragment), fragment) == fragment


def test_a_word_file_shows_numbers_above_those_of_the_text() -> None:
    source = 'Mục {3}: <b>gọi</b> <a id="a1">ngay</a><br/>'
    assert numbered(source) == "Mục {3}: {4}gọi{/4} {5}ngay{/5}{6/}"
    assert numbered('<a id="a1">Call</a> <b>now</b> {3}<br/>', source) == "{5}Call{/5} {4}now{/4} {3}{6/}"
