"""One paragraph: what it is, and its runs as pieces."""

from collections.abc import Callable

from news.manuscripts import limits
from news.manuscripts.fields import Fields, address_in, is_contents, refuse_active
from news.manuscripts.legacy_fonts import encoding_of
from news.manuscripts.links import Relation, is_safe_link
from news.manuscripts.markup import Node
from news.manuscripts.paragraph_properties import Properties, is_present, outside
from news.manuscripts.refusals import Refused
from news.manuscripts.runs import SOFT_HYPHEN, Piece
from news.manuscripts.source import Source
from news.manuscripts.styles import Look, Style

_THROUGH = frozenset({"w:smartTag", "w:customXml", "w:sdtContent", "w:dir", "w:bdo", "w:rubyBase"})
_DROPPED = {"w:commentReference": "comments", "w:del": "deletions", "w:moveFrom": "deletions",
            "m:oMath": "equation", "m:oMathPara": "equation",
            "w:object": "object", "w:control": "object", "w:contentPart": "drawing"}  # fmt: skip


class ParagraphReader:
    """Reads the runs of paragraphs of one part."""

    def __init__(self, source: Source, relations: dict[str, Relation], *, base: str, is_main: bool) -> None:
        self._source, self._findings = source, source.findings
        self._relations, self._base, self._is_main = relations, base, is_main
        self._fields = Fields()
        self._looks: dict[str, Look] = {}
        self._pieces: list[Piece] = []
        self._outside = ""
        self._runs_left, self._links_left = limits.MAX_RAW_RUNS, limits.MAX_LINKS
        self._properties: Properties
        self._inline_handlers: dict[str, Callable[[Node, int], None]] = {
            "w:r": self._run,
            "w:hyperlink": self._hyperlink,
            "w:fldSimple": self._simple_field,
            "w:sdt": self._content_control,
            "w:ruby": self._ruby,
            "mc:AlternateContent": self._alternatives,
            "w:ins": self._inserted,
            "w:moveTo": self._inserted,
        }
        self._run_handlers: dict[str, Callable[[Node, Look, int], None]] = {
            "w:softHyphen": self._soft_hyphen,
            "w:br": self._break,
            "w:sym": self._symbol,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "mc:AlternateContent": self._drawing,
            "w:ruby": lambda node, _look, link: self._ruby(node, link),
        }

    def properties(self, node: Node) -> Properties:
        """What the paragraph is."""
        own, styles = node.child("w:pPr"), self._source.styles
        key = (own.value_of("w:pStyle") if own is not None else "") or styles.default_paragraph
        chain: list[Style] = styles.chain(key)
        styled = next(((s.list_id, s.list_level) for s in chain if s.list_id), ("", 0))
        list_id, level, format_name = self._source.numbering.format_of(own, styled)
        if format_name not in ("", "bullet", "decimal"):
            self._findings.changed("list_format")
        outline = own.value_of("w:outlineLvl") if own is not None else ""
        mark = own.child("w:rPr") if own is not None else None
        style_look = self._look_of_style(key)
        return Properties(
            names=[style.name for style in chain],
            outline=int(outline) if outline in tuple("012345678") else styles.outline_of(key),
            list_id=list_id,
            list_level=level,
            is_centred=own is not None and own.value_of("w:jc") == "center",
            mark_deleted=mark is not None and (is_present(mark, "w:del") or is_present(mark, "w:moveFrom")),
            base=styles.defaults.under(style_look),
            style_look=style_look,
        )

    def pieces(self, node: Node, properties: Properties) -> list[Piece]:
        """The runs of a paragraph; what is dropped is counted, and fonts are checked in the main text."""
        self._pieces, self._outside, self._properties = [], "", properties
        self._inline(node.children, 0)
        if self._outside and self._is_main:
            self._findings.font(self._outside)
        return self._pieces

    def _look_of_style(self, key: str) -> Look:
        if key not in self._looks:
            self._looks[key] = self._source.styles.look_of(key)
        return self._looks[key]

    def _inline(self, nodes: list[Node], link: int) -> None:
        for node in nodes:
            handler = self._inline_handlers.get(node.tag)
            if handler is not None:
                handler(node, link)
            elif node.tag in _THROUGH:
                self._inline(node.children, link)
            elif node.tag in _DROPPED:
                self._findings.dropped(_DROPPED[node.tag])

    def _inserted(self, node: Node, link: int) -> None:
        self._findings.changed("insertions")
        self._inline(node.children, link)

    def _hyperlink(self, node: Node, link: int) -> None:
        self._inline(node.children, self._link_of(node) or link)

    def _content_control(self, node: Node, link: int) -> None:
        content = node.child("w:sdtContent")
        self._inline(content.children if content is not None else [], link)

    def _ruby(self, node: Node, link: int) -> None:
        self._inline([child for child in node.children if child.tag == "w:rubyBase"], link)

    def _alternatives(self, node: Node, link: int) -> None:
        chosen = node.child("mc:Choice") or node.child("mc:Fallback")
        self._inline(chosen.children if chosen is not None else [], link)

    def _run(self, node: Node, link: int) -> None:
        self._runs_left -= 1
        if self._runs_left < 0:
            raise Refused("too_many_runs", limit=limits.MAX_RAW_RUNS)
        look = self._effective(node.child("w:rPr"))
        if look.hidden:
            if any(child.tag not in ("w:rPr", "w:fldChar", "w:instrText") for child in node.children):
                self._findings.dropped("hidden_text")
            self._follow_fields(node)
            return
        for child in node.children:
            self._run_child(child, look, self._fields.link or link)

    def _follow_fields(self, node: Node) -> None:
        for child in node.children:
            if child.tag in ("w:fldChar", "w:instrText"):
                self._field(child)

    def _run_child(self, child: Node, look: Look, link: int) -> None:
        if child.tag in ("w:fldChar", "w:instrText"):
            self._field(child)
        elif self._fields.hides:
            return
        elif child.tag == "w:t":
            self._text(child.text, look, link)
        elif child.tag in _CHARACTERS:
            self._text(_CHARACTERS[child.tag], look, link)
        elif child.tag in self._run_handlers:
            self._run_handlers[child.tag](child, look, link)
        elif child.tag in _DROPPED:
            self._findings.dropped(_DROPPED[child.tag])

    def _soft_hyphen(self, _node: Node, look: Look, link: int) -> None:
        """0xAD is “ư” in the fonts of TCVN3, and Word makes a soft hyphen of it."""
        self._text(SOFT_HYPHEN if encoding_of(look.font) else "", look, link)

    def _break(self, node: Node, _look: Look, link: int) -> None:
        if node.get("w:type", "textWrapping") == "textWrapping":
            self._runs_left -= 1
            self._pieces.append(Piece("break", link=link))

    def _text(self, text: str, look: Look, link: int) -> None:
        if not text:
            return
        styled = self._properties
        is_heading = styled.heading is not None or "title" in styled.names
        if text.strip() and not self._outside and look.vertical in ("", "baseline"):
            self._outside = outside(look)
        if look.underline and text.strip() and not link:
            self._findings.changed("underline")
        self._pieces.append(
            Piece(
                "text",
                text,
                font=look.font if encoding_of(look.font) else "",
                bold=bool(look.bold) and not is_heading,
                italic=bool(look.italic) and not is_heading,
                vertical=look.vertical,
                link=link,
            )
        )

    def _symbol(self, node: Node, look: Look, link: int) -> None:
        font, code = node.get("w:font"), node.get("w:char")
        if encoding_of(font) and len(code) == 4 and code.isalnum():
            self._pieces.append(Piece("text", chr(int(code, 16)), font=font, bold=bool(look.bold), link=link))
        else:
            self._pieces.append(Piece("symbol", code[:8], font=font[:80], link=link))

    def _note(self, node: Node, _look: Look, _link: int) -> None:
        kind = "footnote" if node.tag == "w:footnoteReference" else "endnote"
        if not self._is_main:
            return
        if node.get("w:id") in self._source.note_ids.get(kind, ()):
            self._pieces.append(Piece(kind, node.get("w:id")))  # type: ignore[arg-type]

    def _drawing(self, node: Node, _look: Look, _link: int) -> None:
        if not self._is_main:
            self._findings.dropped("picture_in_note")
            return
        for number in self._source.pictures.take(node, self._relations, self._base):
            self._pieces.append(Piece("picture", str(number)))

    def _field(self, node: Node) -> None:
        if node.tag == "w:instrText":
            self._fields.instruct(node.text)
            return
        field = self._fields.mark(node)
        if field is None:
            return
        address = address_in(field.instruction)
        if address is not None:
            field.link = self._number_of(address)
        elif field.is_contents:
            self._findings.dropped("contents")

    def _simple_field(self, node: Node, link: int) -> None:
        instruction = node.get("w:instr")
        refuse_active(instruction)
        if is_contents(instruction):
            self._findings.dropped("contents")
            return
        address = address_in(instruction)
        self._inline(node.children, self._number_of(address) if address is not None else link)

    def _link_of(self, node: Node) -> int:
        relation = self._relations.get(node.get("r:id"))
        if relation is None:
            if node.get("w:anchor"):
                self._findings.changed("link_inside")
            return 0
        return self._number_of(relation.target)

    def _number_of(self, address: str) -> int:
        """The number of an address that may stay, from 1; 0 when it may not."""
        if not is_safe_link(address):
            self._findings.dropped("link")
            return 0
        self._findings.kept("links")
        self._links_left -= 1
        if self._links_left < 0:
            raise Refused("too_many_links", limit=limits.MAX_LINKS)
        links = self._source.links
        return links.setdefault(address, len(links) + 1)

    def _effective(self, properties: Node | None) -> Look:
        styles = self._source.styles
        look = self._properties.base
        if properties is None:
            return look
        character = properties.value_of("w:rStyle")
        if character:
            look = look.under(self._look_of_style(character))
        return look.under(styles.look(properties))


_CHARACTERS = {"w:tab": " ", "w:ptab": " ", "w:cr": " ", "w:noBreakHyphen": "\u2011"}
