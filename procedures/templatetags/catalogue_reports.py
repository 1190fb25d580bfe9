"""Words of the reports of the catalogue."""

from django import template

from procedures.drift import Origin
from procedures.report_rows import FRESHNESS, ORIGINS, STANDINGS, field_name
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
    return field_name(name)


@register.filter
def origin_label(origin: str) -> str:
    """Where a field changed since the last import."""
    return str(ORIGINS[Origin(origin)])


@register.filter
def percent(share: float | None) -> str:
    """A share as Vietnamese write it: 0.833 → “83,3 %”."""
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")
