"""Cut the fixed renditions of an image."""

from datetime import datetime

from django.db import transaction

from cms.kernel.failpoints import failpoint
from cms.media import registry
from cms.media.models import Image
from cms.media.renditions import existing_cuts, fixed_specs, make_cuts


def prepare_image(*, image: Image, at: datetime) -> bool:
    """Cut what is missing of the fixed renditions, then announce the image as prepared. Idempotent.

    Cutting takes a second or two and happens outside any transaction; the mark and what listeners write
    commit together. False when the file or the focal point changed meanwhile: the next round does it.
    """
    specs = fixed_specs(image)
    missing = [spec for spec in specs if spec not in existing_cuts(image, specs)]
    if missing:
        make_cuts(image, missing)
    failpoint("media.before_prepared")
    with transaction.atomic():
        unchanged = Image.objects.filter(
            pk=image.pk, file=image.file.name, focal_point_x=image.focal_point_x, focal_point_y=image.focal_point_y
        )
        if not unchanged.update(prepared_at=at, prepare_failures=0):
            return False
        image.prepared_at = at
        registry.announce_prepared(image, at)
    return True
