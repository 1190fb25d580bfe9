"""The base of every page type: an abstract mixin, because wagtail-localize has no swapped base Page."""

from wagtail.models import Page


class BasePage(Page):
    """What every page of the platform has."""

    class Meta:
        abstract = True
