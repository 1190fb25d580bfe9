"""What the requirements need to know beside the draft: four queries, five with files, however long the text.

Of many drafts it is the same, and one more for each further section and department; and one for each text that is
compared with others (`similar_texts`), which no procedure is.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import CharField, F, JSONField, OuterRef, Subquery, Value
from wagtail.models import Locale, Page

from cms.departments.models import OrgUnit
from cms.editorial.models import Section
from cms.kernel.calendar import day_of
from cms.media.models import Document, Image
from cms.moderation.models import ModerationRule
from cms.moderation.requirements.draft import Draft, read_draft
from cms.moderation.requirements.registry import Context
from cms.moderation.requirements.secrecy.files import words_of_files
from cms.moderation.requirements.similarity import similar_texts
from cms.publishing.registry import presenter_for
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.moderation.requirements.similarity import Similar
    from cms.pages.models import BasePage

Key = TypeVar("Key")
Kept = TypeVar("Kept")
Target = tuple[str, int]  # ("page" | "document" | "image", id)
Names = tuple[str, str]  # title, path of the file


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a page stands, or will stand: its site, its sections (the nearest first), what they say of requirements."""

    subsite: Subsite | None = None
    sections: tuple[Section, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)


def read_context(page: "BasePage", *, at: datetime.datetime, declared_not_secret: bool | None = None) -> Context:
    """Everything for the checkers of one draft, as it is in hand."""
    return read_contexts([page], at=at, declared_not_secret=declared_not_secret)[0]


def read_contexts(
    pages: "Sequence[BasePage]", *, at: datetime.datetime, declared_not_secret: bool | None = None
) -> list[Context]:
    """The same of many drafts, in their order."""
    drafts = [read_draft(page) for page in pages]
    named = _names_of(drafts)
    files = words_of_files([draft.documents for draft in drafts], at=at)
    standings: dict[str, Standing] = {}
    units: dict[tuple[int | None, int], tuple[OrgUnit | None, str]] = {}
    found = []
    for page, draft, words in zip(pages, drafts, files, strict=True):
        standing = _kept(standings, _place(page), partial(standing_of, page))
        department, language = _kept(units, (page.department_id, page.locale_id), partial(_department, page))
        names, missing = _targets(draft, named)
        found.append(
            Context(
                at=at,
                language=language,
                declared_not_secret=declared_not_secret,
                draft=draft,
                subsite=standing.subsite,
                sections=standing.sections,
                department=department,
                is_department_of_site=_is_of_site(department, standing.subsite, at=at),
                levels=standing.levels,
                file_names=names,
                files=words,
                missing_targets=missing,
                similar=_similar(page, draft, standing.subsite, at=at),
            )
        )
    return found


def _kept(known: dict[Key, Kept], key: Key, read: Callable[[], Kept]) -> Kept:
    """What is read once for all that share it."""
    if key not in known:
        known[key] = read()
    return known[key]


def _place(page: "BasePage") -> str:
    """What decides where a page stands: for a text, which is no section itself, the place of the page above it."""
    return page.path[: -Page.steplen] if page.is_text and page.path else _path(page)


def _path(page: "BasePage") -> str:
    """Its own place in the tree; of a new page that of the page above."""
    return page.path or (page.future_parent.path if page.future_parent is not None else "")


def _similar(
    page: "BasePage", draft: Draft, subsite: Subsite | None, *, at: datetime.datetime
) -> "tuple[Similar, ...]":
    if subsite is None or not is_text(page):
        return ()
    return similar_texts(page, draft=draft, subsite=subsite, at=at)


def is_text(page: "BasePage") -> bool:
    """Whether the page is one of the texts that lists and plans count: an article, not the frame of the site."""
    known = presenter_for(type(page))
    return known is not None and known[0].listed


