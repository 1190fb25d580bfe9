"""The script that says what wagtail-localize's bundle says in English."""

import json
from pathlib import Path

import wagtail_localize
from bs4 import BeautifulSoup
from django.utils import translation

from cms.vietnamese.wagtail_hooks import sentences, translation_editor_js

BUNDLE = Path(wagtail_localize.__file__).parent / "static" / "wagtail_localize" / "js" / "wagtail-localize.js"


def test_every_sentence_still_stands_in_the_bundle() -> None:
    text = BUNDLE.read_text()
    parts = [part.strip() for english in sentences() for part in english.replace("{source}", "|").split("{target}")]
    assert [part for part in parts for piece in part.split("|") if piece.strip() not in text] == []


def test_they_are_said_in_the_readers_language() -> None:
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            script = BeautifulSoup(translation_editor_js(), "html.parser").script
            assert script is not None
            said[language] = json.loads(str(script["data-sentences"]))["{source} to {target} translation"]
    assert said == {
        "vi": "Dịch từ {source} sang {target}",
        "en": "Translation from {source} into {target}",
    }
