"""Pictures and files made by code, and their rows.

Usage: ImageFactory(), ImageFactory(size=(3000, 2000)), DocumentFactory(); picture("WEBP", size=(64, 48)).
"""

import zipfile
from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.models import Collection

from cms.media.models import Document, Image


def canvas(size: tuple[int, int] = (64, 48), mode: str = "RGB", *, shade: int = 0) -> Pillow.Image:
    """A picture with something to see in it: a gradient, so that encoders and crops have work to do."""
    gradient = Pillow.linear_gradient("L").resize(size)
    other = Pillow.radial_gradient("L").resize(size)
    image = Pillow.merge("RGB", (gradient, other, Pillow.new("L", size, shade)))
    if mode == "RGBA":
        image.putalpha(gradient)
        return image
    return image.convert(mode)


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    """The bytes of a picture in a format of Pillow's."""
    shade = options.pop("shade", 0)
    out = BytesIO()
    canvas(size, mode, shade=shade).save(out, kind, **options)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def archive(members: dict[str, bytes | str]) -> bytes:
    """A ZIP archive of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def docx(extra: dict[str, bytes | str] | None = None) -> bytes:
    """The smallest thing that is a Word file by its table of contents."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **(extra or {})})


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Image

    class Params:
        size = (640, 480)
        format = "JPEG"

    title = factory.Sequence(lambda n: f"Ảnh số {n}")
    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = factory.LazyAttributeSequence(
        lambda o, n: ContentFile(picture(o.format, o.size, shade=n % 256), name=f"anh-{n}.{o.format.lower()}")
    )

    @classmethod
    def _create(cls, model_class: type[Image], *args: Any, **kwargs: Any) -> Image:
        image = model_class(*args, **kwargs)
        image.save()
        image._set_image_file_metadata()
        image.file.close()
        image.save()
        return image


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Tệp số {n}")
    collection = factory.LazyFunction(Collection.get_first_root_node)
    file = factory.Sequence(lambda n: ContentFile(PDF + b"%" * n, name=f"Thông báo số {n}.pdf"))
