"""What a run looks like once its styles are resolved: font, size, hidden or not; and what a paragraph is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from news.manuscripts.markup import Node

_OFF = frozenset({"0", "false", "off"})
_MAX_CHAIN = 20
DEFAULT_FONT, DEFAULT_HALF_POINTS = "Times New Roman", 20  # of a document that says nothing (ECMA-376)


@dataclass(frozen=True, kw_only=True)
class Look:
    """The properties of a run that this product reads; sizes in half points."""

    font: str = ""
    half_points: int = 0
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    hidden: bool | None = None
    vertical: str = ""
    capitals: bool | None = None

    def under(self, own: "Look") -> "Look":
        """The look with what `own` says in front of it."""
        changes = {
            name: value
            for name in ("font", "half_points", "bold", "italic", "underline", "hidden", "vertical", "capitals")
            if (value := getattr(own, name)) not in ("", 0, None)
        }
        return replace(self, **changes) if changes else self


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style of the document."""

    key: str
    name: str  # in lower case
    based_on: str
    look: Look
    outline: int | None
    list_id: str
    list_level: int


@dataclass(kw_only=True)
class Styles:
    """The styles of a document and its themes' fonts."""

    by_key: dict[str, Style] = field(default_factory=dict)
    defaults: Look = Look()
    themes: dict[str, str] = field(default_factory=dict)
    default_paragraph: str = ""

    def chain(self, key: str) -> list[Style]:
        """A style and those it is based on, nearest first; a circle ends."""
        found: list[Style] = []
        while key in self.by_key and len(found) < _MAX_CHAIN and self.by_key[key] not in found:
            found.append(self.by_key[key])
            key = found[-1].based_on
        return found

    def look_of(self, key: str) -> Look:
        """What a style says, with what it is based on."""
        look = Look()
        for style in reversed(self.chain(key)):
            look = look.under(style.look)
        return look

    def names_of(self, key: str) -> list[str]:
        """The names of a style and of those it is based on, nearest first."""
        return [style.name for style in self.chain(key)]

    def outline_of(self, key: str) -> int | None:
        """The outline level of a style (0 the highest); None for running text."""
        levels = (style.outline for style in self.chain(key) if style.outline is not None)
        return next(levels, None)

    def look(self, run_properties: Node | None) -> Look:
        """What the properties of a run or style say themselves."""
        return read_look(run_properties, self.themes)


def read_styles(root: Node | None, theme: Node | None) -> Styles:
    """The styles of `word/styles.xml` with the fonts of the theme; a document may have neither."""
    styles = Styles(themes=_theme_fonts(theme))
    if root is None:
        return styles
    defaults = root.child("w:docDefaults")
    run_defaults = defaults.child("w:rPrDefault") if defaults is not None else None
    styles.defaults = styles.look(run_defaults.child("w:rPr") if run_defaults is not None else None)
    for node in root.children:
        if node.tag == "w:style":
            style = _style(node, styles)
            styles.by_key.setdefault(style.key, style)
            if node.get("w:type") == "paragraph" and node.get("w:default") in ("1", "true", "on"):
                styles.default_paragraph = style.key
    return styles


def read_look(properties: Node | None, themes: dict[str, str]) -> Look:
    """A `w:rPr`."""
    if properties is None:
        return Look()
    size = properties.value_of("w:sz")
    underline = properties.child("w:u")
    capitals = is_on(properties, "w:caps")
    return Look(
        font=_font(properties.child("w:rFonts"), themes),
        half_points=int(size) if size.isascii() and size.isdigit() and len(size) < 5 else 0,
        bold=is_on(properties, "w:b"),
        italic=is_on(properties, "w:i"),
        underline=None if underline is None else underline.get("w:val", "single") != "none",
        hidden=_hidden(properties),
        vertical=properties.value_of("w:vertAlign"),
        capitals=capitals,
    )


def is_on(properties: Node, tag: str) -> bool | None:
    """A switch: on, off, or not said."""
    node = properties.child(tag)
    return None if node is None else node.get("w:val", "1").lower() not in _OFF


def _hidden(properties: Node) -> bool | None:
    said = [answer for tag in ("w:vanish", "w:specVanish") if (answer := is_on(properties, tag)) is not None]
    return any(said) if said else None


def _font(fonts: Node | None, themes: dict[str, str]) -> str:
    """The font of letters with marks (hAnsi), else of plain ones; a theme's font goes before a named one."""
    if fonts is None:
        return ""
    for kind in ("hAnsi", "ascii"):
        themed = themes.get(fonts.get(f"w:{kind}Theme"))
        if themed or fonts.get(f"w:{kind}"):
            return themed or fonts.get(f"w:{kind}")
    return ""


def _style(node: Node, styles: Styles) -> Style:
    paragraph = node.child("w:pPr")
    outline = paragraph.value_of("w:outlineLvl") if paragraph is not None else ""
    list_id, level = list_place(paragraph)
    return Style(
        key=node.get("w:styleId"),
        name=node.value_of("w:name").strip().lower(),
        based_on=node.value_of("w:basedOn"),
        look=styles.look(node.child("w:rPr")),
        outline=int(outline) if outline in tuple("012345678") else None,
        list_id=list_id,
        list_level=level,
    )


def list_place(paragraph: Node | None) -> tuple[str, int]:
    """The list and the level (0 the highest) that paragraph properties name; ("", 0) for none."""
    numbering = paragraph.child("w:numPr") if paragraph is not None else None
    if numbering is None:
        return "", 0
    level = numbering.value_of("w:ilvl")
    return numbering.value_of("w:numId"), int(level) if level in tuple("012345678") else 0


def _theme_fonts(theme: Node | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in _font_schemes(theme):
        prefix = "major" if node.tag == "a:majorFont" else "minor"
        latin = node.child("a:latin")
        if latin is not None:
            found |= dict.fromkeys((f"{prefix}HAnsi", f"{prefix}Ascii"), latin.get("typeface"))
    return found


def _font_schemes(theme: Node | None) -> Iterator[Node]:
    for node in theme.walk() if theme is not None else ():
        if node.tag in ("a:majorFont", "a:minorFont"):
            yield node
