"""Fields that page models share."""

from typing import Any

from wagtail.fields import StreamField

from cms.pages.blocks.body import BodyBlock


class BlockField(StreamField):
    """A StreamField whose migrations do not repeat its blocks.

    The blocks live in code and change often; the column is JSON either way, and a migration that
    copied them would be thousands of lines that nobody reads.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


def body_field(**kwargs: Any) -> BlockField:
    """The body of a page."""
    return BlockField(BodyBlock(), blank=True, **kwargs)
