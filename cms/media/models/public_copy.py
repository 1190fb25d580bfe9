"""Which files the public may fetch, and which live things they belong to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicCopy(models.Model):
    """A content-hashed file in the public storage, copied from the private one.

    The row is written before the file and outlives it, so that no public file is without a row that
    leads the sweep to it.
    """

    name = models.CharField(_("public name"), max_length=200, unique=True)
    source = models.CharField(_("private name"), max_length=255, db_index=True)
    # When its last use ended (or when it was copied, until the first use); null while it is in use.
    unused_since = models.DateTimeField(_("unused since"), null=True, db_index=True)

    class Meta:
        verbose_name = _("public copy")
        verbose_name_plural = _("public copies")

    def __str__(self) -> str:
        return self.name


class PublicFileUse(models.Model):
    """One live thing that needs one public copy: a row each, so that two documents may share a file."""

    owner = models.CharField(_("used by"), max_length=200)
    copy = models.ForeignKey(PublicCopy, on_delete=models.CASCADE, related_name="uses")

    class Meta:
        verbose_name = _("use of a public copy")
        verbose_name_plural = _("uses of public copies")
        constraints = [models.UniqueConstraint(fields=["owner", "copy"], name="public_file_use_once")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.copy_id}"
