"""The form of every page: what publication requires is asked when publishing, never of a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


class BasePageForm(WagtailAdminPageForm):
    """Checks the values in hand against `publication_issues`, child forms included.

    A draft, a preview and an autosave postpone the check, as Wagtail postpones required fields.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The instance would check its stored child rows, not those in the form: the form does it.
        self.instance.is_checked_by_form = True
        if not self.instance.path:
            self.instance.future_parent = self.parent_page

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        for name, errors in self.publication_issues().items():
            for error in errors:
                self.add_error(name if name in self.fields else None, error)

    def publication_issues(self) -> dict[str, list[ValidationError]]:
        """The issues of the instance as this form would save it."""
        issues: dict[str, list[ValidationError]] = self.instance.publication_issues()
        return issues
