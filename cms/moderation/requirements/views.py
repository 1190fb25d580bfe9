"""What is missing of a form that somebody is filling in: the posted form is read as for a preview; nothing is saved."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages import preview
from wagtail.models import Page

from cms.kernel.renamed import renamed
from cms.moderation.queries import issues_of
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.panel import LIST_TEMPLATE, list_context
from cms.pages.forms import BasePageForm
from cms.pages.models import BasePage

PreviewOnEdit: Any = renamed(preview, "PreviewOnEdit", "PreviewOnEditView")
PreviewOnCreate: Any = renamed(preview, "PreviewOnCreate", "PreviewOnCreateView")


class MissingOnEdit(PreviewOnEdit):
    """For whoever may edit the page: Wagtail's view of previews asks that before anything else."""

    http_method_names = ("post",)
    object: BasePage

    def get_form(self, query_dict: Any) -> BasePageForm:
        """The form as it was posted, without the placeholders of a preview."""
        form_class = self.object.get_edit_handler().get_form_class()
        form: BasePageForm = form_class(
            query_dict, instance=self.object, parent_page=self.parent(), for_user=self.request.user
        )
        form.is_preview = False  # it has nobody who subscribes to comments either, but is asked as a draft is saved
        return form

    def parent(self) -> Any:
        """The page above."""
        return self.object.get_parent().specific

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """The list as HTML, and the sentence about it."""
        context = list_context(missing_of(self.get_form(request.POST)))
        html = render_to_string(LIST_TEMPLATE, context, request=request)
        return JsonResponse({"html": html, "says": context["says"], "blocks": context["blocks"]})


class MissingOnCreate(MissingOnEdit, PreviewOnCreate):
    """For whoever may add a page under the parent."""

    def get_object(self) -> BasePage:
        """A page that is in no tree; 404 for a type that is none of ours."""
        page: BasePage = PreviewOnCreate.get_object(self)
        page.path, page.depth = "", None
        return page

    def parent(self) -> Any:
        """The page it will stand under."""
        return Page.objects.get(pk=self.parent_object_id).specific


def missing_of(form: BasePageForm) -> list[Issue]:
    """What keeps the form from being saved, then what is missing of the page it makes. The instance is changed."""
    form.defer_required_fields()
    form.is_valid()
    unreadable = form.take_child_rows()
    page = form.instance
    if "title" in form.errors:
        page.title = str(form.data.get("title") or "").strip()
    found = [issue for issue in issues_of(page, at=timezone.now()) if issue.field not in unreadable]
    told = {issue.field for issue in found}
    wrong = [
        Issue(key="form", field="" if name == "__all__" else name, message=_said(form, name, errors))
        for name, errors in form.errors.items()
        if name not in told
    ]
    rows = [
        Issue(key="form", field=name, message=_("Some of these rows cannot be read.")) for name in sorted(unreadable)
    ]
    return [*wrong, *rows, *found]


def _said(form: BasePageForm, name: str, errors: Any) -> str:
    """The errors of a field with its name before them: they stand beside other lines and not beside the field."""
    said = " ".join(str(error) for error in errors)
    field = form.fields.get(name)
    return f"{capfirst(field.label)}: {said}" if field is not None and field.label else said
