"""Fingerprints of texts, by which two that say the same find each other (R022). Never shown, and no text can be read

out of them: a row holds hashes alone.
"""

from django.db import models
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite


class TextFingerprint(models.Model):
    """Of what the public reads of a page (`is_public`), and of what was submitted last: at most one row each."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_public = models.BooleanField()
    revision_id = models.BigIntegerField(null=True)
    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    content_id = models.UUIDField()  # the same in every language: a translation repeats nobody
    locale = models.CharField(max_length=10)
    signature = models.BinaryField()  # cms.moderation.requirements.fingerprints
    title_band = models.BigIntegerField(null=True)
    at = models.DateTimeField()  # when it was first published, or submitted

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "is_public"], name="fingerprint_once")]
        indexes = [models.Index(fields=["subsite", "at"], name="fingerprint_window")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.is_public}"


class FingerprintBand(models.Model):
    """A number that similar texts probably share: what is looked up."""

    fingerprint = models.ForeignKey(TextFingerprint, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.value)
