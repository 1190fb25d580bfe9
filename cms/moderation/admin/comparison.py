"""Two versions of a text side by side: what went on the left, what came on the right."""

import datetime
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page, Revision

from cms.moderation.models import Decision
from cms.moderation.steps import Verdict
from cms.publishing.queries import last_publication

LIVE, LAST_PUBLIC, PREVIOUS, SEEN = "live", "last_public", "previous", "seen"


@dataclass(frozen=True, kw_only=True)
class Base:
    """A version with which the draft can be compared."""

    key: str
    label: str | Promise
    version: Page


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that differs; both sides are safe HTML."""

    label: str
    before: SafeString
    after: SafeString


def bases_of(page: Page, draft: Revision, *, seen: int | None = None) -> list[Base]:
    """With what a draft can be compared, the most telling first.

    `seen` is the revision the person decided about before a newer one came. `page` is the stored, specific row.
    """
    found = []
    if seen is not None and seen != draft.pk:
        revision = page.revisions.filter(pk=seen).first()
        if revision is not None:
            found.append(Base(key=SEEN, label=_("the version you had read"), version=revision.as_object()))
    if page.live:
        found.append(Base(key=LIVE, label=_("the version the public reads"), version=page))
    earlier = [dated for dated in (_sent_back(page, draft), _last_public(page)) if dated is not None]
    return [*found, *(base for _at, base in sorted(earlier, key=lambda dated: dated[0], reverse=True))]


def _sent_back(page: Page, draft: Revision) -> tuple[datetime.datetime, Base] | None:
    """What was last sent back to the writers, and when."""
    previous = (
        Decision.objects.filter(page_id=page.pk, verdict=Verdict.RETURNED, revision__isnull=False)
        .exclude(revision=draft)
        .select_related("revision")
        .order_by("-at", "-id")
        .first()
    )
    if previous is None or previous.revision is None:
        return None
    version = previous.revision.as_object()
    return previous.at, Base(key=PREVIOUS, label=_("the version that was sent back"), version=version)


def _last_public(page: Page) -> tuple[datetime.datetime, Base] | None:
    """What the public read until the page was withdrawn, be it the draft itself, and since when."""
    event = None if page.live else last_publication(page_id=page.pk)
    revision = page.revisions.filter(pk=event.revision_id).first() if event is not None else None
    if event is None or revision is None:
        return None
    label = _("the version the public last read")
    return event.occurred_at, Base(key=LAST_PUBLIC, label=label, version=revision.as_object())


def changes_between(before: Page, after: Page, request: HttpRequest) -> list[Change]:
    """The fields that differ, by Wagtail's comparisons: they read rich text and streams as people do."""
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    compared = [comparison(before, after) for comparison in panel.get_comparison()]
    return [_change(comparison) for comparison in compared if comparison.has_changed()]


def _change(comparison: Any) -> Change:
    if comparison.is_field:
        html = str(comparison.htmldiff())
    else:
        html = render_to_string("moderation/admin/compared_rows.html", {"comparison": comparison})
    html = _without_unchanged(html)
    return Change(
        label=str(comparison.field_label()),
        before=_side(html, keep="deletion", drop="addition", tag="del"),
        after=_side(html, keep="addition", drop="deletion", tag="ins"),
    )


def _without_unchanged(html: str) -> str:
    """The blocks of a stream or rows of a list that say the same in both versions, as one line that counts them."""
    soup = BeautifulSoup(html, "html.parser")
    run: list[Tag] = []
    for block in [*soup.find_all("div", class_="comparison__child-object", recursive=False), None]:
        if block is not None and not _differs(block):
            run.append(block)
            continue
        if run:
            line = soup.new_tag("p", attrs={"class": "review-same"})
            line.string = ngettext("{count} part is unchanged", "{count} parts are unchanged", len(run)).format(
                count=len(run)
            )
            run[0].insert_before(line)
        for same in run:
            same.decompose()
        run = []
    return str(soup)


def _differs(block: Tag) -> bool:
    marks = {"addition", "deletion"}
    return bool(marks & set(block.get("class") or ())) or block.select_one(".addition, .deletion") is not None


def _side(html: str, *, keep: str, drop: str, tag: str) -> SafeString:
    """One side of a difference that Wagtail wrote as one: what belongs to the other side goes, marks get a meaning."""
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.select(f".{drop}"):
        node.decompose()
    for node in soup.select(f"span.{keep}"):
        node.name = tag
    _drop_empty_parts(soup)
    return mark_safe(str(soup))  # noqa: S308 - Wagtail escaped it, the parser wrote it anew


def _drop_empty_parts(soup: BeautifulSoup) -> None:
    """Of a block's fields those that say nothing on this side, with their names: a choice that nobody made."""
    for value in reversed(soup.select("dd")):  # the inner ones first: what holds nothing else goes with them
        if value.get_text(strip=True) or value.find("img") is not None:
            continue
        label = value.find_previous_sibling()
        if isinstance(label, Tag) and label.name == "dt":
            label.decompose()
        value.decompose()
