"""Every text for people exists in Vietnamese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("cms", "home", "news", "procedures", "contests", "search")
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
# What templatize() makes of {% translate %} and {% blocktranslate %}; of a plural, both forms.
QUOTED = r"""u?(?P<q{0}>'''|\"\"\"|'|\")(?P<text{0}>.*?)(?P=q{0})"""
IN_TEMPLATE = re.compile(
    rf"""\b(?:n?pgettext\(u?'(?P<context>[^']*)',\s*|(?:n?gettext|_)\(){QUOTED.format(1)}(?:,\s*{QUOTED.format(2)},)?""",
    re.S,
)


Message = tuple[str | None, str]  # its context, and its text: without the one the other is not found


def python_messages(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
            continue
        words = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args[:2]]
        context = words.pop(0) if node.func.id.startswith("p") else None
        if words and isinstance(words[0], str):
            yield context, words[0]


def template_messages(path: Path) -> Iterator[Message]:
    for match in IN_TEMPLATE.finditer(templatize(path.read_text())):
        for text in filter(None, (match["text1"], match["text2"])):
            yield match["context"], text.replace("\\n", "\n").replace("\\'", "'").replace('\\"', '"')


def messages() -> dict[Message, Path]:
    found: dict[Message, Path] = {}
    for top in TOPS:
        for path in (ROOT / top).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(python_messages(path), path)
    for folder in (*TOPS, "frontend_templates"):
        for path in [*(ROOT / folder).rglob("*.html"), *(ROOT / folder).rglob("*.txt")]:
            found |= dict.fromkeys(template_messages(path), path)
    return found


def catalogues() -> list[Path]:
    return [path for top in TOPS for path in (ROOT / top).rglob("locale/vi/LC_MESSAGES/django.po")]


def translated(paths: list[Path]) -> set[Message]:
    entries = [entry for path in paths for entry in polib.pofile(str(path)) if entry.translated()]
    # A plural stands in the entry of its singular; `translated()` has asked for all of its forms.
    return {(entry.msgctxt, text) for entry in entries for text in (entry.msgid, entry.msgid_plural)}


def test_every_message_has_its_vietnamese() -> None:
    known = translated(catalogues())
    missing = {
        message: path.relative_to(ROOT) for message, path in messages().items() if message[1] and message not in known
    }
    assert missing == {}


@pytest.mark.parametrize("path", catalogues(), ids=lambda p: str(p.relative_to(ROOT)))
def test_placeholders_survive_translation(path: Path) -> None:
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.translated() and not entry.msgid_plural and entry.msgid
        if sorted(placeholder.findall(entry.msgid)) != sorted(placeholder.findall(entry.msgstr))
    ]
    assert wrong == []


def test_one_text_has_one_vietnamese_in_all_of_our_catalogues() -> None:
    """On a screen the first app of INSTALLED_APPS wins: two wordings need two contexts (`pgettext`)."""
    said: dict[tuple[str | None, str, str], dict[str, str]] = {}
    for path in catalogues():
        for entry in polib.pofile(str(path)):
            if entry.translated() and not entry.obsolete:
                key = (entry.msgctxt, entry.msgid, entry.msgid_plural)
                words = entry.msgstr or " / ".join(entry.msgstr_plural.values())
                said.setdefault(key, {})[str(path.relative_to(ROOT))] = words
    assert {key[:2]: words for key, words in said.items() if len(set(words.values())) > 1} == {}
