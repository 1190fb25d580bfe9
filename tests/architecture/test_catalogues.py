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
# What templatize() makes of {% translate %} and {% blocktranslate %}.
IN_TEMPLATE = re.compile(
    r"""\b(?:n?gettext|_|n?pgettext)\((?:u?'[^']*',\s*)?u?(?P<q>'''|\"\"\"|'|\")(?P<text>.*?)(?P=q)""", re.S
)


def python_messages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
            continue
        position = 1 if node.func.id.startswith("p") else 0
        argument = node.args[position] if len(node.args) > position else None
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def template_messages(path: Path) -> Iterator[str]:
    for match in IN_TEMPLATE.finditer(templatize(path.read_text())):
        yield match["text"].replace("\\n", "\n").replace("\\'", "'").replace('\\"', '"')


def messages() -> dict[str, Path]:
    found: dict[str, Path] = {}
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


def test_every_message_has_its_vietnamese() -> None:
    known = {entry.msgid for path in catalogues() for entry in polib.pofile(str(path)) if entry.translated()}
    missing = {text: path.relative_to(ROOT) for text, path in messages().items() if text and text not in known}
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
