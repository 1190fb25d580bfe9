"""What an article must have before it is published. Pure: values in, issues out."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, kw_only=True)
class ArticleValues:
    """An article as the rules see it. Images of the body include those of galleries."""

    origin: str
    format: str
    source_name: str
    source_url: str
    source_on: datetime.date | None
    has_lead_image: bool
    lead_image_has_alternative: bool
    body_images: int
    captioned_images: int
    image_required: bool
    photo_story_minimum: int


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One reason not to publish, at the field where it is mended."""

    field: str
    code: str
    message: "str | _StrPromise"


def lasting_issues(values: ArticleValues) -> list[Issue]:
    """The reasons that no rule of a site relaxes, in the order of the form."""
    return [*lead_image_issues(values), *source_issues(values)]


def author_issues(authors: Sequence[tuple[str, int]]) -> list[Issue]:
    """What is missing of authors, each a name and a share: a row without a name is nobody."""
    named = [share for name, share in authors if name.strip()]
    if named and len(named) < len(authors):
        text = _("A row of the authors has no name: write it, or remove the row.")
        return [Issue(field="authors", code="author_unnamed", message=text)]
    return share_issues(named)


def share_issues(shares: Sequence[int]) -> list[Issue]:
    """An article has authors, each share is at least 1 %, and together they make 100 %."""
    if not shares:
        return [Issue(field="authors", code="authors_required", message=_("Name at least one author."))]
    if any(share < 1 for share in shares):
        return [Issue(field="authors", code="share_too_small", message=_("Each author has a share of at least 1 %."))]
    if sum(shares) != 100:
        text = _("The shares of the authors add up to {total} %, not to 100 %.")
        return [Issue(field="authors", code="shares_not_100", message=format_lazy(text, total=sum(shares)))]
    return []


def source_issues(values: ArticleValues) -> list[Issue]:
    """A collected item names its source, the address and the date (R037); it always blocks (DOMAIN E15)."""
    if values.origin != "collected":
        return []
    missing = [
        ("source_name", values.source_name.strip()),
        ("source_url", values.source_url),
        ("source_on", values.source_on),
    ]
    text = _("A collected item names its source, the address and the date.")
    return [Issue(field=field, code="source_required", message=text) for field, value in missing if not value]


def lead_image_issues(values: ArticleValues) -> list[Issue]:
    """The lead image has an alternative text or is decorative (WCAG 1.1.1)."""
    if not values.has_lead_image or values.lead_image_has_alternative:
        return []
    text = _("Describe the image, or mark it as decorative.")
    return [Issue(field="lead_image_alt", code="alt_required", message=text)]


def photo_story_issues(values: ArticleValues) -> list[Issue]:
    """A photo story has enough images with captions (R117)."""
    if values.format != "photo_story" or values.captioned_images >= values.photo_story_minimum:
        return []
    text = _("A photo story needs at least {minimum} images with captions; this one has {count}.")
    message = format_lazy(text, minimum=values.photo_story_minimum, count=values.captioned_images)
    return [Issue(field="body", code="photo_story_too_short", message=message)]


def image_issues(values: ArticleValues) -> list[Issue]:
    """An image where the section (R038) or the format (R117) asks for one."""
    has_image = values.has_lead_image or values.body_images > 0
    if (values.image_required or values.format == "photo") and not has_image:
        text = _("Add at least one image: this section or format requires it.")
        return [Issue(field="lead_image", code="image_required", message=text)]
    return []
