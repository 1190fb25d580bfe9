"""A Word file on its way to an article, and the record of it afterwards (R039)."""

import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.kernel.text import clean_line
from news.manuscripts.manuscript import Manuscript, Report, from_json, report_from_json
from news.models.section import SectionPage
from news.models.vocabulary import Genre


def original_name(_record: Any, _name: str) -> str:
    """Where an original is kept in the private storage: the sender's name is a field, not an address."""
    return f"manuscripts/{uuid4().hex}.docx"


class ManuscriptImportQuerySet(models.QuerySet["ManuscriptImport"]):
    """Verbs that read as sentences."""

    def waiting(self) -> "ManuscriptImportQuerySet":
        """Read and shown, not yet a draft."""
        return self.filter(state=ManuscriptImport.State.WAITING)

    def imported(self) -> "ManuscriptImportQuerySet":
        """Whose draft was made and still exists."""
        return self.filter(state=ManuscriptImport.State.IMPORTED, page__isnull=False)

    def forgotten(self, *, before: datetime.datetime) -> "ManuscriptImportQuerySet":
        """Previews nobody made a draft of since then, and records whose page is gone."""
        stale = models.Q(state=ManuscriptImport.State.WAITING, at__lt=before)
        return self.filter(stale | models.Q(state=ManuscriptImport.State.IMPORTED, page__isnull=True))


class ManuscriptImport(models.Model):
    """Who sent which file when, what became of it, and the original itself: private, for those who may see the page."""

    class State(models.TextChoices):
        """How far it has come; a file that is refused leaves no row."""

        WAITING = "waiting", _("waiting for its draft")
        IMPORTED = "imported", _("made into a draft")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    file = models.FileField(_("original"), upload_to=original_name, max_length=120)
    file_name = models.CharField(_("file name"), max_length=150)
    file_size = models.PositiveIntegerField(_("size in bytes"))
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    at = models.DateTimeField(_("sent at"), db_index=True)
    section_page = models.ForeignKey(
        SectionPage, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("section page")
    )
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    genre = models.ForeignKey(Genre, on_delete=models.PROTECT, related_name="+", verbose_name=_("genre"))
    # Empty once the draft is made: the text is then the page's.
    manuscript = models.JSONField(_("text as read"), default=dict)
    report = models.JSONField(_("report"), default=list)
    page = models.OneToOneField(
        Page, on_delete=models.SET_NULL, null=True, related_name="manuscript_import", verbose_name=_("page")
    )

    # It is no place where a page is used.
    wagtail_reference_index_ignore = True

    objects = ManuscriptImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import from Word")
        verbose_name_plural = _("imports from Word")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a composed name."""
        self.file_name = clean_line(self.file_name)[:150]
        super().save(*args, **kwargs)

    def as_read(self) -> Manuscript:
        """The text that waits for its draft."""
        return from_json(self.manuscript)

    def as_report(self) -> Report:
        """What was kept, changed and dropped."""
        return report_from_json(self.report)

    def title(self) -> str:
        """The title the draft gets: the text's own, else the name of the file."""
        own = str(self.manuscript.get("title") or "")
        return own or clean_line(self.file_name.rpartition(".")[0])[:255] or self.file_name
