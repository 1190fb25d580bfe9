"""The HTML that the conversion wrote, as a small tree, and its inline content as rich text."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_VOID = frozenset({"br", "img", "input"})
_INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "sup": "sup", "sub": "sub"}


@dataclass(slots=True)
class Tag:
    """An element with its children in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Tag | str"] = field(default_factory=list)

    def tags(self) -> list["Tag"]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Tag)]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tag("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Tag(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].name == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parsed(html: str) -> Tag:
    """The tree of a fragment; the root has no name."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


def text_of(tag: Tag | str) -> str:
    """The letters in it; a line break is a space."""
    if isinstance(tag, str):
        return tag
    return " " if tag.name == "br" else "".join(text_of(child) for child in tag.children)


def inline_html(children: list[Tag | str]) -> str:
    """Rich text of inline content: bold, italic, raised and lowered text, links; everything else is its text."""
    return "".join(_inline(child) for child in children)


def _inline(child: Tag | str) -> str:
    if isinstance(child, str):
        return escape(child, quote=False)
    if child.name == "br":
        return "<br/>"
    content = inline_html(child.children)
    if child.name in _INLINE:
        name = _INLINE[child.name]
        return f"<{name}>{content}</{name}>" if content else ""
    address = child.attributes.get("href", "")
    if child.name == "a" and address and not address.startswith("#"):
        return f'<a href="{escape(address)}">{content}</a>'
    return content
