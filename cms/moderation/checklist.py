"""What whoever approves a text confirms, in the words of the plans (R023, R024)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Point(models.TextChoices):
    """A point of the checklist; kept with the decision, so with person and time."""

    LAWFUL = "lawful", _("True to the guidelines of the Party, and to the policies and laws of the State")
    ACCURATE = "accurate", _("Accurate, timely and fit to be made public")
