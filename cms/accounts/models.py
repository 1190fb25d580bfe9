"""The User model, ours from the first migration."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import clean_line, fold, sort_key


class User(AbstractUser):  # type: ignore[django-manager-missing]  # relations of untyped Wagtail models
    """A person who logs in. What they may do follows from memberships, never from flags here."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)
    # Derived at each save: what a colleague types without accents, and the Vietnamese order.
    search_text = models.CharField(max_length=600, editable=False, default="")
    sort_key = models.CharField(max_length=700, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name composed and the derived columns true."""
        self.display_name = clean_line(self.display_name)
        self.search_text = f"{fold(self.display_name)} {fold(self.username)} {self.email.lower()}"[:600]
        self.sort_key = sort_key(str(self))
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and {"display_name", "username", "email"} & set(update_fields):
            kwargs["update_fields"] = {*update_fields, "search_text", "sort_key"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name shown everywhere in the admin."""
        return self.display_name or super().get_full_name()
