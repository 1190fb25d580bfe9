"""A word of a vocabulary that staff may extend: what genres, topics, fields of procedures and agencies have alike."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import clean_line
from cms.pages.shared_words import SharedWords


class Term(SharedWords):
    """A word of a vocabulary in both languages; its key is what addresses and the API carry."""

    WORDS: ClassVar[tuple[str, ...]] = ("label_vi", "label_en")

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store composed labels."""
        self.label_vi, self.label_en = clean_line(self.label_vi), clean_line(self.label_en)
        super().save(*args, **kwargs)

    def label(self, locale: str) -> str:
        """The name the public reads; empty where there is no English one: no English page says it in Vietnamese."""
        said = self.in_public()
        if locale != "en":
            return said["label_vi"]
        return said["label_en"] or (said["label_vi"] if self.is_name else "")
