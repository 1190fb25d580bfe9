"""Every text of the public pages stands in the portal's own catalogue.

A portal that stands alone loads no other application, so no other catalogue can lend it a word.
"""

import polib

from tests.architecture.test_catalogues import ROOT, Message, python_messages, template_messages, translated

CATALOGUE = ROOT / "cms" / "portal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def used() -> set[Message]:
    found = {message for path in (ROOT / "cms" / "portal").rglob("*.py") for message in python_messages(path)}
    templates = (ROOT / "frontend_templates").rglob("*.html")
    return found | {message for path in templates for message in template_messages(path)}


def test_every_text_has_its_vietnamese_here() -> None:
    assert used() - translated([CATALOGUE]) == set()


def test_no_translation_is_left_over() -> None:
    texts = {text for _, text in used()}
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
    assert known - texts == set()
