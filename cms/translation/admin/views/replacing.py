"""“Hình, tệp, liên kết”: what is another one in the English page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.media.models import Document, Image
from cms.translation.actions import check_writable, replace_in_translation
from cms.translation.admin.answering import may_read_source, refusal, tell, trail, visible_request
from cms.translation.errors import SourceGone
from cms.translation.models import TranslationRequest
from cms.translation.replaceable import Kind, Replaceable, replaceables_of

_WIDGETS: dict[str, Any] = {Kind.IMAGE: AdminImageChooser, Kind.DOCUMENT: AdminDocumentChooser}
_MODELS: dict[str, type[Image | Document]] = {Kind.IMAGE: Image, Kind.DOCUMENT: Document}


class ReplacingForm(forms.Form):
    """A field for each place; empty: as in the source. What may stand there is the action's to say."""

    def __init__(self, places: list[Replaceable], data: Any = None) -> None:
        self.unreadable: list[str] = []
        super().__init__(self._readable(places, data), initial={f"place-{place.id}": place.chosen for place in places})
        titles = _titles(places)
        for place in places:
            label = f"{place.label}: {titles.get((place.kind, place.source), place.source)}"
            self.fields[f"place-{place.id}"] = _field(place, label)

    def _readable(self, places: list[Replaceable], data: Any) -> Any:
        """What was posted; what is no number of a picture or file is taken out, for choosers cannot show it."""
        if data is None:
            return None
        kept = data.copy()
        for place in places:
            name = f"place-{place.id}"
            posted = kept.get(name, "")
            is_number = posted.isascii() and posted.isdecimal() and len(posted) < 18
            if place.kind != Kind.ADDRESS and posted and not is_number:
                kept[name] = ""
                self.unreadable.append(name)
        return kept

    def clean(self) -> dict[str, Any]:
        """The values; an error at each that could not be read."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.unreadable:
            self.add_error(name, _("There is no such picture or file."))
        return cleaned

    def chosen(self) -> dict[int, int | str | None]:
        """By the id of the place: a number, an address, or None."""
        found: dict[int, int | str | None] = {}
        for name, value in self.cleaned_data.items():
            found[int(name.removeprefix("place-"))] = getattr(value, "pk", value) or None
        return found


def _field(place: Replaceable, label: str) -> forms.Field:
    if place.kind == Kind.ADDRESS:
        widget = forms.URLInput(attrs={"lang": "en", "placeholder": str(place.source)})
        return forms.CharField(required=False, label=label, widget=widget, max_length=500)
    model = _MODELS[place.kind]
    return forms.ModelChoiceField(
        queryset=model.objects.all(), required=False, label=label, widget=_WIDGETS[place.kind]()
    )


def _titles(places: list[Replaceable]) -> Mapping[tuple[str, Any], str]:
    """What the pictures and files of the source are called in the library. One query a kind."""
    found: dict[tuple[str, Any], str] = {}
    for kind, model in _MODELS.items():
        ids = [place.source for place in places if place.kind == kind]
        for pk, title in model.objects.filter(pk__in=ids).values_list("pk", "title"):
            found[kind, pk] = title
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def replacing(request: HttpRequest, request_id: int) -> HttpResponse:
    """GET: every place. POST: what is chosen for the translation; what is refused stays in its field."""
    wanted = visible_request(request, request_id)
    if not may_read_source(request, wanted):
        return refusal(request, SourceGone.message)
    places = replaceables_of(wanted) if wanted.is_ready else []
    form = ReplacingForm(places, request.POST if request.method == "POST" else None)
    user: Any = request.user
    if request.method == "POST" and form.is_valid():
        try:
            outcome = replace_in_translation(request=wanted, chosen=form.chosen(), by=user, at=timezone.now())
        except NotAllowed as error:
            return refusal(request, str(error))
        except DomainError as error:
            tell(request, error)
        else:
            for pk, why in outcome.rejected.items():
                form.add_error(f"place-{pk}" if f"place-{pk}" in form.fields else None, why)
            if not outcome.rejected:
                count = len(outcome.saved)
                told = ngettext("{count} place was changed.", "{count} places were changed.", count)
                messages.success(request, told.format(count=count))
                return redirect("translation_desk", request_id=wanted.pk)
    context = {
        "wanted": wanted,
        "form": form,
        "why_not": _why_not(wanted, user),
        "media": form.media,
        "breadcrumbs_items": trail(
            (wanted.title, reverse("translation_desk", args=(wanted.pk,))), (_("Pictures, files, links"), "")
        ),
    }
    status = 400 if request.method == "POST" else 200
    return TemplateResponse(request, "translation/replacing.html", context, status=status)


def _why_not(wanted: TranslationRequest, user: Any) -> str:
    try:
        check_writable(wanted, by=user, at=timezone.now())
    except DomainError as error:
        return str(error)
    return ""


class ReplacingBox(Component):
    """The way to the screen, beside the desk of a text that has such places."""

    template_name = "translation/replacing_box.html"

    def __init__(self, wanted: TranslationRequest, places: list[Replaceable]) -> None:
        self.wanted, self.places = wanted, places

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """No query."""
        changed = sum(place.chosen is not None for place in self.places)
        return {"wanted": self.wanted, "total": len(self.places), "changed": changed}


def replacing_box(wanted: TranslationRequest, request: HttpRequest) -> Component | None:
    """For a text with pictures, files or links; once its segments are those of the newest source."""
    places = replaceables_of(wanted) if not wanted.needs_sync else []
    return ReplacingBox(wanted, places) if places else None
