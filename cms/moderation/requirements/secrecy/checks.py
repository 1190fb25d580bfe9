"""The declaration and the scan, as requirements (R104). Marks and a refused declaration always block."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from cms.moderation.requirements.secrecy.scan import Finding, scan_file_name, scan_line

if TYPE_CHECKING:
    from cms.pages.models import BasePage

MOST_TOLD = 5


def check_secrecy(page: "BasePage", context: Context) -> list[Issue]:
    """The writer declares that the text holds no State secret, and nothing in it bears a mark of secrecy."""
    issues = []
    if context.declared_not_secret is False:
        message = _("Declare that the text, its pictures and its files hold no State secret.")
        issues.append(Issue(key="secrecy", message=message))
    for field, finding in _found(context, is_mark=True):
        words = _("A mark of secrecy: “{words}”. What bears one is never put on the portal.")
        issues.append(Issue(key="secrecy", field=field, message=format_lazy(words, words=finding.words)))
    words = _("The file “{name}” bears a mark of secrecy: “{words}”. What bears one is never put on the portal.")
    for name, finding in _in_files(context, is_mark=True):
        issues.append(Issue(key="secrecy", message=format_lazy(words, name=name, words=finding.words)))
    return issues[:MOST_TOLD]


def check_doubts(page: "BasePage", context: Context) -> list[Issue]:
    """A mention that is no mark: somebody looks whether the text may be public."""
    text = _("“{words}”: make sure that no secret paper is quoted or attached.")
    found = [
        Issue(key="secrecy_doubt", field=field, message=format_lazy(text, words=finding.words))
        for field, finding in _found(context, is_mark=False)
    ]
    in_file = _("“{words}” in the file “{name}”: make sure that no secret paper is quoted or attached.")
    found += [
        Issue(key="secrecy_doubt", message=format_lazy(in_file, name=name, words=finding.words))
        for name, finding in _in_files(context, is_mark=False)
    ]
    unread = _("The file “{name}” could not be read (scanned, locked or too heavy): look through it yourself.")
    found += [
        Issue(key="secrecy_doubt", message=format_lazy(unread, name=file.name))
        for file in context.files
        if not file.is_readable
    ]
    return found[:MOST_TOLD]


def _in_files(context: Context, *, is_mark: bool) -> Iterator[tuple[str, Finding]]:
    for file in context.files:
        for finding in file.findings:
            if finding.is_mark is is_mark:
                yield file.name, finding


def _found(context: Context, *, is_mark: bool) -> Iterator[tuple[str, Finding]]:
    """Each finding once, with its field; names of files belong to the text as a whole."""
    told: set[str] = set()
    for passage in context.draft.passages:
        for finding in _scanned(passage.text):
            if finding.is_mark is is_mark and finding.words not in told:
                told.add(finding.words)
                yield passage.field, finding
    for name in context.file_names:
        if any(finding.is_mark is is_mark for finding in scan_file_name(name)):
            yield "", Finding(is_mark=is_mark, words=name)


@lru_cache(maxsize=1024)
def _scanned(line: str) -> tuple[Finding, ...]:
    """Between two pauses of the typing hardly a line changes, and both checks ask for each."""
    return tuple(scan_line(line))
