"""Message catalogues."""

import gettext
import os
from pathlib import Path

from cms.kernel.catalogues import ROOT, catalogue_paths, compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "unit"\nmsgstr "đơn vị"\n'


def test_catalogues_are_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert compile_catalogues(tmp_path) == 1
    with (folder / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("unit") == "đơn vị"
    assert compile_catalogues(tmp_path) == 0
    later = (folder / "django.mo").stat().st_mtime + 5
    os.utime(folder / "django.po", (later, later))
    assert compile_catalogues(tmp_path) == 1


def test_catalogues_of_libraries_and_data_are_left_alone(tmp_path: Path) -> None:
    for top in (".venv", "var"):
        folder = tmp_path / top / "locale" / "vi" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(PO, encoding="utf-8")
    assert list(catalogue_paths(tmp_path)) == []


def test_the_root_is_the_repository() -> None:
    assert (ROOT / "manage.py").exists()
