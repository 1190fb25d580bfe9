"""What the place of a segment is called: the words of the form in which the Vietnamese text was written."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from wagtail.fields import StreamField


def label_of(model: type[Model], field_path: str) -> str:
    """“Nội dung › Đoạn văn” of `body.paragraph.text`; the path itself where the model knows none of it."""
    name, _dot, rest = field_path.partition(".")
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return field_path
    label = _capital(str(getattr(field, "verbose_name", "") or name))
    if not isinstance(field, StreamField) or not rest:
        return label
    block = field.stream_block.child_blocks.get(rest.split(".")[0])
    return f"{label} › {_capital(str(block.label))}" if block is not None else label


def max_length_of(model: type[Model], path: str) -> int | None:
    """How long a plain field may be; None for parts of streams and fields without a limit."""
    if "." in path:
        return None
    try:
        return getattr(model._meta.get_field(path), "max_length", None)
    except FieldDoesNotExist:
        return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
