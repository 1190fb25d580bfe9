"""Every text of the public pages stands in the portal's own catalogue.

A portal that stands alone loads no other application, so no other catalogue can lend it a word.
"""

import polib

from tests.architecture.test_catalogues import ROOT, python_messages, template_messages

CATALOGUE = ROOT / "cms" / "portal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def used() -> set[str]:
    found = {text for path in (ROOT / "cms" / "portal").rglob("*.py") for text in python_messages(path)}
    return found | {text for path in (ROOT / "frontend_templates").rglob("*.html") for text in template_messages(path)}


def test_every_text_has_its_vietnamese_here() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    assert used() - known == set()


def test_no_translation_is_left_over() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE))}
    assert known - used() == set()
