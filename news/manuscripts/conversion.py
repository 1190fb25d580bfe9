"""The work of the limited process: a Word file on its input, JSON on its output, nothing else anywhere."""

import json
import resource
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

import mammoth

from news.manuscripts import limits
from news.manuscripts.composing import composed
from news.manuscripts.drawings import Pictures
from news.manuscripts.findings import Findings
from news.manuscripts.html_tree import parsed
from news.manuscripts.items import Item, items_of, notes_of
from news.manuscripts.links import Relation, part_of, relations_of
from news.manuscripts.markup import Budget, Node, parse
from news.manuscripts.numbering import read_numbering
from news.manuscripts.package import Package, open_package
from news.manuscripts.refusals import Refused
from news.manuscripts.simple_word import word_file
from news.manuscripts.simplifying import Walker
from news.manuscripts.source import Source
from news.manuscripts.styles import read_styles

_STYLE_MAP = "\n".join(
    [
        "p.MsTitle => p.title:fresh",
        "p.MsLead => p.lead:fresh",
        "p.MsCaption => p.caption:fresh",
        "p.MsBoldCentred => p.bold-centred:fresh",
        "p.MsBold => p.bold:fresh",
        "p.MsItalic => p.italic:fresh",
        *(f"p.MsHeading{level} => h{level}:fresh" for level in range(1, 7)),
    ]
)
_RECURSION = 8_000


def convert(file: BinaryIO) -> dict[str, Any]:
    """The manuscript of a Word file as plain values; raise Refused with the reason."""
    package = open_package(file)
    budget = Budget()
    main = _main_part(package, budget)
    relations = relations_of(package, main, budget)
    base = main.rpartition("/")[0]
    _refuse_fetching_settings(package, base, budget)
    parts = _Parts(package, relations, base, budget)
    findings = Findings()
    source = Source(
        styles=read_styles(parts.tree("styles"), parts.tree("theme")),
        numbering=read_numbering(parts.tree("numbering")),
        findings=findings,
        pictures=Pictures(package, findings),
    )
    notes = {kind: _notes(kind, source, parts) for kind in ("footnote", "endnote")}
    document = parse(package.read(main), budget).child("w:body")
    if document is None:
        raise Refused("not_word")
    body = Walker(source, relations, base=base, is_main=True).blocks(document.children)
    findings.paragraph = 0
    _report_margins(parts, findings)
    simple = word_file(body=body, footnotes=notes["footnote"], endnotes=notes["endnote"], links=list(source.links))
    html = mammoth.convert_to_html(simple, style_map=_STYLE_MAP, include_embedded_style_map=False).value
    return _manuscript(html, source)


def _manuscript(html: str, source: Source) -> dict[str, Any]:
    root, findings = parsed(html), source.findings
    notes = notes_of(root)
    items = list(items_of(root, findings))
    title, summary, blocks = composed(items, findings)
    _count_kept(items, notes, findings)
    for block in blocks:
        if block["type"] == "picture":
            use = source.pictures.uses[block["number"] - 1]
            block |= {"part": use.part, "alt": use.alt, "is_decorative": use.is_decorative}
            del block["number"]
    return {
        "title": title,
        "summary": summary,
        "blocks": blocks,
        "notes": notes,
        "findings": [asdict(finding) for finding in findings.rows()],
    }


def _count_kept(items: list[Item], notes: list[str], findings: Findings) -> None:
    captions = sum(bool(item.caption) for item in items)
    for kind in ("heading", "paragraph", "list", "picture", "table"):
        count = sum(item.kind == kind for item in items) - (captions if kind == "paragraph" else 0)
        if count:
            findings.kept(f"{kind}s", count=count)
    for code, count in (("captions", captions), ("notes", len(notes))):
        if count:
            findings.kept(code, count=count)


class _Parts:
    """The other parts of the document, found by their relation."""

    def __init__(self, package: Package, relations: dict[str, Relation], base: str, budget: Budget) -> None:
        self._package, self._relations, self._base, self._budget = package, relations, base, budget

    def name(self, kind: str) -> str | None:
        """The stored name of a part, or None."""
        for relation in self._relations.values():
            if relation.kind == kind.lower() and not relation.is_external:
                return self._package.find(part_of(relation, self._base))
        return None

    def tree(self, kind: str) -> Node | None:
        """The part as a tree, or None."""
        name = self.name(kind)
        return parse(self._package.read(name), self._budget) if name else None

    def relations(self, kind: str) -> dict[str, Relation]:
        """The relations of the part."""
        name = self.name(kind)
        return relations_of(self._package, name, self._budget) if name else {}

    def margins(self) -> list[Node]:
        """Headers and footers."""
        names = {
            self._package.find(part_of(relation, self._base))
            for relation in self._relations.values()
            if relation.kind in ("header", "footer") and not relation.is_external
        }
        return [parse(self._package.read(name), self._budget) for name in sorted(filter(None, names))]


def _main_part(package: Package, budget: Budget) -> str:
    for relation in relations_of(package, "", budget).values():
        found = package.find(part_of(relation, "")) if relation.kind == "officedocument" else None
        if found and not relation.is_external:
            return found
    raise Refused("not_word")


def _refuse_fetching_settings(package: Package, base: str, budget: Budget) -> None:
    """The settings name the template, which Word fetches when it opens the file."""
    relations_of(package, f"{base}/settings.xml", budget)


def _notes(kind: str, source: Source, parts: _Parts) -> str:
    root = parts.tree(f"{kind}s")
    if root is None:
        return ""
    walker = Walker(source, parts.relations(f"{kind}s"), base="word", is_main=False)
    written, ids = [], source.note_ids.setdefault(kind, set())
    for node in root.children:
        key = node.get("w:id")
        if node.tag == f"w:{kind}" and node.get("w:type", "normal") == "normal" and key not in ids:
            ids.add(key)
            safe_id = "".join(char for char in key if char.isalnum() or char == "-")
            written.append(f'<w:{kind} w:id="{safe_id}">{walker.blocks(node.children)}</w:{kind}>')
    return "".join(written)


def _report_margins(parts: _Parts, findings: Findings) -> None:
    with_text = sum(any(node.text.strip() for node in root.walk() if node.tag == "w:t") for root in parts.margins())
    if with_text:
        findings.dropped("headers_footers", count=with_text)


def limit_this_process() -> None:
    """From here on: 512 MB of addresses, 20 s of computing, no core file, and no more output than a text needs."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_SECONDS, limits.CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.MAX_OUTPUT_BYTES, limits.MAX_OUTPUT_BYTES))
    sys.setrecursionlimit(_RECURSION)


def main() -> None:
    """Read standard input, which is a file; write one JSON object to standard output."""
    limit_this_process()
    try:
        answer = {"manuscript": convert(sys.stdin.buffer)}
    except Refused as refused:
        answer = {"refused": {"code": refused.code, "values": refused.values}}
    except (MemoryError, RecursionError):
        answer = {"refused": {"code": "too_heavy", "values": {}}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode("ascii"))
    sys.stdout.buffer.flush()
