"""The states of a request, and why it was opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where the translation of a text stands."""

    WAITING = "waiting", _("waiting for a translator")
    IN_PROGRESS = "in_progress", _("being translated")
    IN_REVIEW = "in_review", _("in review")
    LIVE = "live", _("public")
    STALE = "stale", _("public, but out of date")
    NOT_NEEDED = "not_needed", _("not needed")


# Somebody has to do something: these have a clock.
OPEN = frozenset({State.WAITING, State.IN_PROGRESS, State.STALE})
# The same, and those that wait for reviewers, who have clocks of their own.
UNFINISHED = OPEN | {State.IN_REVIEW}


class Occasion(models.TextChoices):
    """Why a request was opened."""

    PUBLISHED = "published", _("the Vietnamese text was published")
    ASKED = "asked", _("somebody asked for it")


class Preparation(models.TextChoices):
    """The background job that takes a text apart into segments, and again when it changes."""

    NONE = "none", _("not begun")
    ASKED = "asked", _("waiting for the worker")
    RUNNING = "running", pgettext_lazy("translation", "under way")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Origin(models.TextChoices):
    """Where a translated segment comes from. Only what a person confirmed may become public."""

    MANUAL = "manual", _("written by a translator")
    PO = "po", _("read from a PO file")
    XLIFF = "xliff", _("read from an XLIFF file")
    DOCX = "docx", _("read from a Word file")
    MACHINE = "machine", _("suggested by a machine")
    EXISTING = "existing", _("taken from the English page as it was")


# A suggestion: shown, marked as such, and never published before a person confirms it.
SUGGESTIONS = frozenset({Origin.MACHINE, Origin.EXISTING})
