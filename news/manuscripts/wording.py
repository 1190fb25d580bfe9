"""The report in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.manuscripts.manuscript import Finding

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KIND_LABELS: "dict[str, _StrPromise]" = {
    "kept": gettext_lazy("Kept"),
    "changed": gettext_lazy("Changed"),
    "dropped": gettext_lazy("Left out"),
    "font": gettext_lazy("Font and size (R039)"),
}
_LABELS: "dict[str, _StrPromise]" = {
    # kept
    "paragraphs": gettext_lazy("paragraphs"),
    "headings": gettext_lazy("headings"),
    "lists": gettext_lazy("lists"),
    "pictures": gettext_lazy("pictures"),
    "tables": gettext_lazy("tables"),
    "captions": gettext_lazy("captions"),
    "notes": gettext_lazy("footnotes and endnotes, put at the end of the text"),
    "links": gettext_lazy("links"),
    # changed
    "legacy_font": gettext_lazy("text in fonts of before Unicode (TCVN3, VNI), converted to Unicode"),
    "insertions": gettext_lazy("tracked insertions, taken as accepted"),
    "underline": gettext_lazy("underlined text, without the line: on the web it would look like a link"),
    "list_format": gettext_lazy("numbering such as “a)” or “I.”, now 1, 2, 3"),
    "heading_number": gettext_lazy("automatic numbers of headings, not taken over"),
    "merged_cells": gettext_lazy("tables with merged cells, now one text a cell"),
    "links_in_table": gettext_lazy("tables with links, now plain text"),
    "layout_table": gettext_lazy("frames made with tables, now running text"),
    "table_as_text": gettext_lazy("tables too large for a page, now lines of text"),
    "picture_moved": gettext_lazy("pictures in tables and lists, put after them"),
    "link_inside": gettext_lazy("links to places in the text, now plain text"),
    "headings_as_text": gettext_lazy("headings beyond what a page bears, now bold lines"),
    # dropped
    "deletions": gettext_lazy("tracked deletions"),
    "comments": gettext_lazy("comments in the margin"),
    "hidden_text": gettext_lazy("hidden text"),
    "headers_footers": gettext_lazy("headers and footers"),
    "text_box": gettext_lazy("text boxes"),
    "object": gettext_lazy("embedded objects"),
    "equation": gettext_lazy("equations"),
    "drawing": gettext_lazy("drawings and charts"),
    "contents": gettext_lazy("lines of a table of contents"),
    "foreign_part": gettext_lazy("inserted files"),
    "link": gettext_lazy("links that do not lead to a web, mail or telephone address; their words stay"),
    "picture_elsewhere": gettext_lazy("pictures that are not in the file but on another machine"),
    "picture_unsupported": gettext_lazy("pictures in a format of print (EMF, WMF, TIFF); save them as JPEG or PNG"),
    "picture_broken": gettext_lazy("damaged pictures"),
    "picture_too_large": gettext_lazy("pictures of more than 25 megapixels"),
    "picture_too_small": gettext_lazy("pictures too small to be seen"),
    "picture_refused": gettext_lazy("pictures that the media library does not accept"),
    "picture_in_note": gettext_lazy("pictures in notes"),
    # font
    "font_outside": gettext_lazy("paragraphs not in Times New Roman 12–14"),
}


def label_of(finding: Finding) -> str:
    """What was found, in words."""
    label = _LABELS.get(finding.code)
    return str(label) if label is not None else finding.code


def line_of(finding: Finding) -> str:
    """A line of the report: how many, what, which fonts or forms, in which paragraphs."""
    text = f"{finding.count} {label_of(finding)}"
    if finding.details:
        text += f" ({', '.join(finding.details)})"
    if finding.places:
        places = ", ".join(str(place) for place in finding.places)
        more = "…" if finding.count > len(finding.places) else ""
        text += " – " + _("paragraphs {places}").format(places=places + more)
    return text
