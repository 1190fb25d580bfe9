"""One presented block, and the words every block presenter needs."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.pages.blocks.language import LANGUAGE_CODES
from cms.pages.presenters.raw import line


@dataclass(frozen=True, kw_only=True)
class PresentedBlock:
    """The structured value of a block, and the same as HTML."""

    value: dict[str, Any]
    html: str


def lang_of(value: dict[str, Any], *, locale: str) -> str:
    """The language of a block when it differs from the page's; else empty."""
    code = line(value.get("lang"))
    return code if code in LANGUAGE_CODES and code != locale else ""


def lang_attribute(code: str) -> SafeString:
    """` lang="en"`, or nothing."""
    return format_html(' lang="{}"', code) if code else mark_safe("")


def clean_fragment(html: str) -> SafeString:
    """Mark as safe what `Resources.rich_text` has cleaned."""
    return mark_safe(html)  # noqa: S308 - the output of nh3
