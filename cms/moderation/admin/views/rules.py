"""The rules of moderation of a site and of its sections: which steps, how many days, what must be there."""

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

from cms.departments.policy import may
from cms.editorial.models import Section
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.moderation.actions import set_moderation_rule
from cms.moderation.actions.rule_setting import DAYS
from cms.moderation.admin.answering import asks, found, refusal, trail
from cms.moderation.configuration import configuration_of
from cms.moderation.models import ModerationRule
from cms.moderation.requirements.issues import Weight
from cms.moderation.requirements.registry import ALWAYS_BLOCK, requirements
from cms.moderation.rules import DEFAULT_DAYS, TECHNICAL_EDIT_MANDATORY
from cms.moderation.steps import Step
from cms.subsites.models import Subsite

MOST_DAYS = 30
STEP_OF_DAYS = dict(zip(DAYS, Step, strict=True))
_FOLLOW = gettext_lazy("As the level above says")


class RuleForm(forms.Form):
    """What a site or a section says; left empty, the level above holds."""

    technical_edit = forms.TypedChoiceField(
        label=gettext_lazy("Technical edit by the secretariat"),
        choices=[("", _FOLLOW), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, rule: ModerationRule | None, is_mandatory: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, step in STEP_OF_DAYS.items():
            self.fields[name] = forms.IntegerField(
                label=_("Days: {step}").format(step=step.label),
                min_value=1,
                max_value=MOST_DAYS,
                required=False,
                initial=getattr(rule, name) if rule is not None else None,
                help_text=_("The platform's default: {days}").format(days=DEFAULT_DAYS[step]),
            )
        said = rule.technical_edit if rule is not None else None
        self.fields["technical_edit"].initial = {True: "yes", False: "no"}.get(said, "") if said is not None else ""
        if is_mandatory:
            self.fields["technical_edit"].disabled = True
            self.fields["technical_edit"].help_text = _("On this site no text goes without it (R069).")
        levels = rule.requirement_levels if rule is not None else {}
        for requirement in requirements():
            self.fields[f"level_{requirement.key}"] = forms.ChoiceField(
                label=str(requirement.label),
                choices=[("", _FOLLOW), *Weight.choices],
                required=False,
                initial=levels.get(requirement.key, ""),
                disabled=requirement.key in ALWAYS_BLOCK,
                help_text=_("Always blocks.") if requirement.key in ALWAYS_BLOCK else "",
            )

    def said(self) -> dict[str, Any]:
        """What the action takes; only of a valid form."""
        given = self.cleaned_data
        levels = {name.removeprefix("level_"): level for name, level in given.items() if name.startswith("level_")}
        return {
            "technical_edit": given["technical_edit"],
            "days": {name: given[name] for name in DAYS},
            "requirement_levels": {key: level for key, level in levels.items() if level},
        }

    @property
    def level_fields(self) -> list[Any]:
        """The bound fields of the requirements."""
        return [self[name] for name in self.fields if name.startswith("level_")]

    @property
    def step_fields(self) -> list[Any]:
        """The bound fields of steps and days."""
        return [self[name] for name in self.fields if not name.startswith("level_")]


@require_safe
@asks("set_moderation_rules")
def rules(request: HttpRequest) -> HttpResponse:
    """The sites whose rules the person may set, each with its sections and what holds there."""
    at = timezone.now()
    sites = []
    for subsite in Subsite.objects.select_related("unit").order_by("title_vi"):
        if not may(request.user, "set_moderation_rules", target=subsite, at=at):
            continue
        own = {rule.section_id: rule for rule in ModerationRule.objects.filter(subsite=subsite)}
        sections = [(section, own.get(section.pk)) for section in _sections(subsite)]
        steps = [step.label for step in configuration_of(subsite).steps()]
        sites.append({"subsite": subsite, "rule": own.get(None), "steps": steps, "sections": sections})
    context = {"sites": sites, "breadcrumbs_items": trail((_("Rules of moderation"), ""))}
    return TemplateResponse(request, "moderation/admin/rules.html", context)


def _sections(subsite: Subsite) -> list[Section]:
    """In the order of the plan."""
    return list(subsite.sections.open_on(day_of(timezone.now())).order_by("order", "pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, subsite_id: int, section_id: int | None = None) -> HttpResponse:
    """The rule of a site, or of one section of it."""
    at = timezone.now()
    subsite = found(Subsite.objects.select_related("unit"), subsite_id)
    able = may(request.user, "set_moderation_rules", target=subsite, at=at)
    if not able:
        return refusal(request, able.reason)
    section = found(Section.objects.all(), section_id) if section_id is not None else None
    if section is not None and section.subsite_id != subsite.pk:
        raise Http404
    stored = ModerationRule.objects.filter(subsite=subsite, section=section).first()
    is_mandatory = subsite.key in TECHNICAL_EDIT_MANDATORY
    form = RuleForm(request.POST or None, rule=stored, is_mandatory=is_mandatory)
    if form.is_bound and form.is_valid():
        try:
            set_moderation_rule(subsite=subsite, section=section, **form.said(), by=request.user, at=at)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The rules were changed. What is in review goes on as it began."))
            return redirect("moderation_rules")
    name = section.title_vi if section is not None else subsite.title_vi
    steps = configuration_of(subsite, section.key if section is not None else "").steps()
    context = {
        "form": form,
        "name": name,
        "subsite": subsite,
        "section": section,
        "steps": [step.label for step in steps],
        "breadcrumbs_items": trail((_("Rules of moderation"), reverse("moderation_rules")), (name, "")),
    }
    return TemplateResponse(request, "moderation/admin/rule.html", context, status=400 if form.is_bound else 200)
