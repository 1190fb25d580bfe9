"""The form of a change notice."""

from typing import Any

from cms.pages.forms import BasePageForm
from cms.subsites.queries import subsite_of_page


class ChangeNoticeForm(BasePageForm):
    """Offers the decisions of the page's own site: those of another agency are its own affair."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("decision")
        if field is None:
            return
        place = self.instance if self.instance.path else self.parent_page
        site = subsite_of_page(place) if place is not None else None
        field.queryset = field.queryset.filter(subsite_id=site.pk) if site is not None else field.queryset.none()
