"""wagtail-localize behind the policy: translations begin and are refreshed as drafts, privacy is never loosened.

The library asks one global permission, offers to publish at once, and gives a translation the privacy of its
source whenever it is saved (STACK §3a).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Locale, Page
from wagtail_localize import wagtail_hooks as localize_hooks
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import report, update_translations

from cms.departments.policy import ALLOWED, Decision, refused
from cms.pages.access import NewPage
from cms.pages.admin.listings import actor_of_request
from cms.pages.cases import is_text
from cms.pages.doors import Door, Knock, on_page
from cms.pages.visibility import draft_visible_pages

_sync_view_restrictions: Callable[..., None] = TranslationSource.sync_view_restrictions


def _submit(knock: Knock) -> Decision:
    """See the source, and add in each language asked for; with everything below it, the frame only."""
    page = knock.page("page_id")
    decision = knock.may("translate_page", page)
    if not decision or knock.request.method != "POST":
        return decision
    chosen = [pk for pk in knock.request.POST.getlist("locales") if pk.isdecimal()]
    for locale in Locale.objects.filter(pk__in=chosen):
        parent = page.get_parent().get_translation_or_none(locale)
        if parent is None:
            return refused(_("The page above has no translation yet: translate it first."))
        decision = knock.may("add_page", NewPage(parent.specific, page.specific_class))
        if not decision:
            return decision
    if knock.request.POST.get("include_subtree") and is_text(page.specific_class):
        return refused(_("The pages below are translated one by one."))
    return ALLOWED


def _update(knock: Knock) -> Decision:
    source = _row(TranslationSource, knock.kwargs["translation_source_id"])
    try:
        instance = source.get_source_instance()
    except Page.DoesNotExist:
        raise Http404 from None
    if not isinstance(instance, Page):
        return ALLOWED
    decision = knock.may("translate_page", knock.found(instance.pk))
    wants_public = knock.request.method == "POST" and knock.request.POST.get("publish_translations")
    return knock.may("publish_page", instance) if decision and wants_public else decision


def _on_target(operation: str) -> Door:
    def door(knock: Knock) -> Decision:
        translation = _row(Translation, knock.kwargs["translation_id"])
        try:
            instance = translation.get_target_instance()
        except Page.DoesNotExist:
            raise Http404 from None
        return knock.may(operation, knock.found(instance.pk)) if isinstance(instance, Page) else ALLOWED

    return door


def _stop(knock: Knock) -> Decision:
    """Nobody: what was then written by hand would be lost as soon as the source changes."""
    _row(Translation, knock.kwargs["translation_id"])
    return refused(
        _("A translation is kept segment by segment, so that nothing of it is lost when the source changes.")
    )


def _convert_to_alias(knock: Knock) -> Decision:
    """Nobody: a page of another language would show the Vietnamese words, live at once."""
    knock.page("page_id")
    return refused(_("A page of another language never shows the words of its source."))


def _row(model: Any, pk: object) -> Any:
    try:
        return model.objects.get(pk=pk)
    except (model.DoesNotExist, ValueError, OverflowError):
        raise Http404 from None


DOORS: dict[str, Door] = {
    "wagtail_localize:submit_page_translation": _submit,
    "wagtail_localize:update_translations": _update,
    "wagtail_localize:edit_string_translation": _on_target("edit_page"),
    "wagtail_localize:edit_override": _on_target("edit_page"),
    "wagtail_localize:download_pofile": _on_target("view_page"),
    "wagtail_localize:upload_pofile": _on_target("edit_page"),
    "wagtail_localize:machine_translate": _on_target("edit_page"),
    "wagtail_localize:preview_translation": _on_target("view_page"),
    "wagtail_localize:stop_translation": _stop,
    "wagtail_localize:convert_to_alias": _convert_to_alias,
    "publishing_page_status": on_page("view_page"),
}


class DraftsOnlyForm(update_translations.UpdateTranslationsForm):
    """The form of a refreshed source, without "publish at once"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["publish_translations"]
        field.widget, field.disabled, field.initial = forms.HiddenInput(), True, False


class TranslationsReport(report.TranslationsReportView):
    """The report of translations, of pages whose drafts the person sees."""

    def get_queryset(self) -> Any:
        visible = draft_visible_pages(actor_of_request(self.request)).order_by().values("translation_key")
        return super().get_queryset().filter(source__object_id__in=visible).order_by("-pk")


def tighten_view_restrictions(source: TranslationSource, original: Any, translation: Any) -> None:
    """In the place of the library's: a draft takes over the restriction of its source, and nothing else changes.

    Who may read a live page is for those who decide (`restrict_page`); and no restriction is ever dropped here.
    """
    are_pages = isinstance(original, Page) and isinstance(translation, Page)
    if not are_pages or (original.view_restrictions.exists() and not translation.live):
        _sync_view_restrictions(source, original, translation)


def header_buttons(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Any]:
    """The library's buttons "translate" and "refresh" for those who may; not in every row of a listing."""
    if not page.is_root() and page.permissions_for_user(user).decision("translate_page"):
        yield from localize_hooks.page_listing_more_buttons(page, user, view_name, next_url)


def install() -> None:
    """Called once the library's hooks are registered, before the first request."""
    update_translations.UpdateTranslationsForm = DraftsOnlyForm
    TranslationSource.sync_view_restrictions = tighten_view_restrictions
    stock = localize_hooks.page_listing_more_buttons
    for name, ours in (("register_page_header_buttons", header_buttons), ("register_page_listing_more_buttons", None)):
        kept = [(ours if function is stock else function, order) for function, order in hooks._hooks.get(name, [])]
        hooks._hooks[name] = [(function, order) for function, order in kept if function is not None]
