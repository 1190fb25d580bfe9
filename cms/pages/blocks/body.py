"""The body of a page: every block family, and the door for what a browser posts."""

from collections.abc import Container
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.pages.blocks.attachments import FilesBlock, RelatedPagesBlock
from cms.pages.blocks.embed import VideoBlock
from cms.pages.blocks.picture import GalleryBlock, PictureBlock
from cms.pages.blocks.table import TableFigureBlock
from cms.pages.blocks.text import CalloutBlock, HeadingBlock, ParagraphBlock, QuoteBlock

MAX_BLOCKS = 300


class HardenedStreamBlock(StreamBlock):
    """A stream whose posted form may be hostile: what cannot be read is a form error, never a crash."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """The posted stream; an empty one marked as malformed when it cannot be read."""
        try:
            refuse_absurd_counts(data, prefix)
            refuse_unknown_types(data, prefix, known=self.child_blocks)
            return super().value_from_datadict(data, files, prefix)
        except Exception:
            value = self.empty_value()
            value.is_malformed = True
            return value

    def clean(self, value: Any) -> Any:
        """Refuse what could not be read, and more blocks than a page can bear."""
        if getattr(value, "is_malformed", False):
            error = ValidationError(_("The content that was sent cannot be read; nothing was saved."), code="malformed")
            raise StreamBlockValidationError(non_block_errors=[error])
        return super().clean(value)


class BodyBlock(HardenedStreamBlock):
    """The blocks of a body. There is no block of raw HTML."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = PictureBlock()
    gallery = GalleryBlock()
    table = TableFigureBlock()
    quote = QuoteBlock()
    files = FilesBlock()
    video = VideoBlock()
    callout = CalloutBlock()
    related = RelatedPagesBlock()

    class Meta:
        max_num = MAX_BLOCKS


def refuse_absurd_counts(data: Any, prefix: str) -> None:
    """Raise ValueError when a posted list claims more items than MAX_BLOCKS: the form would loop over them all."""
    for key in data:
        is_count = isinstance(key, str) and key.startswith(f"{prefix}-") and key.endswith("-count")
        if is_count and not 0 <= int(data[key]) <= MAX_BLOCKS:
            raise ValueError(f"{key} is out of range")


def refuse_unknown_types(data: Any, prefix: str, *, known: Container[str]) -> None:
    """Raise ValueError for a block of a type that does not exist: Wagtail would drop it without a word."""
    for number in range(int(data[f"{prefix}-count"])):
        if not data[f"{prefix}-{number}-deleted"] and data[f"{prefix}-{number}-type"] not in known:
            raise ValueError(f"{prefix}-{number} is of an unknown type")
