"""What the staff decide about search, and what was looked for in vain. The index is no model (docs/search.md)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import clean_line
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from search.text.tokens import words_of

MOST_LINES = 20
LONGEST_LINE = 80
MOST_WORDS = 10


def lines_of(text: str) -> list[str]:
    """The filled lines of a field, each as it is stored."""
    return [line for raw in text.splitlines() if (line := clean_line(raw))]


def _check_lines(field: str, text: str) -> str:
    """The lines, each once; raise ValidationError where one is too long or holds no word."""
    lines = list(dict.fromkeys(lines_of(text)))
    if len(lines) > MOST_LINES:
        raise ValidationError({field: _("Give at most %(most)s lines.") % {"most": MOST_LINES}})
    for line in lines:
        words = words_of(line)[0]
        if not words or len(words) > MOST_WORDS or len(line) > LONGEST_LINE:
            message = _("“%(line)s”: give one to %(most)s words, at most %(longest)s characters.")
            raise ValidationError({field: message % {"line": line[:40], "most": MOST_WORDS, "longest": LONGEST_LINE}})
    return "\n".join(lines)


class Synonym(models.Model):
    """What people say, and what the documents say. It acts on questions, so it takes effect at once."""

    class Kind(models.TextChoices):
        TWO_WAY = "eq", _("each stands for the others")
        ONE_WAY = "ow", _("what is typed also searches the second list")
        OFF = "off", _("the built-in synonyms of what is typed are turned off")

    terms = models.TextField(_("what people type"), help_text=_("One expression a line, with its accents."))
    kind = models.CharField(_("how"), max_length=3, choices=Kind.choices, default=Kind.ONE_WAY)
    expands_to = models.TextField(
        _("also search for"), blank=True, help_text=_("One expression a line, as the documents write it.")
    )
    note = models.CharField(_("note"), max_length=255, blank=True)
    is_active = models.BooleanField(_("is applied"), default=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms of search")
        ordering = ["terms", "id"]

    def __str__(self) -> str:
        return ", ".join(lines_of(self.terms))

    def clean(self) -> None:
        """Composed lines; an entry must say what else is searched, unless it turns something off."""
        self.terms = _check_lines("terms", self.terms)
        self.expands_to = _check_lines("expands_to", self.expands_to)
        if not self.terms:
            raise ValidationError({"terms": _("Say what people type.")})
        if self.kind == self.Kind.OFF:
            self.expands_to = ""
        elif not self.expands_to:
            raise ValidationError({"expands_to": _("Say what else is to be searched.")})

    def shown_expansion(self) -> str:
        """For the list."""
        return ", ".join(lines_of(self.expands_to))


class BestBet(models.Model):
    """A document that stands first for certain questions, because somebody decided so."""

    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    locale = models.CharField(_("language"), max_length=10, choices=[("vi", "Tiếng Việt"), ("en", "English")])
    questions = models.TextField(
        _("for the questions"), help_text=_("One question a line. It must be typed whole; accents do not matter.")
    )
    path = models.CharField(
        _("address of the page"), max_length=700, help_text=_("The address on the site, as /thu-tuc/dang-ky-ket-hon/.")
    )
    content_id = models.UUIDField(editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    valid_to = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day; empty: without end."))
    note = models.CharField(_("note"), max_length=255, blank=True)
    is_active = models.BooleanField(_("is applied"), default=True)

    class Meta:
        verbose_name = _("best bet")
        verbose_name_plural = _("best bets of search")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{', '.join(lines_of(self.questions))} → {self.path}"

    def clean(self) -> None:
        """The address must be that of something public on the site."""
        self.questions = _check_lines("questions", self.questions)
        if not self.questions:
            raise ValidationError({"questions": _("Say for which questions.")})
        found = PublishedDocument.objects.filter(site=self.site_id, locale=self.locale, path=_with_slash(self.path))
        content_id = found.values_list("content_id", flat=True).first()
        if content_id is None:
            raise ValidationError({"path": _("Nothing public stands at this address, in this language and site.")})
        self.path, self.content_id = _with_slash(self.path), content_id

    def shown_questions(self) -> str:
        """For the list."""
        return ", ".join(lines_of(self.questions))


class QuestionCount(models.Model):
    """How often something was looked for in a month, and in vain. No person, no time of day, no address.

    A question is here in words only when it was asked on several days (ADR 0189); "" stands for all of a site.
    """

    month = models.DateField(_("month"))  # its first day
    site_key = models.CharField(_("site"), max_length=60)
    locale = models.CharField(_("language"), max_length=10)
    question = models.CharField(_("question"), max_length=LONGEST_LINE)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    unanswered = models.PositiveIntegerField(_("without a result"), default=0)
    guessed = models.PositiveIntegerField(_("with a guess only"), default=0)
    chosen = models.PositiveIntegerField(_("a result was opened"), default=0)

    class Meta:
        verbose_name = _("question of search")
        verbose_name_plural = _("questions of search")
        constraints = [
            models.UniqueConstraint(fields=["month", "site_key", "locale", "question"], name="question_once_a_month")
        ]
        indexes = [models.Index(fields=["month", "-unanswered"], name="question_unanswered")]

    def __str__(self) -> str:
        return self.question


def _with_slash(path: Any) -> str:
    text = clean_line(str(path or ""))
    return text if text.endswith("/") else f"{text}/"
