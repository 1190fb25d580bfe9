"""What a private or public file name belongs to."""

from django.db.models import Exists, OuterRef

from cms.media.bundles import FOLDER
from cms.media.models import Document, Image, PublicCopy, PublicFileUse, Rendition


def owner_of_private_file(name: str) -> Image | Document | None:
    """The image or file to which a name in the private storage belongs; None for everything else there."""
    image: Image | None = Image.objects.filter(file=name).first()
    if image is not None:
        return image
    rendition: Rendition | None = Rendition.objects.filter(file=name).select_related("image").first()
    if rendition is not None:
        owner: Image = rendition.image
        return owner
    document: Document | None = Document.objects.filter(file=name).first()
    return document


def public_download_name(name: str) -> str | None:
    """The file name that readers of a public file save; None when no live page offers it."""
    used = Exists(PublicFileUse.objects.filter(copy=OuterRef("pk")))
    source = PublicCopy.objects.filter(used, name=name).values_list("source", flat=True).first()
    if source is None:
        return None
    if source.startswith(f"{FOLDER}/"):  # several files in one: its public name is its hash and what it is called
        return name.partition("-")[2]
    document = Document.objects.filter(file=source).only("download_name", "file").first()
    return None if document is None else document.filename
