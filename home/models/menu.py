"""Menus: source data of their own, one a site, key and language."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class Menu(models.Model):
    """A menu as it was last published; the document is made from it, and made again from it on a rebuild.

    items: [{"content_id": str, "title": str | None, "hide_when_empty": bool, "section": str | None,
    "children": […]}], nested. A title of None is the title of the document it points to.
    """

    class Key(models.TextChoices):
        """Where a menu stands on the page."""

        MAIN = "main", _("main menu")
        FOOTER = "footer", _("footer menu")

    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="menus", verbose_name=_("site"))
    key = models.CharField(_("menu"), max_length=20, choices=Key.choices)
    locale = models.CharField(_("language"), max_length=10)
    items = models.JSONField(_("entries"), default=list)
    first_published_at = models.DateTimeField(_("first published"))
    updated_at = models.DateTimeField(_("updated"))

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [models.UniqueConstraint(fields=["subsite", "key", "locale"], name="menu_once")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} ({self.locale})"

    @property
    def content_id(self) -> UUID:
        """The same in every language and on every machine."""
        return uuid5(NAMESPACE_URL, f"{self.subsite.key}/menu/{self.key}")
