"""The screens of shared lists: what is saved waits for the board, and says so (ADR 0205)."""

from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from cms.moderation.actions import note_written_words
from cms.pages.shared_words import SharedWords

_WAITS = _("waits for the board")
_SAVED = _("Saved. The public goes on reading the former words until the editorial board has approved these.")


def _state(row: SharedWords) -> Promise | str:
    return _WAITS if row.is_waiting else ""


class WordsEditView(EditView):
    """Whose words they are is noted with them."""

    def save_instance(self) -> Any:
        """Save, and put what changed before the board."""
        with transaction.atomic():
            instance = super().save_instance()
            note_written_words(row=instance, by=self.request.user, at=timezone.now())
        return instance

    def get_success_message(self) -> Any:
        """What happens next, where words wait."""
        return _SAVED if self.object.is_waiting else super().get_success_message()


class TermForm(WagtailAdminModelForm):
    """Addresses and stored filters carry the key of a term: it is chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True


class WordListViewSet(SnippetViewSet):
    """A shared list; the form of each begins with `words_help()`."""

    edit_view_class: ClassVar[type[EditView]] = WordsEditView


def words_help() -> HelpPanel:
    """What the public reads while other words wait."""
    return HelpPanel(template="moderation/admin/words_help.html")


def state_column() -> Column:
    """Whether the words of a row wait."""
    return Column("is_waiting", label=_("State of the words"), accessor=_state)
