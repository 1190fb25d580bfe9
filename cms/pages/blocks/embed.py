"""Videos of allow-listed providers, shown without telling the provider who reads the page."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.blocks.language import language_block


@dataclass(frozen=True, kw_only=True)
class Video:
    """A video of a known provider: its public page, and the address of the player without cookies."""

    provider: str
    page_url: str
    player_url: str


# Asking the provider (oEmbed) is not needed and not done: the address says everything.
_PROVIDERS = (
    (
        "youtube",
        re.compile(
            r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
            r"([\w-]{11})(?:[?&#/].*)?"
        ),
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}",
    ),
)


def video_of(url: object) -> Video | None:
    """The video behind an address, or None when no allowed provider knows it."""
    if not isinstance(url, str):
        return None
    for provider, pattern, page_url, player_url in _PROVIDERS:
        match = pattern.fullmatch(url.strip())
        if match:
            key = match.group(1)
            return Video(provider=provider, page_url=page_url.format(key), player_url=player_url.format(key))
    return None


class VideoBlock(StructBlock):
    """A video: a link at first, a player when the reader asks for it."""

    url = URLBlock(label=_("Address of the video"), help_text=_("YouTube only."))
    title = CharBlock(max_length=255, label=_("Title"), help_text=_("What the video shows."))
    caption = CharBlock(required=False, max_length=500, label=_("Caption"))
    lang = language_block()

    class Meta:
        icon = "media"
        label = _("Video")

    def clean(self, value: Any) -> Any:
        """Refuse an address of a provider that is not on the list."""
        cleaned = super().clean(value)
        if cleaned.get("url") and video_of(cleaned["url"]) is None:
            error = ValidationError(_("Only addresses of YouTube videos can be shown."), code="provider")
            raise StructBlockValidationError(block_errors={"url": error})
        return cleaned
