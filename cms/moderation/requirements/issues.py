"""One thing that is missing, and how much it weighs."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """A blocking issue keeps a text from being submitted and published; a warning is only shown."""

    BLOCK = "block", _("blocks")
    WARN = "warn", _("warns")


class Weight(models.TextChoices):
    """What a rule of moderation says of a requirement: a level, or that nobody asks for it."""

    BLOCK = "block", _("blocks")
    WARN = "warn", _("warns")
    OFF = "off", _("is off")


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What is missing, in words for the editor; `field` names the form field, empty for the text as a whole."""

    key: str
    message: str | Promise
    level: str = Level.BLOCK
    field: str = ""
