"""The words inside the files of a document, for the index of the search: never served."""

from collections.abc import Iterable

from cms.media.models import Document

MOST_WORDS = 50_000  # characters of one file that go to the index: an index is no archive


def attached_words(documents: Iterable[Document]) -> list[dict[str, str]]:
    """[{title, text}] of the files whose words were read, each once, in the order given.

    Fetch the files with `select_related("words")`. Words of bytes that were replaced since count no more.
    """
    rows = []
    for document in dict.fromkeys(documents):
        words = getattr(document, "words", None)
        if words is not None and words.text and words.file_name == document.file.name:
            rows.append({"title": str(document.title), "text": words.text[:MOST_WORDS]})
    return rows
