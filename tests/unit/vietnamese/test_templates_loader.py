"""What Wagtail leaves unmarked is marked while it is read, as long as it stands there."""

from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader
from django.utils import translation

from cms.vietnamese.templates_loader import MARKED


@pytest.mark.parametrize("name", MARKED)
def test_every_unmarked_text_still_stands_in_the_installed_library(name: str) -> None:
    """When it does not, the library has marked it itself, or has moved it: the line here is of no use."""
    loader = AppDirectoriesLoader(engines["django"].engine)
    sources = [Path(origin.name) for origin in loader.get_template_sources(name) if Path(origin.name).exists()]
    assert sources
    text = sources[-1].read_text()
    assert [found for found in MARKED[name] if found not in text] == []


@pytest.mark.parametrize("name", MARKED)
def test_what_is_read_instead_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize(("language", "words"), [("vi", "Thao tác"), ("en", "Actions")])
def test_it_is_said_in_the_language_of_the_reader(language: str, words: str) -> None:
    with translation.override(language):
        assert f'aria-label="{words}"' in get_template("wagtailadmin/shared/headers/_actions.html").render({})