def standing_of(page: "BasePage") -> Standing:
    """By the places in the tree above the page. One query for a page in a section, two for one outside of any."""
    above = _path(page)
    ends = range(Page.steplen, len(above) + 1, Page.steplen)
    pages = Page.objects.filter(path__in=[above[:end] for end in ends]).order_by()
    keys = pages.values("translation_key")
    depth = Subquery(pages.filter(translation_key=OuterRef("content_id")).values("depth")[:1])
    sections: tuple[Any, ...] = tuple(  # with what is annotated
        Section.objects.filter(content_id__in=keys)
        .annotate(depth=depth, of_section=_levels(section=OuterRef("pk")), of_site=_levels(subsite=OuterRef("subsite")))
        .select_related("subsite__unit")
        .order_by("-depth")
    )
    if sections:
        nearest = sections[0]
        levels = {**(nearest.of_site or {}), **(nearest.of_section or {})}
        return Standing(subsite=nearest.subsite, sections=sections, levels=levels)
    roots = Subsite.objects.filter(site__root_page__translation_key__in=keys).select_related("unit")
    found = roots.annotate(of_site=_levels(subsite=OuterRef("pk"))).order_by("-site__root_page__depth").first()
    return Standing(subsite=found, levels=found.of_site or {}) if found is not None else Standing()


def _levels(**where: Any) -> Subquery:
    """What the rule of a section says, or that of a site as a whole."""
    rules = ModerationRule.objects.filter(**where, **({} if "section" in where else {"section__isnull": True}))
    return Subquery(rules.values("requirement_levels")[:1], output_field=JSONField())


def _department(page: "BasePage") -> tuple[OrgUnit | None, str]:
    """The unit of the draft with those above it, and the language of the page. One query while there is a unit."""
    language = Subquery(Locale.objects.filter(pk=page.locale_id).values("language_code")[:1])
    rows = OrgUnit.objects.select_related("parent__parent__parent__parent").annotate(language=language)
    unit: Any = rows.filter(pk=page.department_id).first() if page.department_id else None
    return (unit, unit.language) if unit is not None else (None, page.locale.language_code)


def _is_of_site(unit: OrgUnit | None, subsite: Subsite | None, *, at: datetime.datetime) -> bool:
    """Whether the unit exists on the day and is the site's own or below it."""
    if unit is None or not unit.is_in_being(on=day_of(at)):
        return False
    above: OrgUnit | None = unit
    while above is not None and subsite is not None and above.pk != subsite.unit_id:
        above = above.parent
    return above is not None


def _targets(draft: Draft, named: Mapping[Target, Names]) -> tuple[tuple[str, ...], frozenset[Target]]:
    """Names and titles of the files and pictures of a draft; and what it leads to that the public could not read."""
    wanted = _wanted(draft)
    files = sorted((kind, pk, *named[kind, pk]) for kind, pk in wanted if kind != "page" and (kind, pk) in named)
    names = (name for _kind, _pk, title, path in files for name in (title, str(path).rpartition("/")[2]))
    return tuple(dict.fromkeys(name for name in names if name)), frozenset(wanted - named.keys())


def _wanted(draft: Draft) -> set[Target]:
    return {
        *(("document", pk) for pk in draft.documents),
        *(("image", pk) for pk in draft.images),
        *(("page", pk) for pk in draft.pages),
    }


def _names_of(drafts: Sequence[Draft]) -> dict[Target, Names]:
    """Title and file name of what drafts lead to and is there: a page while it is live, the others while they exist.

    One query for files, pictures and pages.
    """
    wanted: set[Target] = set().union(*(_wanted(draft) for draft in drafts))
    if not wanted:
        return {}
    ids = {kind: [pk for of_kind, pk in wanted if of_kind == kind] for kind in ("document", "image", "page")}
    rows = _named(Document.objects.filter(pk__in=ids["document"]), "document", F("download_name")).union(
        _named(Image.objects.filter(pk__in=ids["image"]), "image", F("file")),
        _named(Page.objects.filter(pk__in=ids["page"], live=True), "page", _text("")),
    )
    return {(kind, pk): (title, name) for kind, pk, title, name in rows}


def _named(rows: Any, kind: str, name: Any) -> Any:
    return rows.order_by().annotate(kind=_text(kind), name=name).values_list("kind", "pk", "title", "name")


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())
