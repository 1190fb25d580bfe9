"""The pictures and files of the demo enter the media library, each in a transaction of its own.

A load that was killed finds what it had made and goes on from there.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.db import transaction
from django.db.models import Model
from wagtail.models import Collection

from cms.demo.attachments import word_file
from cms.demo.config import DemoConfig
from cms.demo.content_models import Attachment, Content
from cms.demo.models import DemoObject
from cms.demo.pictures.catalogue import CREDIT, CREDIT_EN, PICTURES, Picture, draw
from cms.kernel.text import slugify
from cms.media.actions import create_file, create_image
from cms.media.models import Document, Image
from cms.subsites.models import DerivedCollection


def put_images(keys: Iterable[str], *, config: DemoConfig) -> dict[str, int]:
    """Draw and store the pictures; ids by key."""
    return {key: _once("media.image", key, partial(_image, PICTURES[key], config)) for key in sorted(keys)}


def put_files(content: Content, *, config: DemoConfig) -> dict[str, int]:
    """Write and store the attachments; ids by key."""
    return put_attachments(content.attachments, config=config)


def put_attachments(rows: Iterable[Attachment], *, config: DemoConfig) -> dict[str, int]:
    """The same for attachments that another part of the scenario writes."""
    return {row.key: _once("media.document", row.key, partial(_file, row, config)) for row in rows}


def hand_over(content: Content, *, images: Mapping[str, int], files: Mapping[str, int]) -> None:
    """Put pictures and files into the collection of the unit that first uses them: its members may choose them."""
    rows = DerivedCollection.objects.filter(unit__isnull=False).select_related("unit", "collection")
    collections = {row.unit.key: row.collection for row in rows if row.unit is not None}
    owners: dict[tuple[type[Model], int], str] = {}
    for item in content.items:
        for key in sorted(item.pictures | ({item.picture} if item.picture else set())):
            owners.setdefault((Image, images[key]), item.unit)
        for key in sorted(item.files):
            owners.setdefault((Document, files[key]), item.unit)
    for (model, pk), unit in owners.items():
        if unit in collections:
            model._default_manager.filter(pk=pk).update(collection=collections[unit])


def used_pictures(content: Content) -> set[str]:
    """Keys of the pictures that some item shows."""
    lead = {item.picture for item in content.items if item.picture}
    return lead.union(*(item.pictures for item in content.items))


def _once(label: str, key: str, make: Callable[[], Model]) -> int:
    found = DemoObject.objects.filter(label=label, key=key).first()
    if found is not None:
        return found.object_id
    with transaction.atomic():
        made = make()
        DemoObject.objects.create(label=label, key=key, object_id=made.pk)
    return int(made.pk)


def _image(picture: Picture, config: DemoConfig) -> Model:
    return create_image(
        title=f"{picture.title_vi} (minh họa)",
        file=io.BytesIO(draw(picture)),
        filename=f"{picture.key}.jpg",
        collection=Collection.get_first_root_node(),
        by=None,
        at=config.loaded_at,
        credit=CREDIT,
        credit_en=CREDIT_EN,
        focal_point=picture.focus,
    )


def _file(attachment: Attachment, config: DemoConfig) -> Model:
    return create_file(
        title=attachment.title,
        file=io.BytesIO(word_file(attachment.title, attachment.lines)),
        filename=f"{slugify(attachment.key)}.docx",
        collection=Collection.get_first_root_node(),
        by=None,
        at=config.loaded_at,
    )
