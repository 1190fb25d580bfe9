"""A Word document walked once: what is kept is written anew, what is dropped is counted."""

from collections.abc import Callable

from news.manuscripts import limits
from news.manuscripts.links import Relation
from news.manuscripts.markup import Node
from news.manuscripts.paragraph_properties import Properties, is_deleted, is_present
from news.manuscripts.paragraphs import ParagraphReader
from news.manuscripts.refusals import Refused
from news.manuscripts.runs import Piece, plain_text, tidied
from news.manuscripts.simple_word import paragraph_xml
from news.manuscripts.source import Source

_THROUGH = frozenset({"w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:sdtContent", "w:dir", "w:bdo"})
_COUNTED = {"w:ins": "insertions", "w:moveTo": "insertions"}
_DROPPED = {"w:del": "deletions", "w:moveFrom": "deletions", "w:altChunk": "foreign_part", "m:oMathPara": "equation",
            "w:pict": "drawing", "w:object": "object"}  # fmt: skip


class Walker:
    """Writes the blocks of one part. `is_main` is false for notes: no fonts are checked there, no pictures kept."""

    def __init__(self, source: Source, relations: dict[str, Relation], *, base: str, is_main: bool) -> None:
        self._source, self._findings, self._is_main = source, source.findings, is_main
        self._paragraphs = ParagraphReader(source, relations, base=base, is_main=is_main)
        self._waiting: list[Piece] = []  # of paragraphs whose mark was deleted: they join the next
        self._runs = limits.MAX_RUNS
        self._handlers: dict[str, Callable[[Node], str]] = {
            "w:p": self._paragraph,
            "w:tbl": self._table,
            "w:sdt": self._content_control,
            "mc:AlternateContent": self._alternatives,
        }

    def blocks(self, nodes: list[Node]) -> str:
        """The paragraphs and tables among the nodes."""
        return "".join(self._block(node) for node in nodes)

    def _block(self, node: Node) -> str:
        handler = self._handlers.get(node.tag)
        if handler is not None:
            return handler(node)
        if node.tag in _THROUGH:
            if node.tag in _COUNTED:
                self._findings.changed(_COUNTED[node.tag])
            return self.blocks(node.children)
        if node.tag in _DROPPED:
            self._findings.dropped(_DROPPED[node.tag])
        return ""

    def _alternatives(self, node: Node) -> str:
        chosen = node.child("mc:Choice") or node.child("mc:Fallback")
        return self.blocks(chosen.children) if chosen is not None else ""

    def _content_control(self, node: Node) -> str:
        content = node.child("w:sdtContent")
        return self.blocks(content.children) if content is not None else ""

    def _paragraph(self, node: Node) -> str:
        if self._is_main:
            self._findings.paragraph += 1
        properties = self._paragraphs.properties(node)
        pieces = self._paragraphs.pieces(node, properties)
        if properties.mark_deleted:
            self._findings.dropped("deletions")
            self._waiting += pieces
            return ""
        pieces = tidied([*self._waiting, *pieces], self._findings)
        self._waiting = []
        if properties.is_contents:
            if plain_text(pieces).strip():
                self._findings.dropped("contents")
            return ""
        self._runs -= len(pieces)
        if self._runs < 0:
            raise Refused("too_many_runs", limit=limits.MAX_RUNS)
        return self._written(pieces, properties)

    def _written(self, pieces: list[Piece], properties: Properties) -> str:
        role = properties.role_of(pieces)
        list_id = "" if role else properties.list_id
        if properties.list_id and role:
            self._findings.changed("heading_number")
        return paragraph_xml(pieces, role=role, list_id=list_id, level=properties.list_level)

    def _table(self, node: Node) -> str:
        rows = [self._row(row) for row in _rows(node)]
        return f"<w:tbl>{''.join(rows)}</w:tbl>"

    def _row(self, row: Node) -> str:
        properties = row.child("w:trPr")
        if is_deleted(properties):
            self._findings.dropped("deletions")
            return ""
        is_header = is_present(properties, "w:tblHeader")
        cells = "".join(self._cell(cell) for cell in _cells(row))
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if is_header else ''}{cells}</w:tr>"

    def _cell(self, cell: Node) -> str:
        properties = cell.child("w:tcPr")
        span = properties.value_of("w:gridSpan") if properties is not None else ""
        merge = properties.child("w:vMerge") if properties is not None else None
        written = f'<w:gridSpan w:val="{int(span)}"/>' if span.isascii() and span.isdigit() and len(span) < 4 else ""
        if merge is not None:
            written += '<w:vMerge w:val="restart"/>' if merge.get("w:val") == "restart" else "<w:vMerge/>"
        content = self.blocks(cell.children) or "<w:p/>"
        return f"<w:tc><w:tcPr>{written}</w:tcPr>{content}</w:tc>"


def _rows(table: Node) -> list[Node]:
    return _inside(table, "w:tr")


def _cells(row: Node) -> list[Node]:
    return _inside(row, "w:tc")


def _inside(node: Node, tag: str) -> list[Node]:
    """The rows of a table or the cells of a row, those in content controls and insertions too."""
    found: list[Node] = []
    for child in node.children:
        if child.tag == tag:
            found.append(child)
        elif child.tag == "w:sdt" or child.tag in _THROUGH:
            found += _inside(child, tag)
    return found
