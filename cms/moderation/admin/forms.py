"""What the screens ask people. The rules themselves are the actions'; here is only what must be said at all."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.accounts.models import User
from cms.moderation.checklist import Point
from cms.moderation.errors import ReasonMissing
from cms.moderation.forms import MAX_COMMENT
from cms.moderation.steps import UrgentVerdict, Verdict

MAX_REASON = 500
_UNREAD = _("The form does not say which version you read. Open the page again, read it, then decide.")


def _long_text(label: Any, *, required: bool, help_text: Any = "", **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=kwargs.pop("max_length", MAX_COMMENT),
        widget=forms.Textarea({"rows": 4}),
        help_text=help_text,
        error_messages={"required": ReasonMissing.message},
    )


class WordsForm(forms.Form):
    """A verdict about exactly the words that were read; a refusal has a reason."""

    words_hash = forms.CharField(
        min_length=64, max_length=64, widget=forms.HiddenInput, error_messages={"required": _UNREAD}
    )
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=MAX_REASON, error_messages={"required": ReasonMissing.message})


class DecisionForm(forms.Form):
    """A verdict about exactly one revision with exactly one content."""

    comment = _long_text(
        _("Comment"), required=False, help_text=_("Needed to send the text back: its writers read these words.")
    )
    checklist = forms.MultipleChoiceField(
        label=_("I have checked that the text is"),
        choices=Point.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    go_live_at = forms.DateTimeField(
        label=_("Goes live at"),
        required=False,
        help_text=_("dd/mm/yyyy hh:mm. Left empty, the text is public as soon as you approve it."),
        input_formats=("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"),
        widget=AdminDateTimeInput(format="%d/%m/%Y %H:%M"),
    )
    revision_id = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput, error_messages={"required": _UNREAD}
    )
    content_hash = forms.CharField(
        min_length=64, max_length=64, widget=forms.HiddenInput, error_messages={"required": _UNREAD}
    )
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """An approval confirms every point of the checklist (R023, R024); a return has a reason (R071)."""
        cleaned: dict[str, Any] = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict == Verdict.APPROVED and set(cleaned.get("checklist", ())) != set(Point.values):
            self.add_error("checklist", _("Whoever approves a text confirms every point."))
        if verdict == Verdict.RETURNED and not cleaned.get("comment", "").strip():
            self.add_error("comment", ReasonMissing.message)
        return cleaned

    @property
    def approves(self) -> bool:
        """Whether the person approves; only of a valid form."""
        return bool(self.cleaned_data["verdict"] == Verdict.APPROVED)


class SubmitForm(forms.Form):
    """What the writer says to the reviewers."""

    declared_not_secret = forms.BooleanField(
        label=_("I warrant that the text holds no State secret"),
        error_messages={"required": _("Without this declaration a text is not submitted.")},
    )
    comment = _long_text(_("Note to the reviewers"), required=False)
    is_urgent = forms.BooleanField(
        label=_("Urgent"),
        required=False,
        help_text=_(
            "Its readers and the head of the editorial board are told at once. Say in the note why it cannot wait."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Urgency has a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_urgent") and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say why the text cannot wait: those who are called to it read these words."))
        return cleaned


class CommentForm(forms.Form):
    """What a first reader says of a text."""

    text = _long_text(_("Your remark"), required=True)


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = _long_text(_("Reason"), required=True, max_length=MAX_REASON)


class UrgentPublicationForm(ReasonForm):
    """The reason, and the revision that was read."""

    revision_id = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput, error_messages={"required": _UNREAD}
    )


class UrgentReviewForm(forms.Form):
    """What another member of the board says of an urgent act."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=UrgentVerdict.choices, widget=forms.RadioSelect)
    comment = _long_text(_("Comment"), required=False, help_text=_("Needed for a verdict against the act."))


class AssignForm(forms.Form):
    """To whom a step is given: one of those who may decide it."""

    to = forms.ModelChoiceField(label=_("Give it to"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people]).order_by("display_name", "pk")


class PeriodForm(forms.Form):
    """From a day to a day, both inclusive."""

    valid_from = forms.DateField(label=_("First day"), widget=AdminDateInput)
    valid_to = forms.DateField(label=_("Last day"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            raise ValidationError({"valid_to": _("The last day is before the first.")})
        return cleaned
