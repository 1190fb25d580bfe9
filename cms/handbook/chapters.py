"""The chapters: Markdown files beside this module, in the order of their numbers.

They are ours, like a template, and HTML in them is shown as text all the same. Words in bold are names that stand on a
screen; a test finds each of them in the catalogues, so that a renamed button cannot leave the handbook behind.
"""

import dataclasses
import functools
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_FOLDER = Path(__file__).resolve().parent / "texts"


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: the name in its address, the title, and the text below the title."""

    slug: str
    title: str
    body: SafeString


@functools.cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters, first to last; read once a process."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.md")))


def chapter(slug: str) -> Chapter | None:
    """The chapter of an address, or None."""
    return next((one for one in chapters() if one.slug == slug), None)


def _read(path: Path) -> Chapter:
    """`03-duyet-bai.md`, whose first line is `# Duyệt bài`."""
    title, text = path.read_text(encoding="utf-8").split("\n", 1)
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Chapter(
        slug=path.stem.split("-", 1)[1],
        title=title.removeprefix("# "),
        body=mark_safe(markdown.render(text)),  # noqa: S308 - files of the product, HTML in them is escaped
    )
