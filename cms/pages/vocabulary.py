"""A word of a vocabulary that staff may extend: what genres, topics, fields of procedures and agencies have alike."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import clean_line


class Term(models.Model):
    """A word of a vocabulary in both languages; its key is what addresses and the API carry."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    label_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    label_en = models.CharField(_("name in English"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    # What is called by its own name (an agency) keeps it in a language in which nobody gave it another.
    is_name: ClassVar[bool] = False

    class Meta:
        abstract = True
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.label_vi

    def save(self, *args: object, **kwargs: object) -> None:
        """Store composed labels."""
        self.label_vi, self.label_en = clean_line(self.label_vi), clean_line(self.label_en)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def label(self, locale: str) -> str:
        """The name in that language; empty where there is no English one: no English page says it in Vietnamese."""
        if locale != "en":
            return self.label_vi
        return self.label_en or (self.label_vi if self.is_name else "")
