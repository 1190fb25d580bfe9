"""A term: what an agency, a title, a country or a procedure is officially called in English."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.kernel.text import clean_line, fold, sort_key
from cms.subsites.models import Subsite
from cms.translation.glossary.guard.terms import GlossaryTerm, compared


class TermKind(models.TextChoices):
    """What a term names."""

    AGENCY = "agency", _("agency")
    TITLE = "title", pgettext_lazy("of a person", "title")
    COUNTRY = "country", _("country")
    PROCEDURE = "procedure", _("procedure")
    PLACE = "place", _("place")
    TERM = "term", _("other word")


class Term(models.Model):
    """One Vietnamese name with its official English. Without a site it holds for all; a site's own wins over that."""

    subsite = models.ForeignKey(
        Subsite,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("site"),
        help_text=_("Empty: for all sites."),
    )
    vietnamese = models.CharField(_("Vietnamese"), max_length=200)
    english = models.CharField(_("official English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=TermKind.choices, default=TermKind.AGENCY)
    accepted = models.TextField(
        _("also right"), blank=True, max_length=1000, help_text=_("Other right forms, one a line: an abbreviation.")
    )
    forbidden = models.TextField(
        _("not to be used"), blank=True, max_length=1000, help_text=_("Wrong forms people write, one a line.")
    )
    note = models.TextField(_("note"), blank=True, max_length=500)
    rule_source = models.CharField(
        _("source of the rule"), max_length=200, blank=True, help_text=_("For example TT 03/2009/TT-BNG.")
    )
    checked_on = models.DateField(
        _("checked against the source on"), null=True, blank=True, help_text=_("Empty: nobody has checked it yet.")
    )
    name_key = models.CharField(max_length=400, editable=False)
    order_key = models.TextField(editable=False)
    search_text = models.TextField(editable=False)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering: ClassVar[list[str]] = ["order_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("name_key", condition=Q(subsite=None), name="glossary_term_once_for_all"),
            models.UniqueConstraint("name_key", "subsite", name="glossary_term_once_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.vietnamese} = {self.english}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Store composed text and the columns that searches and comparisons read."""
        self.vietnamese, self.english = clean_line(self.vietnamese), clean_line(self.english)
        self.accepted, self.forbidden = "\n".join(lines(self.accepted)), "\n".join(lines(self.forbidden))
        self.name_key, self.order_key = compared(self.vietnamese), sort_key(self.vietnamese)
        self.search_text = fold(" ".join((self.vietnamese, self.english, self.accepted, self.forbidden)))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def unit(self) -> object:
        """Whose it is, for the policy: the unit of its site."""
        return self.subsite.unit if self.subsite is not None else None

    def as_value(self) -> GlossaryTerm:
        """As the style guard reads it."""
        return GlossaryTerm(
            vietnamese=self.vietnamese,
            english=self.english,
            accepted=lines(self.accepted),
            forbidden=lines(self.forbidden),
            note=self.note,
        )


def lines(text: str) -> tuple[str, ...]:
    """The forms of a field, one a line, each once."""
    return tuple(dict.fromkeys(filter(None, (clean_line(line) for line in text.splitlines()))))
