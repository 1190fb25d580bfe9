"""The strip that says where one is."""

from typing import Any

from django import template

from cms.desk.place import context_page, place_of_screen

register = template.Library()


@register.inclusion_tag("desk/place.html", takes_context=True)
def page_place(context: Any) -> dict[str, Any]:
    """Site, language and state of the page a screen is about; nothing on other screens."""
    # Headers are included with `only`: the request is all that is left of the context.
    return {"place": place_of_screen(getattr(context, "request", None), context_page(context))}
