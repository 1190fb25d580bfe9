"""What is asked of whoever sends Word files."""

from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.kernel.calendar import day_of
from cms.media.chosen_again import ChosenAgainForm
from cms.pages.department_choice import choosable_units, unit_of_new_page
from news.models import Genre, SectionPage
from news.queries import section_pages_for

MAX_FILES = 10


class ManyFilesInput(forms.ClearableFileInput):
    """A field of the browser that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Several files; each is judged by the reader, not here."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were sent, at least one and at most MAX_FILES."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise ValidationError(_("Choose at least one Word file."), code="required")
        if len(files) > MAX_FILES:
            text = _("At most %(limit)s files at once; you chose %(count)s. Send the rest afterwards.")
            raise ValidationError(text, code="too_many", params={"limit": MAX_FILES, "count": len(files)})
        return list(files)


class SectionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Sections by name, with the language where it is not Vietnamese; under the names of their sites, if several."""

    def label_from_instance(self, page: Any) -> str:
        language = "" if page.locale.language_code == "vi" else f" [{page.locale.language_code}]"
        return f"{page.title}{language}"

    def group_by_site(self) -> None:
        """Write the name of a site once over its sections, and not at all where there is one site only."""
        groups: dict[Any, list[tuple[int, str]]] = {}
        for page in self.queryset or ():
            groups.setdefault(page.section.subsite, []).append((page.pk, self.label_from_instance(page)))
        several = [(subsite.title_vi, sections) for subsite, sections in groups.items()]
        self.choices = [("", self.empty_label), *(several if len(several) > 1 else chain(*groups.values()))]


class SendForm(ChosenAgainForm):
    """Files, and whose article of which section they become."""

    word_files = ManyFilesField(
        label=_("Word files (.docx)"),
        help_text=_("Up to %(limit)s files of at most 20 MB each. Nothing is published: you look at the result first.")
        % {"limit": MAX_FILES},
    )
    section_page = SectionChoice(queryset=SectionPage.objects.none(), label=_("Section"))
    department = forms.ModelChoiceField(queryset=OrgUnit.objects.none(), label=_("Department"))
    genre = forms.ModelChoiceField(queryset=Genre.objects.none(), label=_("Genre"))

    def __init__(self, *args: Any, user: Any, place: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._today = user, day_of(timezone.now())
        self.pages = section_pages_for(user)
        self.fields["word_files"].widget.attrs["accept"] = ".docx"
        sections: Any = self.fields["section_page"]
        of_sender = SectionPage.objects.filter(pk__in=[page.pk for page in self.pages]).order_by("path")
        sections.queryset = of_sender.select_related("section__subsite", "locale")
        sections.group_by_site()
        units: Any = self.fields["department"]
        units.queryset = OrgUnit.objects.filter(pk__in=self._units_anywhere())
        genres: Any = self.fields["genre"]
        genres.queryset = Genre.objects.all()
        chosen = next((page for page in self.pages if place is not None and page.pk == place.pk), None)
        start = chosen or (self.pages[0] if self.pages else None)
        first_genre = Genre.objects.first()
        start_values = {
            "section_page": chosen.pk if chosen else None,
            "department": unit_of_new_page(user=user, place=start, on=self._today) if start else None,
            "genre": first_genre.pk if first_genre else None,
        }
        self.initial = {**self.initial, **start_values}

    def clean(self) -> dict[str, Any]:
        """Refuse a unit that is not the sender's to write for in that section (R070)."""
        cleaned: dict[str, Any] = super().clean() or {}
        page, unit = cleaned.get("section_page"), cleaned.get("department")
        if page is not None and unit is not None:
            allowed = choosable_units(user=self._user, place=page, on=self._today)
            if allowed is not None and unit.pk not in allowed:
                self.add_error("department", ValidationError(_("You may not file pages under this unit."), code="unit"))
        return cleaned

    def _units_anywhere(self) -> set[int]:
        """The units of all sites the sender writes for: one question a site, whatever the number of sections."""
        by_site = {page.section.subsite_id: page for page in self.pages}
        found: set[int] = set()
        for page in by_site.values():
            found.update(choosable_units(user=self._user, place=page, on=self._today) or ())
        return found
