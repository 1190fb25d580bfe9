"""The form of every page: what publication requires is asked when publishing, never of a draft."""

from itertools import count
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import CharField, HiddenInput
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms.kernel.calendar import day_of
from cms.kernel.text import slugify
from cms.pages import begun_drafts
from cms.pages.department_choice import choosable_units, unit_of_new_page
from cms.pages.media_choice import media_of_fields, media_of_page, not_choosable, refusal_of
from cms.pages.page_choice import not_findable, pages_of_fields, pages_of_page
from cms.pages.refusals import refused_issues
from cms.pages.registry import objections
from cms.pages.schedule import refusal_of as refusal_of_moment
from cms.pages.tree_locks import slug_taken

# Rows of a child form beyond its maximum that are still built, so that an honest surplus is shown again.
SPARE_ROWS = 20
# The most rows of child forms without a maximum of their own (comments).
MOST_ROWS = 500

# When a page goes live and when it is taken down: a publication, decided by those who may publish.
SCHEDULE = frozenset({"go_live_at", "expire_at"})


def fill_missing(page: Any) -> None:
    """Put an empty row of the related model where a page that will not be stored lacks what it must have."""
    for field in page._meta.concrete_fields:
        if field.is_relation and not field.null and getattr(page, field.attname) is None and not field.auto_created:
            setattr(page, field.name, field.related_model())


