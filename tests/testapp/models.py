from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.models import register_snippet

from cms.pages.models import BasePage


@register_snippet
class Slogan(models.Model):
    """Embedded in banners: the second level of references."""

    text = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.text


@register_snippet
class Banner(models.Model):
    text = models.CharField(max_length=100)
    slogan = models.ForeignKey(Slogan, null=True, blank=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return self.text


class NotePage(BasePage):
    """A page with rich text, an image and banners."""

    body = RichTextField(blank=True)
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    banners = StreamField([("banner", SnippetChooserBlock("testapp.Banner")), ("text", blocks.TextBlock())], blank=True)


class BackstagePage(Page):
    """Declared unpublished."""


class Card(models.Model):
    """Published although it is no page."""

    content_id = models.UUIDField(unique=True)
    site_key = models.CharField(max_length=50)
    title = models.CharField(max_length=100)
    path = models.CharField(max_length=100, null=True)  # noqa: DJ001
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Counted(models.Model):
    """What the counting subscriber wrote: a row for each first publication, never two."""

    content_id = models.UUIDField()
    locale = models.CharField(max_length=10)
    event_uid = models.UUIDField()

    def __str__(self) -> str:
        return str(self.content_id)


class Tallied(models.Model):
    """An effect without any guard of its own: its number shows how often the handler's transaction committed."""

    event_uid = models.UUIDField()

    def __str__(self) -> str:
        return str(self.event_uid)
