"""The cuts of an image that exist, and making those that do not."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.base import ContentFile

from cms.media.cutting import Cut, cuts
from cms.media.file_intake import content_hash
from cms.media.models import Image, Rendition
from cms.media.rules import THUMBNAIL, Spec, specs_for

Renditions = dict[Spec, Rendition]


def fixed_specs(image: Image) -> list[Spec]:
    """Every cut that the public or the admin's listings will ask for."""
    return [*specs_for(image.width, image.height), THUMBNAIL]


def existing_cuts(image: Image, specs: Sequence[Spec]) -> Renditions:
    """Those of `specs` that are cut already, for the present focal point. One query, none when prefetched."""
    rows = getattr(image, "_prefetched_objects_cache", {}).get("renditions")
    if rows is None:
        rows = Rendition.objects.filter(image=image, filter_spec__in=[spec.filter_spec for spec in specs])
    found = {(row.filter_spec, row.focal_point_key): row for row in rows if _is_of_present_file(row, image)}
    wanted = {spec: (spec.filter_spec, _focal_key(image, spec)) for spec in specs}
    return {spec: found[key] for spec, key in wanted.items() if key in found}


def make_cuts(image: Image, specs: Sequence[Spec]) -> Renditions:
    """Cut `specs` from the stored original; another process may make the same: one row stays."""
    with image.open_file() as file:
        source = BytesIO(file.read())
    return {cut.spec: _stored(image, cut) for cut in cuts(source, specs, focus=image.focus)}


def _stored(image: Image, cut: Cut) -> Rendition:
    stem = PurePosixPath(image.file.name).stem
    name = f"{stem[:50]}.{cut.spec.filter_spec.replace('|', '.')}.{cut.extension}"
    identity = {"image": image, "filter_spec": cut.spec.filter_spec, "focal_point_key": _focal_key(image, cut.spec)}
    content = {
        "file": ContentFile(cut.data, name=name),
        "content_hash": content_hash(BytesIO(cut.data)),
        "source": image.file.name,
    }
    row: Rendition
    row, _is_new = Rendition.objects.get_or_create(**identity, defaults=content)
    if not _is_of_present_file(row, image):
        row.delete()
        row = Rendition.objects.create(**identity, **content)
    return row


def _is_of_present_file(row: Rendition, image: Image) -> bool:
    """Wagtail's own cuts name no source; it deletes them when the file is replaced."""
    return row.source in ("", image.file.name)


def _focal_key(image: Image, spec: Spec) -> str:
    return image.focal_point_key if spec.is_crop else ""
