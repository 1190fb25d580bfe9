"""The tree synchronisation of wagtail-localize is off: it makes live English pages of Vietnamese words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize import synctree
from wagtail_localize.models import LocaleSynchronization, LocaleSynchronizationModelForm

_OFF = _("Languages are not kept in step by the system: each text is translated and approved for itself.")


def _refuse_form(form: Any, locale: Any) -> None:
    if form.cleaned_data.get("sync_from"):
        raise ValidationError({"sync_from": _OFF})


def _refuse_row(**_kwargs: Any) -> None:
    raise ValidationError(_OFF)


def _no_aliases(page: Page) -> None:
    """A new page has no mirror in another language."""


def _no_sync(self: Any, *, page_index: Any = None) -> None:
    """Nothing is copied."""


def switch_off() -> None:
    """Refuse the setting in the form of languages and in code, and let nothing act on rows from before."""
    LocaleSynchronizationModelForm.validate_with_locale = _refuse_form
    pre_save.connect(_refuse_row, sender=LocaleSynchronization, dispatch_uid="translation.no_synchronisation")
    LocaleSynchronization.sync_trees = _no_sync
    synctree.create_aliases_for_new_page = _no_aliases
