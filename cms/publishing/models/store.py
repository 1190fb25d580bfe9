"""The content store: one row for each thing the public can read, and where things used to be."""

import hashlib
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


def document_key(*, site_key: str, content_id: UUID, locale: str) -> int:
    """The primary key of a document: a positive 63-bit hash of what it is.

    Listings break ties by it and cursors carry it, so a store that was deleted and rebuilt must
    give each document the key it had before.
    """
    digest = hashlib.blake2b(f"{site_key}:{content_id}:{locale}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


class PublishedDocument(models.Model):
    """What the public can read: one row a content, site and locale (docs/publishing.md)."""

    id = models.BigIntegerField(primary_key=True)  # document_key(…): the same after a rebuild
    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    # Null for what has no address of its own (menus); NULLs do not collide in the constraint below.
    path = models.CharField(_("path"), max_length=700, null=True)  # noqa: DJ001
    document_type = models.CharField(_("type"), max_length=40)
    schema_version = models.PositiveSmallIntegerField(_("schema version"))
    version = models.BigIntegerField(_("version"))  # id of the event that wrote it
    is_listed = models.BooleanField(_("listed"))  # copied from the type: the listing's index starts with it
    in_sitemap = models.BooleanField(_("in the sitemap"))
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    image = models.TextField(_("image"), blank=True)  # JSON text, or empty
    links = models.TextField(_("links"))  # JSON text: {"section": ["<uuid>", …]}
    first_published_at = models.DateTimeField(_("first published"))
    published_at = models.DateTimeField(_("published"))  # orders listings; a later edit does not move it
    updated_at = models.DateTimeField(_("updated"))  # when an editor last changed the text: shown to people
    # When these bytes last changed, refreshes included: what `updated_since` asks. Never served.
    changed_at = models.DateTimeField(_("changed"))
    source_fingerprint = models.CharField(_("fingerprint"), max_length=64)
    # For a translation: the fingerprint its source had when it was translated; differing = stale.
    translated_fingerprint = models.CharField(_("fingerprint of the source"), max_length=64, blank=True)
    # The Wagtail page behind it, for refresh and repair; null for units and menus. Never served.
    page_id = models.PositiveIntegerField(_("page"), null=True, db_index=True)
    # The long texts come last: SQLite walks through all of a row that stands before the column it wants.
    body = models.TextField(_("details"))  # JSON text, encoded once, served as it is
    search = models.TextField(_("search texts"), blank=True)  # JSON text, never served

    class Meta:
        verbose_name = _("published document")
        verbose_name_plural = _("published documents")
        constraints = [
            models.UniqueConstraint(fields=["site", "content_id", "locale"], name="document_identity"),
            models.UniqueConstraint(fields=["site", "path"], name="document_path"),
        ]
        indexes = [
            models.Index(fields=["site", "locale", "is_listed", "-published_at", "-id"], name="document_listing"),
            models.Index(fields=["site", "locale", "document_type", "-published_at", "-id"], name="document_by_type"),
            models.Index(fields=["site", "locale", "is_listed", "-updated_at", "-id"], name="document_updates"),
            models.Index(fields=["content_id", "locale"], name="document_content"),
            models.Index(fields=["changed_at"], name="document_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.document_type} {self.title} ({self.locale})"


class DocumentFacet(models.Model):
    """A value of a document that listings filter by; order columns are copied so one index serves."""

    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="facets")
    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    locale = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "name", "value"], name="facet_once")]
        indexes = [
            models.Index(
                fields=["site", "locale", "name", "value", "-published_at", "-document"], name="facet_listing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class FormerAddress(models.Model):
    """Where something used to be: it moved (301) or is gone (410 with a public reason).

    Source data of its own: the store can be thrown away, this cannot.
    """

    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("path"), max_length=700)
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    is_gone = models.BooleanField(_("withdrawn"), default=False)
    reason = models.TextField(_("public reason"), blank=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="former_address_path")]
        indexes = [models.Index(fields=["site", "content_id", "locale"], name="former_address_content")]

    def __str__(self) -> str:
        return self.path


class FormerName(models.Model):
    """By which name something was asked for that is withdrawn: a facet of its type's `named_by`.

    Source data, like a former address: it outlives the store. No row for what is public.
    """

    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    reason = models.TextField(_("public reason"), blank=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            # Its index finds a value; two contents may have had the same code.
            models.UniqueConstraint(fields=["site", "value", "locale", "name", "content_id"], name="former_name_once")
        ]
        indexes = [models.Index(fields=["site", "content_id", "locale"], name="former_name_content")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class StoreGeneration(models.Model):
    """One row: raised in the transaction of every change of the store. Readers key their caches by it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField(default=0)
    # When: what every answer of the read API gives as Last-Modified (a list has no better one).
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.value)
