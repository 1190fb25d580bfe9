"""Which segment a note belongs to: by its place and words, so that it stays when the text is taken apart anew."""

from cms.translation.exchange.bundle import key_of
from cms.translation.segments import Segment


def key_of_segment(segment: Segment) -> str:
    """The same for the same words in the same place."""
    return key_of(segment.path, segment.source)
