"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "media.image_created": _("Image uploaded"),
    "media.image_changed": _("Image changed"),
    "media.image_deleted": _("Image deleted"),
    "media.file_created": _("File uploaded"),
    "media.file_changed": _("File changed"),
    "media.file_deleted": _("File deleted"),
}

DATA = {
    "file": _("Stored file"),
    "collection": _("Number of the collection"),
}
