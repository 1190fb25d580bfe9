"""The rules of translations of a site: days, who stands in, which sections."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.departments.models import OrgUnit
from cms.departments.policy import may
from cms.departments.queries import subtree_ids
from cms.editorial.models import English, Section
from cms.kernel.calendar import day_of
from cms.subsites.models import Subsite
from cms.translation.actions import set_translation_rule
from cms.translation.admin.answering import refusal, trail
from cms.translation.models import TranslationRule
from cms.translation.rules import DEFAULT_DAYS

MOST_DAYS = 30


class RuleForm(forms.Form):
    """Days, the unit that stands in, and a choice for each open section."""

    days = forms.IntegerField(
        label=gettext_lazy("Days after the Vietnamese text"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Counted as the site counts days. The plan says two (R078)."),
    )
    fallback_unit = forms.ModelChoiceField(
        OrgUnit.objects.none(),
        label=gettext_lazy("Translates for units without translators"),
        required=False,
        help_text=gettext_lazy("The Office, for example, has none of its own."),
    )

    def __init__(self, *args: Any, subsite: Subsite, rule: TranslationRule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = day_of(timezone.now())
        self.fields["days"].initial = rule.days if rule is not None else DEFAULT_DAYS
        units: Any = self.fields["fallback_unit"]
        units.queryset = OrgUnit.objects.in_being(on=on).filter(pk__in=subtree_ids([subsite.unit_id]))
        units.initial = rule.fallback_unit_id if rule is not None else None
        self.sections = list(subsite.sections.open_on(on).exclude(content_kind="group").order_by("order", "pk"))
        for section in self.sections:
            self.fields[f"section_{section.pk}"] = forms.ChoiceField(
                label=f"{section.number} {section.title_vi}", choices=English.choices, initial=section.english
            )

    def chosen(self) -> dict[int, str]:
        """What was chosen for each section; only of a valid form."""
        return {section.pk: self.cleaned_data[f"section_{section.pk}"] for section in self.sections}

    @property
    def section_fields(self) -> list[Any]:
        """The bound fields of the sections."""
        return [self[f"section_{section.pk}"] for section in self.sections]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The sites whose rules the person may set."""
    at = timezone.now()
    able = may(request.user, "set_translation_rules", at=at)
    if not able:
        return refusal(request, able.reason)
    sites = [
        {
            "subsite": subsite,
            "rule": TranslationRule.objects.filter(subsite=subsite).first(),
            "counts": _counts(subsite),
        }
        for subsite in Subsite.objects.select_related("unit").order_by("title_vi")
        if may(request.user, "set_translation_rules", target=subsite, at=at)
    ]
    context = {
        "sites": sites,
        "default_days": DEFAULT_DAYS,
        "breadcrumbs_items": trail((_("Rules of translations"), "")),
    }
    return TemplateResponse(request, "translation/rules.html", context)


def _counts(subsite: Subsite) -> list[tuple[str, int]]:
    sections = Section.objects.filter(subsite=subsite).open_on(day_of(timezone.now())).exclude(content_kind="group")
    said = list(sections.values_list("english", flat=True))
    return [(str(English(value).label), said.count(value)) for value in English.values]


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, subsite_id: int) -> HttpResponse:
    """The rule of a site."""
    at = timezone.now()
    subsite = Subsite.objects.select_related("unit").filter(pk=subsite_id).first() if subsite_id < 2**63 else None
    if subsite is None:
        raise Http404
    able = may(request.user, "set_translation_rules", target=subsite, at=at)
    if not able:
        return refusal(request, able.reason)
    stored = TranslationRule.objects.filter(subsite=subsite).first()
    form = RuleForm(request.POST or None, subsite=subsite, rule=stored)
    if form.is_bound and form.is_valid():
        set_translation_rule(
            subsite=subsite,
            days=form.cleaned_data["days"],
            fallback_unit=form.cleaned_data["fallback_unit"],
            sections=form.chosen(),
            by=request.user,  # type: ignore[arg-type]
            at=at,
        )
        messages.success(request, _("The rules were changed. What is open keeps its date."))
        return redirect("translation_rules")
    context = {
        "form": form,
        "subsite": subsite,
        "breadcrumbs_items": trail((_("Rules of translations"), reverse("translation_rules")), (subsite.title_vi, "")),
    }
    return TemplateResponse(request, "translation/rule.html", context, status=400 if form.is_bound else 200)
