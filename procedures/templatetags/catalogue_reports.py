"""Words of the reports of the catalogue."""

from django import template
from django.core.exceptions import FieldDoesNotExist

from procedures.models import ProcedurePage
from procedures.report_rows import FRESHNESS, STANDINGS
from procedures.truth import Freshness, Standing

register = template.Library()


@register.filter
def standing_label(key: str) -> str:
    """How an entry stands against the official list."""
    return str(STANDINGS[Standing(key)])


@register.filter
def freshness_label(key: str) -> str:
    """How fresh a verification is."""
    return str(FRESHNESS[Freshness(key)])


@register.filter
def field_label(name: str) -> str:
    """The name of a field of a procedure."""
    try:
        return str(ProcedurePage._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


@register.filter
def percent(share: float | None) -> str:
    """A share as Vietnamese write it: 0.833 → “83,3 %”."""
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")
