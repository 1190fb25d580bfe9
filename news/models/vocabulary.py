"""Genres and topics: open lists, because the plans end theirs with "…" (R129, R130)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.pages.vocabulary import Term


class Genre(Term):
    """A genre of journalism, with the class a decision gives it where one does ("loại tin B")."""

    article_class = models.CharField(_("class"), max_length=60, blank=True)
    legal_basis = models.CharField(_("legal basis of the class"), max_length=255, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")


class Topic(Term):
    """What a text is about."""

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
