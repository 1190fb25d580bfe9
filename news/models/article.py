"""News items and articles."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from cms.kernel.text import clean_line
from cms.media.models import Image
from cms.pages.contribution_facts import AuthorShare, ContributionFacts
from cms.pages.fields import BlockField, body_field
from cms.pages.models import BasePage
from cms.pages.presenters.raw import caption_counts, word_count
from news.blocks import CorrectionsBlock
from news.models.section import SectionPage
from news.models.vocabulary import Genre, Topic
from news.panels import article_tabs
from news.rules import ArticleValues, lasting_issues


class ArticlePage(BasePage):
    """A text with its authors, its source and its pictures (R037, R038, R040, R117)."""

    class Origin(models.TextChoices):
        """Where the text comes from (R037)."""

        ORIGINAL = "original", _("original")
        COLLECTED = "collected", _("collected")
        TRANSLATED = "translated", _("translated")

    class Format(models.TextChoices):
        """What form it has (R117)."""

        REPORT = "report", _("report or summary")
        SHORT = "short", _("short item")
        PHOTO_STORY = "photo_story", _("photo story")
        PHOTO = "photo", _("photo")

    genre = models.ForeignKey(Genre, on_delete=models.PROTECT, related_name="+", verbose_name=_("genre"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, default=Origin.ORIGINAL)
    format = models.CharField(_("format"), max_length=20, choices=Format.choices, default=Format.REPORT)
    event_on = models.DateField(
        _("date of the event"), null=True, blank=True, help_text=_("The day on which what is reported took place.")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("topics"))
    is_work_programme = models.BooleanField(_("carries out the work programme"), default=False)
    work_programme_item = models.CharField(
        _("item of the work programme"),
        max_length=255,
        blank=True,
        help_text=_("Number or wording of the item in the work programme."),
    )
    is_directive = models.BooleanField(_("ordered at short notice by the leadership"), default=False)
    lead_image = models.ForeignKey(
        Image, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead image")
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What a reader who cannot see the image needs to know."),
    )
    lead_image_is_decorative = models.BooleanField(_("the image is only decorative"), default=False)
    lead_image_caption = models.CharField(_("caption"), max_length=500, blank=True)
    body = body_field(verbose_name=_("body"))
    source_name = models.CharField(_("name of the source"), max_length=255, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_on = models.DateField(_("date of the source"), null=True, blank=True)
    corrections = BlockField(CorrectionsBlock(), blank=True, verbose_name=_("corrections"))

    is_text = True
    parent_page_types: ClassVar[list[str]] = ["news.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("genre", "format", "event_on", "is_work_programme", "is_directive", "source_on", "authors")
        ),
        SynchronizedField("origin"),
        SynchronizedField("source_name"),
    ]
    edit_handler = article_tabs()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def section_page(self) -> SectionPage | None:
        """The section page it stands under; None while it has no place in the tree."""
        parent = self.parent_page()
        return parent if isinstance(parent, SectionPage) else None

    def author_shares(self) -> list[AuthorShare]:
        """The authors in order; shares are percentages."""
        return [
            AuthorShare(name=author.name, user_id=author.account_id, share=author.share)
            for author in self.authors.all()
        ]

    def values(self, *, image_required: bool = False, photo_story_minimum: int = 0) -> ArticleValues:
        """What the rules of an article need to know; the section says whether it asks for images, and how many."""
        counts = caption_counts(self.body)
        return ArticleValues(
            origin=self.origin,
            format=self.format,
            source_name=self.source_name,
            source_url=self.source_url,
            source_on=self.source_on,
            has_lead_image=self.lead_image_id is not None,
            lead_image_has_alternative=self.lead_image_is_decorative or bool(self.lead_image_alt.strip()),
            body_images=counts.images,
            captioned_images=counts.captioned + int(bool(self.lead_image_id and self.lead_image_caption.strip())),
            image_required=image_required,
            photo_story_minimum=photo_story_minimum,
        )

    def publication_issues(self) -> dict[str, list[ValidationError]]:
        """What no rule of a site can relax, by field; the rest is asked at the submission (`news.requirements`)."""
        found = super().publication_issues()
        for issue in lasting_issues(self.values()):
            found.setdefault(issue.field, []).append(ValidationError(issue.message, code=issue.code))
        return found

    def contribution_facts(self) -> ContributionFacts | None:
        """The facts by which this revision is counted (DOMAIN E6)."""
        keys = self.section_keys()
        counts = caption_counts(self.body)
        return ContributionFacts(
            content_id=self.translation_key,
            locale=self.locale.language_code,
            title=self.title,
            kind="article",
            section_key=keys[0] if keys else "",
            department_id=self.department_id,
            authors=tuple(self.author_shares()),
            genre=self.genre.key,
            origin=self.origin,
            format=self.format,
            is_translation=self.origin == self.Origin.TRANSLATED or self.locale.language_code != "vi",
            words=word_count(self.body) + len(f"{self.title} {self.summary}".split()),
            image_count=counts.images + int(self.lead_image_id is not None),
            event_on=self.event_on,
        )


class ArticleAuthor(Orderable):
    """An author of an article. The name is the public byline; the account and the share never are."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name shown"), max_length=120)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Empty for an author who has no account."),
    )
    share = models.PositiveSmallIntegerField(
        _("share (%)"), default=100, help_text=_("The shares of all authors add up to 100.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Store a composed name."""
        self.name = clean_line(self.name)
