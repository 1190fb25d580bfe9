"""The libraries speak Vietnamese completely, whatever version is installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
import wagtail
from django.utils.translation.template import templatize

from cms.kernel import upstream_catalogues
from cms.kernel.catalogues import catalogue_paths
from cms.kernel.upstream_messages import Message, messages_of

PLACEHOLDER = re.compile(r"%\(\w+\)[srd]|\{[\w:]*\}|%[sd](?!\w)")
TAG = re.compile(r"</?\w+[^>]*>")
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
]


def entries() -> Iterator[polib.POEntry]:
    for domain in upstream_catalogues.DOMAINS:
        yield from upstream_catalogues.catalogue(domain)


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def sources(entry: polib.POEntry) -> list[str]:
    """Vietnamese has one form, for every number: it may be made from the singular or from the plural."""
    return [text for text in (entry.msgid, entry.msgid_plural) if text]


@pytest.fixture(scope="module")
def said() -> dict[Message, str]:
    return upstream_catalogues.library_messages()


def test_every_text_of_the_installed_libraries_is_translated(said: dict[Message, str]) -> None:
    missing = upstream_catalogues.difference(said).missing
    told = "run `python -m cms.kernel.upstream_catalogues --merge` and translate (docs/languages.md)"
    assert {m.msgid: place for m, place in missing.items()} == {}, told


def test_the_libraries_own_lists_of_messages_are_covered(said: dict[Message, str]) -> None:
    """A second witness: the English catalogues Wagtail ships, made by its own tools from its own sources."""
    held = {message.key for message in said} | {
        (domain, entry.msgctxt or "", entry.msgid)
        for domain in upstream_catalogues.DOMAINS
        for entry in upstream_catalogues.catalogue(domain)
    }
    listed = {
        (path.stem, entry.msgctxt or "", entry.msgid): str(path)
        for folder in upstream_catalogues.library_folders()
        if {"wagtail", "wagtail_localize", "django"} & set(folder.parts)  # those with one catalogue an application
        for path in (folder / "locale" / "en" / "LC_MESSAGES").glob("django*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete and "default_urlconf" not in str(entry.occurrences)
    }
    assert len(listed) > 1500
    unknown = {key[2] for key in listed if key not in held}
    # Of applications inside these packages that are not installed: the package's catalogue lists them all.
    assert unknown <= {
        "Wagtail API v2",
        "Wagtail API v3",
        "Wagtail frontend cache",
        "Wagtail routablepage",
        "Wagtail sitemaps",
        "Sync translated %(model_name)s",
    }


def xgettext(sources: Iterator[tuple[Path, str]], folder: Path) -> set[tuple[str, str]]:
    for number, (_path, text) in enumerate(sources):
        (folder / f"{number}.py").write_text(text)
    command = ["xgettext", "--from-code=UTF-8", "-L", "Python", "-o", "-", *(f"--keyword={word}" for word in KEYWORDS)]
    output = subprocess.run(
        [*command, *sorted(path.name for path in folder.glob("*.py"))],
        cwd=folder, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(output.stdout)}


def test_our_extraction_finds_what_xgettext_finds(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must have gettext's xgettext: without it nothing checks our own extraction")
        pytest.skip("xgettext is not installed: our extraction is not compared with it here")
    package = Path(wagtail.__file__).parent / "admin"

    def texts() -> Iterator[tuple[Path, str]]:
        for path in sorted(package.rglob("*.py")):
            if "tests" not in path.parts:
                yield path, path.read_text()
        for path in sorted([*package.rglob("templates/**/*.html"), *package.rglob("templates/**/*.txt")]):
            yield path, templatize(path.read_text())

    theirs = xgettext(texts(), tmp_path)
    ours = {(message.context, message.msgid) for message in messages_of(package) if message.domain == "django"}
    assert len(theirs) > 800
    assert {key for key in theirs - ours if key[1]} == set()


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_a_translation_keeps_what_the_program_reads(pattern: re.Pattern[str]) -> None:
    wrong = {
        entry.msgid: text
        for entry in entries()
        for text in forms(entry)
        if sorted(pattern.findall(text)) not in [sorted(pattern.findall(source)) for source in sources(entry)]
    }
    assert wrong == {}


def test_a_translation_begins_and_ends_with_the_same_space() -> None:
    assert {e.msgid: text for e in entries() for text in forms(e) if edges(text) != edges(e.msgid)} == {}


def test_no_entry_is_left_open_or_doubtful() -> None:
    for domain in upstream_catalogues.DOMAINS:
        file = upstream_catalogues.catalogue(domain)
        assert file.percent_translated() == 100
        assert file.fuzzy_entries() == []
        assert file.obsolete_entries() == []
        assert file.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


def test_what_is_said_in_english_on_purpose_is_named() -> None:
    """A msgstr equal to its msgid is English, unless it holds no word or is a name."""
    same = {
        entry.msgid
        for domain in upstream_catalogues.DOMAINS
        for entry in upstream_catalogues.catalogue(domain)
        if entry.msgid in forms(entry) and re.search(r"[A-Za-z]{2}", PLACEHOLDER.sub("", entry.msgid))
    }
    assert same == {"%(size)d byte", "IPv4", "IPv6", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB"}


def test_a_msgid_we_share_with_a_library_has_one_translation() -> None:
    """LOCALE_PATHS wins over the catalogues of applications: another word there would never be seen."""
    held = {
        (entry.msgctxt, entry.msgid): forms(entry)
        for entry in upstream_catalogues.catalogue("django")
    }  # fmt: skip
    clashes = {
        (str(path.relative_to(upstream_catalogues.ROOT)), entry.msgid): (forms(entry), held[entry.msgctxt, entry.msgid])
        for path in catalogue_paths()
        if path.stem == "django" and path.parent != upstream_catalogues.FOLDER
        for entry in polib.pofile(str(path))
        if (entry.msgctxt, entry.msgid) in held and forms(entry) != held[entry.msgctxt, entry.msgid]
    }
    assert clashes == {}
