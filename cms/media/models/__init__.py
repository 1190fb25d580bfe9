"""Images and files. Originals and draft renditions stay in the private storage."""

from cms.media.models.document import Document
from cms.media.models.document_text import DocumentText
from cms.media.models.image import Image, Rendition
from cms.media.models.public_copy import PublicCopy, PublicFileUse

__all__ = ["Document", "DocumentText", "Image", "PublicCopy", "PublicFileUse", "Rendition"]
