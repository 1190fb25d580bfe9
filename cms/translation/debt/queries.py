"""The matrix: public texts that a person sees the drafts of × the languages they are not written in."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Length, Replace
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms.departments.models import OrgUnit
from cms.departments.policy import Actor
from cms.kernel.text import fold
from cms.pages.cases import is_text
from cms.pages.visibility import draft_visible_pages
from cms.publishing.models import PublishedDocument
from cms.translation.access import visible_requests
from cms.translation.debt.rules import Asked, Cell, cell_of
from cms.translation.models import TranslationRequest
from cms.translation.segments import HIDDEN_PATHS, OPTIONAL_PATHS
from cms.translation.states import OPEN, UNFINISHED, State

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
SHOWN = ("debt", "late", "stale", "review", "missing", "all")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of the matrix is asked for. `show`: one of SHOWN; `language`: of which column; `words`: in the title."""

    show: str = "debt"
    department: int | None = None
    language: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A text with a cell a language."""

    page_id: int
    title: str
    department: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The languages of the columns, and the rows of one page of the list."""

    languages: list[str]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DepartmentDebt:
    """What a unit owes in all languages."""

    department_id: int
    department: str
    late: int
    owed: int
    review: int
    stale: int
    words: int


def languages(source: str) -> list[str]:
    """Every language but the one that texts are written in. One query."""
    codes = Locale.objects.exclude(language_code=source).order_by("language_code")
    return list(codes.values_list("language_code", flat=True))


def texts(actor: Actor, *, source: str) -> "QuerySet[Page]":
    """The public texts whose drafts the person sees, with the unit they are filed under. Nobody else's titles."""
    models = [model for model in apps.get_models() if issubclass(model, Page) and is_text(model)]
    links = [f"{_link(model)}__department_id" for model in models]
    unit: Any = Coalesce(*(F(link) for link in links)) if len(links) > 1 else F(links[0])
    kinds = Q(pk__in=[])
    for model in models:
        kinds |= Q(**{f"{_link(model)}__isnull": False})
    public = draft_visible_pages(actor).filter(live=True, locale__language_code=source, alias_of__isnull=True)
    rows: QuerySet[Page] = public.filter(kinds).annotate(unit_id=unit)
    return rows


