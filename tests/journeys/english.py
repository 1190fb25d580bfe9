"""Finds English in what a screen shows to a person who reads Vietnamese.

A word is English when a library or we write it in a msgid and no Vietnamese translation contains it; names that are the
same in both languages are listed with their reason.
"""

import functools
import html
import json
import re
from collections.abc import Iterable, Iterator

import polib
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from cms.kernel.catalogues import catalogue_paths

NAMES = {
    "wagtail": "the product's name",
    "django": "the product's name",
    "javascript": "the language's name",
    "handsontable": "the product's name",
    "english": "a language in the chooser of the reader's own language (cms/settings/parts/languages.py)",
    "github": "the product's name",
    "google": "the product's name",
    "youtube": "the product's name",
    "facebook": "the product's name",
    "windows": "the product's name",
    "linux": "the product's name",
    "pdf": "the format's name",
    "ctrl": "a key", "alt": "a key", "shift": "a key", "enter": "a key", "esc": "a key",
    "lao": "a syllable of Vietnamese: lao động",
    "don": "of an address without accents: /don-vi/",
    "times": "Times New Roman, the typeface of the papers", "new": "Times New Roman", "roman": "Times New Roman",
}  # fmt: skip
SHOWN_ATTRIBUTES = (
    "title", "aria-label", "aria-description", "placeholder", "alt", "data-w-tooltip-content-value", "data-title",
    "data-w-progress-active-value", "data-clicked-text", "data-confirmation", "data-w-dropdown-label",
)  # fmt: skip
NOT_SHOWN = {"script", "style", "svg", "code", "noscript"}
_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(
    r"%\(\w+\)\w|%\w|\{\w*\}|<[^>]*>|https?://\S+|(?<!\w)/[\w/-]+|[\w.+-]+@[\w.-]+|\w+\.(?:html|py|com|org|vn)\b"
)


@functools.cache
def english_words() -> frozenset[str]:
    """Every word of three letters and more that only the English side of the catalogues has."""
    english: set[str] = {"the", "and", "for", "with", "this", "that", "you", "your", "are", "has", "have", "not"}
    vietnamese: set[str] = set()
    for path in catalogue_paths():
        for entry in polib.pofile(str(path)):
            english |= _ascii_words(entry.msgid) | _ascii_words(entry.msgid_plural)
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                vietnamese |= _ascii_words(text)
    return frozenset(word for word in english - vietnamese - set(NAMES) if len(word) > 2)


def _ascii_words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(_MARKUP.sub(" ", html.unescape(text))) if word.isascii()}


def english_in(text: str, data: Iterable[str] = ()) -> set[str]:
    """The English words of a text; what it repeats from the rows of the database does not count."""
    for known in data:
        text = text.replace(known, " ")
    return _ascii_words(text) & english_words()


def shown(markup: str) -> Iterator[str]:
    """Text, and attributes that are read out or appear on hovering; also of JSON with HTML in it."""
    if markup.lstrip().startswith("{"):
        for value in json.loads(markup).values():
            if isinstance(value, str) and "<" in value:
                yield from shown(value)
        return
    for node in BeautifulSoup(markup, "html.parser").descendants:
        if isinstance(node, Tag):
            yield from _attributes(node)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and _is_shown(node):
            yield " ".join(node.split())


def _attributes(tag: Tag) -> Iterator[str]:
    if tag.name in NOT_SHOWN:
        return
    for name in SHOWN_ATTRIBUTES:
        if tag.has_attr(name):
            yield " ".join(str(tag[name]).split())
    if tag.name == "input" and tag.get("type") in {"submit", "button", "reset"} and tag.has_attr("value"):
        yield str(tag["value"])
    if tag.name == "template" and tag.string:
        yield from shown(tag.string)


def _is_shown(node: NavigableString) -> bool:
    if any(parent.name in NOT_SHOWN for parent in node.parents):
        return False
    # A counter without a number yet; JavaScript fills it in before it is shown.
    return bool(node.strip()) and not (node.strip() == "None" and "hidden" in node.parent.attrs)


def english_on(markup: str, data: Iterable[str] = ()) -> dict[str, set[str]]:
    """Text -> its English words, for every text of the page that has any."""
    known = sorted({value for value in data if value}, key=len, reverse=True)
    found = {text: english_in(text, known) for text in shown(markup) if text}
    return {text: words for text, words in found.items() if words}