class BasePageForm(WagtailAdminPageForm):
    """Checks the values in hand against `publication_issues`, child forms included.

    A draft, a preview and an autosave postpone the check, as Wagtail postpones required fields.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's previews alone have nobody who subscribes to comments; what they make is never stored.
        self.is_preview = self.subscription is None
        # The instance would check its stored child rows, not those in the form: the form does it.
        self.instance.is_checked_by_form = True
        if not self.instance.path:
            self.instance.future_parent = self.parent_page
        for formset in self.formsets.values():
            # Django builds a thousand rows more than the maximum, each with its choosers: seconds of a worker.
            formset.absolute_max = min(formset.max_num + SPARE_ROWS, MOST_ROWS)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # `clean` makes one of the title
        if self.for_user and not self._may_schedule():
            for name in SCHEDULE & self.fields.keys():
                self.fields[name].disabled = True  # whatever is posted, the stored value stays
        if not self.instance.pk and not self.instance.department_id and self.for_user and self.parent_page:
            today = day_of(timezone.now())
            self.initial["department"] = unit_of_new_page(user=self.for_user, place=self.parent_page, on=today)
        if not self.instance.pk and self.for_user and self.parent_page:
            self._carry_key()

    def _carry_key(self) -> None:
        """Make the form's page the one of its key, unless there is a page of that id (its writer lost it since)."""
        hidden = CharField(required=False, widget=HiddenInput, max_length=begun_drafts.LONGEST_KEY)
        self.fields[begun_drafts.FIELD] = hidden
        self.initial[begun_drafts.FIELD] = begun_drafts.new_key()
        content_id = begun_drafts.content_id_of(
            self.data.get(begun_drafts.FIELD),
            user_id=self.for_user.pk, parent_id=self.parent_page.pk, model=type(self.instance),
        )  # fmt: skip
        if content_id and not Page.objects.filter(translation_key=content_id).exists():
            self.instance.translation_key = content_id

    def _may_schedule(self) -> bool:
        """Whether the user may set when this page begins and ends; of a page being made, the page above says."""
        place = self.instance if self.instance.path else self.parent_page
        return bool(place and place.permissions_for_user(self.for_user).can_schedule())

    def clean(self) -> dict[str, Any]:
        """The values, with an address made of the title where the browser sent none (no JavaScript, an API)."""
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if title and not slug and "slug" not in self.errors:
            self.cleaned_data["slug"] = self._free_slug(slugify(title))
        elif slug and self._is_taken(slug):
            self.add_error("slug", slug_taken(slug))  # in our words: Wagtail's have no Vietnamese
        self._refuse_foreign_unit()
        self._refuse_foreign_media()
        self._refuse_foreign_pages()
        self._refuse_distant_moments()
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _refuse_foreign_unit(self) -> None:
        """Refuse a unit that is not the user's to write for; the present one may stay (R070)."""
        unit = self.cleaned_data.get("department")
        place = self.instance if self.instance.path else self.parent_page
        present = {self.instance.department_id, self.instance.filed_under_id}
        if unit is None or unit.pk in present or not self.for_user or place is None:
            return
        allowed = choosable_units(user=self.for_user, place=place, on=day_of(timezone.now()))
        if allowed is not None and unit.pk not in allowed:
            self.add_error("department", ValidationError(_("You may not file pages under this unit."), code="unit"))

    def _refuse_foreign_media(self) -> None:
        """Refuse, in drafts and previews too, a picture or file that is new here and not the user's to choose.

        The instance still holds what the form was opened with, so what the page has stays on it.
        """
        chosen = media_of_fields(self.instance, self.cleaned_data)
        new = {key for keys in chosen.values() for key in keys} - media_of_page(self.instance)
        refused = not_choosable(new, user=self.for_user, page=self.instance) if new and self.for_user else set()
        for name, keys in chosen.items():
            numbers = [number for _model, number in keys & refused]
            if numbers:
                self.add_error(name, ValidationError(refusal_of(numbers), code="not_choosable"))

    def _refuse_foreign_pages(self) -> None:
        """Refuse, in drafts and previews too, a link that is new here to a page the user does not find."""
        chosen = pages_of_fields(self.instance, self.cleaned_data)
        new = {pk for ids in chosen.values() for pk in ids} - pages_of_page(self.instance)
        refused = not_findable(new, user=self.for_user) if self.for_user else set()
        for name, ids in chosen.items():
            if ids & refused:
                message = _("You may not link to these pages: number %(numbers)s. Choose others.")
                values = {"numbers": ", ".join(str(pk) for pk in sorted(ids & refused))}
                self.add_error(name, ValidationError(message % values, code="not_findable"))

    def _refuse_distant_moments(self) -> None:
        """Refuse a new moment of publication or expiry that can only be a slip (`cms.pages.schedule`).

        One that was there before stays: whoever mends a comma has not set it.
        """
        for name in sorted(SCHEDULE & set(self.changed_data) & self.cleaned_data.keys()):
            refusal = refusal_of_moment(name, self.cleaned_data[name], at=timezone.now())
            if refusal is not None:
                self.add_error(name, ValidationError(str(refusal), code=refusal.code))

    def _is_taken(self, slug: str) -> bool:
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk) if self.parent_page else None
        return siblings is not None and siblings.filter(slug=slug).exists()

    def _free_slug(self, base: str) -> str:
        """The slug, numbered when a page beside this one has it; empty for a title without a letter or digit."""
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk) if self.parent_page else None
        if not base or siblings is None:
            return base
        taken = set(siblings.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
        return next(slug for slug in numbered if slug not in taken)

    def defer_required_fields(self) -> None:
        """In a preview nothing is required: it shows what there is, from the first word on."""
        super().defer_required_fields()
        if self.is_preview:
            rows = [row for formset in self.formsets.values() for row in formset]
            for form in (self, *rows):
                for field in form.fields.values():
                    field.required = False

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_preview and self.is_deferred_validation:
            fill_missing(self.instance)
        if self.is_deferred_validation or self.errors:
            return
        for issues in (self.publication_issues(), refused_issues()):
            for name, errors in issues.items():
                for error in errors:
                    self._add_once(name if name in self.fields else None, error)

    def _add_once(self, name: str | None, error: ValidationError) -> None:
        """Add an error unless the field has it: what publication refused, the check may see itself by now."""
        if error.code is None or not self.has_error(name or NON_FIELD_ERRORS, error.code):
            self.add_error(name, error)

    def publication_issues(self) -> dict[str, list[ValidationError]]:
        """The issues of the instance as this form would save it, with what other apps ask of it (`pages.registry`)."""
        unreadable = self.take_child_rows()
        issues: dict[str, list[ValidationError]] = self.instance.publication_issues()
        for objection in objections(self.instance):
            said = issues.setdefault(objection.field, [])
            known = {str(error.message) for error in said}
            if objection.field not in unreadable and str(objection.message) not in known:
                said.append(ValidationError(objection.message, code=objection.code))
        return issues

    def take_child_rows(self) -> set[str]:
        """Put the posted child rows on the instance, in memory, as saving will; the names of those with errors."""
        unreadable = set()
        for name, formset in self.formsets.items():
            if not formset.is_valid():  # its own errors are shown beside the rows
                unreadable.add(name)
            elif name != "comments":
                formset.save(commit=False)
        return unreadable