def asked_for(actor: Actor, wanted: Wanted, *, source: str, at: datetime.datetime) -> "QuerySet[Page]":
    """The rows of the list: late ones first, then by date, then those out of date, then the rest, newest first."""
    requests = _requests(wanted)
    mine = requests.filter(content_id=OuterRef("translation_key")).order_by("due_at")
    rows = texts(actor, source=source).annotate(
        due=Subquery(mine.filter(state__in=OPEN).values("due_at")[:1]),
        since=Subquery(mine.filter(stale_since__isnull=False).values("stale_since")[:1]),
        rank=Case(
            When(Exists(mine.filter(state__in=OPEN)), then=Value(0)),
            When(Exists(mine.filter(stale_since__isnull=False)), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
    )
    public = PublishedDocument.objects.filter(content_id=OuterRef("translation_key")).exclude(locale=source)
    if wanted.language:
        public = public.filter(locale=wanted.language)
    late = mine.filter(state__in=OPEN, due_at__lt=at)
    filters = {
        "debt": Exists(mine.filter(Q(state__in=UNFINISHED) | Q(stale_since__isnull=False))),
        "late": Exists(late),
        "stale": Exists(mine.filter(Q(stale_since__isnull=False) | Q(state=State.STALE))),
        "review": Exists(mine.filter(state=State.IN_REVIEW)),
        "missing": ~Exists(public) & ~Exists(mine.filter(state=State.NOT_NEEDED)),
    }
    if wanted.show in filters:
        rows = rows.filter(filters[wanted.show])
    if wanted.department is not None:
        rows = rows.filter(unit_id=wanted.department)
    ordered: QuerySet[Page] = rows.order_by("rank", "due", "since", "-first_published_at", "pk")
    return ordered


def named(rows: "QuerySet[Page]", words: str) -> "QuerySet[Page]":
    """Those whose title has every word, typed with or without accents. One query more when there are words."""
    asked = fold(words).split()
    if not asked:
        return rows
    titles = rows.order_by().values_list("pk", "title")
    found = [pk for pk, title in titles if all(word in fold(title) for word in asked)]
    return rows.filter(pk__in=found[:5_000])


def matrix(
    pages: Iterable[Any], columns: list[str], units: Mapping[int, str], *, source: str, at: datetime.datetime
) -> Matrix:
    """The cells of some texts, in the languages of the columns. Three queries and one a language, however many texts.

    units: names by id, as `units_of` has them.
    """
    known = list(pages)
    keys = [page.translation_key for page in known]
    requests = {
        (row.content_id, row.target_locale): row for row in TranslationRequest.objects.filter(content_id__in=keys)
    }
    documents = PublishedDocument.objects.filter(content_id__in=keys).exclude(locale=source)
    public = set(documents.values_list("content_id", "locale"))
    words = {code: words_outstanding(keys, language=code, source=source) for code in columns}
    rows = [
        Row(
            page_id=page.pk,
            title=page.title,
            department=units.get(page.unit_id, ""),
            cells=[_cell(page.translation_key, code, requests, public, words[code], at=at) for code in columns],
        )
        for page in known
    ]
    return Matrix(languages=columns, rows=rows)


def units_of(actor: Actor, *, source: str) -> dict[int, str]:
    """The units whose texts the person finds here: names by id, in the order of their names. One query."""
    filed = texts(actor, source=source).order_by().values("unit_id")
    return dict(OrgUnit.objects.filter(pk__in=filed).order_by("name_vi").values_list("pk", "name_vi"))


def words_outstanding(keys: Collection[UUID], *, language: str, source: str) -> dict[UUID, int]:
    """Words of the segments that nobody confirmed, by text; 0 for one that is translated. One query.

    Words are what stands between spaces. Texts that were not taken apart are not in the answer.
    """
    confirmed = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale__language_code=language,
        translation_type=MANUAL,
        has_error=False,
    )
    # A link, `<a id="a1">`, has a space that is none of the text.
    bare = Replace(F("string__data"), Value("<a id"), Value("<a"))
    length = Length(bare) - Length(Replace(bare, Value(" "), Value(""))) + 1
    rows = (
        StringSegment.objects.filter(source__object_id__in=keys, source__locale__language_code=source)
        .exclude(context__path__in=OPTIONAL_PATHS | HIDDEN_PATHS)
        .annotate(count=Case(When(Exists(confirmed), then=Value(0)), default=length, output_field=IntegerField()))
        .order_by()
        .values_list("source__object_id")
        .annotate(total=Sum("count"))
    )
    return dict(rows)


def departments_owing(actor: Actor, *, at: datetime.datetime, source: str) -> list[DepartmentDebt]:
    """What each unit that the person sees owes, most late first. One query and one a language."""
    owed = Q(state__in=UNFINISHED | {State.STALE}) | Q(stale_since__isnull=False)
    rows = list(visible_requests(actor).filter(owed).select_related("department").order_by())
    words: dict[UUID, int] = {}
    for code in sorted({row.target_locale for row in rows if row.is_open}):
        keys = [row.content_id for row in rows if row.is_open and row.target_locale == code]
        for key, count in words_outstanding(keys, language=code, source=source).items():
            words[key] = words.get(key, 0) + count
    units: dict[int, list[TranslationRequest]] = {}
    for row in rows:
        units.setdefault(row.department_id, []).append(row)
    found = [_owed_by(mine, words, at=at) for mine in units.values()]
    return sorted(found, key=lambda row: (-row.late, -row.stale, -row.owed, fold(row.department)))


def _owed_by(rows: list[TranslationRequest], words: Mapping[UUID, int], *, at: datetime.datetime) -> DepartmentDebt:
    """The requests of one unit, counted."""
    late = sum(row.is_open and row.due_at < at for row in rows)
    return DepartmentDebt(
        department_id=rows[0].department_id,
        department=rows[0].department.name_vi,
        late=late,
        owed=sum(row.is_open for row in rows) - late,
        review=sum(row.state == State.IN_REVIEW for row in rows),
        stale=sum(row.stale_since is not None or row.state == State.STALE for row in rows),
        words=sum(words.get(row.content_id, 0) for row in rows if row.is_open),
    )


def _requests(wanted: Wanted) -> "QuerySet[TranslationRequest]":
    rows = TranslationRequest.objects.all()
    return rows.filter(target_locale=wanted.language) if wanted.language else rows


def _cell(
    key: UUID,
    language: str,
    requests: dict[tuple[UUID, str], TranslationRequest],
    public: set[tuple[UUID, str]],
    words: dict[UUID, int],
    *,
    at: datetime.datetime,
) -> Cell:
    row = requests.get((key, language))
    asked = Asked(
        request_id=row.pk if row is not None else None,
        state=row.state if row is not None else "",
        due_at=row.due_at if row is not None else None,
        stale_since=row.stale_since if row is not None else None,
        is_public=(key, language) in public,
    )
    return cell_of(asked, words=words.get(key), at=at)


def _link(model: Any) -> str:
    """How a query goes from a page to its row in the table of its type."""
    link: str = model._meta.get_field("page_ptr").remote_field.get_accessor_name()
    return link
