"""The Vietnamese of installed libraries: what `cms/locale/vi` still owes them after an upgrade.

    python -m cms.kernel.upstream_catalogues            says what is missing or gone; exit status 1 if any is missing
    python -m cms.kernel.upstream_catalogues --merge    writes the new msgids, untranslated, and drops what is gone

Wagtail's, Django's and the others' own Vietnamese is partial and of many hands; ours wins through LOCALE_PATHS and
must be complete, so that no screen mixes two vocabularies (docs/languages.md, ADR 0113).
"""

import argparse
import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from django.apps import apps

from cms.kernel.upstream_messages import Message, messages_of

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "cms" / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
# Libraries that are not installed as applications and yet speak in the screens of those that are.
_BESIDE_APPLICATIONS = ("django", "django.contrib.humanize", "django_filters")
# The exact text of a library page nobody can reach once an address is routed.
_UNREACHABLE = ("views/templates/default_urlconf.html",)


@dataclass(frozen=True)
class Difference:
    """Between what the libraries say and what the catalogue holds."""

    missing: dict[Message, str]
    gone: list[tuple[str, str, str]]


def library_folders() -> Iterator[Path]:
    """Folders of the installed applications that are not ours, and of the libraries beside them."""
    for config in apps.get_app_configs():
        folder = Path(config.path).resolve()
        if not folder.is_relative_to(ROOT) or "site-packages" in folder.parts:
            yield folder
    for name in _BESIDE_APPLICATIONS:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            yield Path(spec.origin).resolve().parent


def library_messages() -> dict[Message, str]:
    """Every message of the installed libraries, once, and where it stands; the first application wins."""
    found: dict[tuple[str, str, str], tuple[Message, str]] = {}
    folders = list(library_folders())
    for folder in folders:
        for message, place in messages_of(folder, folders).items():
            known = found.setdefault(message.key, (message, place))
            if message.plural and not known[0].plural:
                found[message.key] = (message, place)
    return {message: place for message, place in found.values() if not place.endswith(_UNREACHABLE)}


def catalogue(domain: str) -> polib.POFile:
    """Our Vietnamese of that domain."""
    return polib.pofile(str(FOLDER / f"{domain}.po"), check_for_duplicates=True, wrapwidth=110)


def difference(said: dict[Message, str]) -> Difference:
    """What of it is not translated, and what of the catalogue no installed library says any more."""
    held = {
        (domain, entry.msgctxt or "", entry.msgid): entry
        for domain in DOMAINS
        for entry in catalogue(domain)
        if not entry.obsolete
    }
    missing = {m: place for m, place in said.items() if m.key not in held or not _serves(held[m.key], m)}
    return Difference(missing, sorted(set(held) - {message.key for message in said}))


def _serves(entry: polib.POEntry, message: Message) -> bool:
    if message.plural and not entry.msgid_plural:
        return False  # ngettext looks it up as (msgid, form): a plain entry is not found
    return bool(entry.translated())


def merge(change: Difference) -> None:
    """Write the missing msgids with an empty msgstr, and drop those that are gone."""
    for domain in DOMAINS:
        file = catalogue(domain)
        gone = {key[1:] for key in change.gone if key[0] == domain}
        for entry in [entry for entry in file if (entry.msgctxt or "", entry.msgid) in gone]:
            file.remove(entry)
        for message, place in change.missing.items():
            if message.domain == domain:
                _add(file, message, place)
        file.sort(key=lambda entry: (entry.occurrences[0][0] if entry.occurrences else "", entry.msgid))
        file.save()


def _add(file: polib.POFile, message: Message, place: str) -> None:
    old = file.find(message.msgid, msgctxt=message.context or False)
    if old is not None:
        file.remove(old)
    flags = ["python-format"] if "%(" in message.msgid or "%s" in message.msgid else []
    entry = polib.POEntry(
        msgid=message.msgid, msgctxt=message.context or None, occurrences=[(place, "")], flags=flags, msgstr=""
    )
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: old.msgstr if old is not None else ""}
    file.append(entry)


def main(arguments: list[str]) -> int:
    """Report, or merge; 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="cms.kernel.upstream_catalogues", description="Vietnamese of the libraries")
    parser.add_argument("--merge", action="store_true", help="write new msgids and drop those that are gone")
    options = parser.parse_args(arguments)
    change = difference(library_messages())
    for message, place in sorted(change.missing.items()):
        sys.stdout.write(f"missing  {message.domain}  {place}  {message.msgid!r}\n")
    for domain, _context, msgid in change.gone:
        sys.stdout.write(f"gone     {domain}  {msgid!r}\n")
    if options.merge:
        merge(change)
    sys.stdout.write(f"{len(change.missing)} missing, {len(change.gone)} gone\n")
    return 1 if change.missing else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    sys.exit(main(sys.argv[1:]))
