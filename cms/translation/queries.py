"""What is to be translated, by whom, and the segments of one text."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, QuerySet, Value, When
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, TranslationSource

from cms.departments.models import Membership, OrgUnit
from cms.departments.policy import actor_of
from cms.departments.queries import successors_in_being
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.kernel.calendar import day_of
from cms.pages.reach import WRITERS
from cms.translation.access import TRANSLATING, may_work_by_role, visible_requests
from cms.translation.labels import label_of
from cms.translation.models import TranslationRequest, TranslationRule
from cms.translation.segments import HIDDEN_PATHS, OPTIONAL_PATHS, Segment, shown
from cms.translation.states import Origin

if TYPE_CHECKING:
    from cms.accounts.models import User
    from cms.subsites.models import Subsite


def source_of(request: TranslationRequest) -> TranslationSource | None:
    """The frozen source that the segments were taken from; None before the text was prepared."""
    rows = TranslationSource.objects.filter(
        object_id=request.content_id, locale__language_code=request.source_locale
    ).select_related("locale", "specific_content_type")
    source: TranslationSource | None = rows.first()
    return source


def segments_of(request: TranslationRequest) -> list[Segment]:
    """Every segment of the text in the order of the page, with its translation. Six queries, however long the text.

    Empty before the text was prepared. Hidden fields are left out.
    """
    source = source_of(request)
    if source is None:
        return []
    model: Any = source.specific_content_type.model_class()
    rows = StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order", "pk")
    segments = [row for row in rows if row.context.path not in HIDDEN_PATHS]
    html = set(TemplateSegment.objects.filter(source=source).values_list("context_id", flat=True))
    written = _written(source, request.target_locale, segments)
    return [
        _segment(row, written.get((row.string_id, row.context_id)), row.context_id in html, model) for row in segments
    ]


def _written(
    source: TranslationSource, locale: str, segments: Iterable[StringSegment]
) -> dict[tuple[int, int | None], StringTranslation]:
    ids = {row.string_id for row in segments}
    rows = StringTranslation.objects.filter(
        context__object_id=source.object_id, locale__language_code=locale, translation_of__in=ids
    )
    return {(row.translation_of_id, row.context_id): row for row in rows.select_related("last_translated_by")}


def _segment(row: StringSegment, written: StringTranslation | None, is_html: bool, model: Any) -> Segment:
    path = row.context.path
    origin, _colon, tool = (written.tool_name if written else "").partition(":")
    is_manual = written is not None and written.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
    return Segment(
        id=row.pk,
        path=path,
        label=label_of(model, row.context.field_path or path),
        source=shown(row.string.data, is_html=is_html),
        is_html=is_html,
        translation=shown(written.data, is_html=is_html) if written else "",
        confirmed=bool(is_manual and written is not None and not written.has_error and written.data.strip()),
        required=path not in OPTIONAL_PATHS,
        order=row.order,
        origin=origin or (Origin.MANUAL if is_manual else ""),
        tool=tool.strip(),
        error=str(written.get_error() or "") if written is not None and written.has_error else "",
        translator=str(written.last_translated_by or "") if written else "",
        translated_at=written.updated_at if written else None,
    )


def rule_of(subsite: "Subsite") -> TranslationRule | None:
    """What a site says of translations."""
    return TranslationRule.objects.select_related("fallback_unit").filter(subsite=subsite).first()


def units_above(*units: OrgUnit | None) -> set[int]:
    """Ids of the units with those above each, no further than its agency: where roles that reach them are held."""
    within = read_organisation().within
    return {pk for unit in units if unit is not None for pk in within.get(unit.pk, ())}


def translators_of(unit: OrgUnit, *, on: datetime.date) -> list["User"]:
    """Who translates for a unit on a day: its translators and those of the units above it in its agency."""
    held = Membership.objects.in_force(on=on).filter(role=Role.TRANSLATOR, unit__in=units_above(unit))
    rows = held.filter(person__is_active=True)
    people = {row.person_id: row.person for row in rows.select_related("person").order_by("person__display_name", "pk")}
    return list(people.values())


def pool_for(department: OrgUnit, subsite: "Subsite", *, on: datetime.date) -> OrgUnit | None:
    """Whose translators do the texts of a unit: its own, else those of the unit that the site named (DOMAIN 78).

    The work of a unit that was merged is done by those that took over from it.
    """
    for unit in successors_in_being(department, on):
        if translators_of(unit, on=on):
            return unit
    rule = rule_of(subsite)
    if rule is not None and rule.fallback_unit is not None and translators_of(rule.fallback_unit, on=on):
        return rule.fallback_unit
    return None


def candidates_for(request: TranslationRequest, *, at: datetime.datetime) -> list["User"]:
    """To whom a request may be given: who translates, edits or heads in one of its two units, or writes in its own."""
    translating = Q(role__in=TRANSLATING, unit__in=units_above(request.pool, request.department))
    writing = Q(role__in=WRITERS, unit__in=units_above(request.department))
    held = Membership.objects.in_force(on=day_of(at)).filter(translating | writing, person__is_active=True)
    people = {row.person_id: row.person for row in held.select_related("person").order_by("person__display_name", "pk")}
    return list(people.values())


def works_for(person: "User", request: TranslationRequest, *, at: datetime.datetime) -> bool:
    """Whether a person writes the translation by a role they hold now, and not only because it was given to them."""
    return person.is_active and bool(may_work_by_role(actor_of(person, at=at), request))


def requests_for(user: "User", *, at: datetime.datetime) -> "QuerySet[TranslationRequest]":
    """The requests a person sees for which somebody has to do something: their own first, then by date (DOMAIN E9).

    By date is late ones first.
    """
    mine = Case(When(assignee=user, then=Value(0)), default=Value(1))
    rows: QuerySet[TranslationRequest] = visible_requests(actor_of(user, at=at)).open()  # type: ignore[attr-defined]
    return rows.order_by(mine, "due_at", "pk")


def request_of_page(page: Page) -> TranslationRequest | None:
    """The request of which a page is the translation."""
    rows = TranslationRequest.objects.filter(content_id=page.translation_key, target_locale=page.locale.language_code)
    return rows.with_all().first()


def locale_of(code: str) -> Locale:
    """The row of a language; raise Locale.DoesNotExist."""
    locale: Locale = Locale.objects.get(language_code=code)
    return locale
