"""PO: what gettext tools read. Tags stay HTML; the place in the page is the context, as in wagtail-localize's own."""

import polib

from cms.translation.exchange import limits
from cms.translation.exchange.bundle import Bundle, Markup, Received, ReceivedSegment, key_of
from cms.translation.exchange.refusals import Refused

IDENTITY, SOURCE_LANGUAGE = "X-Cong-Translation", "X-Source-Language"


def write_po(bundle: Bundle) -> bytes:
    """The segments in order, with their label and note as comments for the translator."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": " ".join(bundle.title.split()),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": bundle.target_language,
        SOURCE_LANGUAGE: bundle.source_language,
        IDENTITY: bundle.identity,
    }
    for segment in bundle.segments:
        comment = " — ".join(" ".join(text.split()) for text in (segment.label, segment.note) if text)
        is_suggestion = bool(segment.translation) and not segment.is_confirmed
        catalogue.append(
            polib.POEntry(
                msgctxt=segment.path,
                msgid=segment.source,
                msgstr=segment.translation,
                comment=comment,
                flags=["fuzzy"] if is_suggestion else [],
            )
        )
    return str(catalogue).encode()


def read_po(data: bytes) -> Received:
    """What a PO file says; raise Refused when it is none, or in another encoding than UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise Refused("encoding")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("encoding") from error
    if 'msgid "' not in text:
        raise Refused("not_po")
    _refuse_amounts(text)
    try:
        # A text that happens to be the name of a file would be opened by the library: a line break keeps it a text.
        catalogue = polib.pofile("\n" + text)
    except (OSError, ValueError, UnicodeError, IndexError, AttributeError) as error:
        raise Refused("broken") from error
    metadata = {name.lower(): str(value) for name, value in catalogue.metadata.items()}
    charset = metadata.get("content-type", "charset=utf-8").lower()
    if "utf-8" not in charset and "utf8" not in charset:
        raise Refused("encoding")
    entries = [entry for entry in catalogue if not entry.obsolete]
    return Received(
        identity=metadata.get(IDENTITY.lower(), ""),
        source_language=metadata.get(SOURCE_LANGUAGE.lower(), ""),
        target_language=metadata.get("language", ""),
        markup=Markup.HTML,
        segments=tuple(_segment(number, entry) for number, entry in enumerate(entries, start=1)),
    )


def _refuse_amounts(text: str) -> None:
    """Look at the lines before the library does, which joins those of one entry by copying them again and again."""
    entries = lines = characters = 0
    for line in text.splitlines():
        start = line.lstrip()[:8]
        if start.startswith(('"', "msg")) and not line.rstrip().endswith('"'):
            # The library would take what is left of a cut text for the whole.
            raise Refused("broken")
        if start.startswith('"'):
            lines, characters = lines + 1, characters + len(line)
        else:
            lines, characters = 0, len(line)
            entries += start.startswith("msgid ")
        if lines > limits.MAX_PO_LINES or characters > limits.MAX_SEGMENT_CHARACTERS * 2:
            raise Refused("too_much_text", limit=limits.MAX_SEGMENT_CHARACTERS)
        if entries > limits.MAX_SEGMENTS + 1:
            raise Refused("too_many_segments", limit=limits.MAX_SEGMENTS)


def _segment(number: int, entry: polib.POEntry) -> ReceivedSegment:
    fault = "plural" if entry.msgid_plural else "unconfirmed" if "fuzzy" in entry.flags else ""
    return ReceivedSegment(
        number=number,
        key=key_of(entry.msgctxt or "", entry.msgid),
        source=entry.msgid,
        translation=entry.msgstr,
        confirms=True,
        fault=fault,
    )
